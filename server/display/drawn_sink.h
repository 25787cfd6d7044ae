// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/op_sink.h"
#include "server/base/region.h"

#include <unordered_map>
#include <vector>

namespace vitrine {

class Display;

// Told after each drawing on an image: where pixels may have changed, in the image's coordinates.
class DrawnListener {
public:
    virtual ~DrawnListener() = default;
    virtual void drawn(ImageId image, const Region& where) = 0;
    virtual bool concerns(ImageId) { return true; } // of those who listen to all images
};

// Stands between the painter and the scene, for those in the display who must know what is drawn on
// an image: DAMAGE, pixmaps in shared memory, redirected windows. While there are none it costs a
// look.
class DrawnSink : public OpSink {
public:
    explicit DrawnSink(Display& display) : display_(display) {} // borrowed, outlives us

    void setNext(OpSink* next) { next_ = next; } // borrowed until the next call; null: nobody

    // Listeners are borrowed until they leave. Not from within `drawn`.
    void listenToAll(DrawnListener& listener) { toAll_.push_back(&listener); }
    void leaveAll(DrawnListener& listener) { std::erase(toAll_, &listener); }
    void listen(ImageId image, DrawnListener& listener);
    void leave(ImageId image, DrawnListener& listener);

    bool wanted() const override { return listened() || (next_ && next_->wanted()); }
    Interest interest(ImageId image) const override
    {
        if (listened()) return Interest::Ops;
        return next_ ? next_->interest(image) : Interest::None;
    }
    void record(Op&& op) override;
    void touched(ImageId target, const Rect& place) override;
    void imageDefined(ImageId id, Size size, int depth) override;
    void imageDropped(ImageId id) override;
    void glyphDefined(GlyphId id) override;
    void glyphDropped(GlyphId id) override;

private:
    bool listened() const { return !toAll_.empty() || !listeners_.empty(); }
    std::vector<DrawnListener*> listenersTo(ImageId image) const;

    Display& display_;
    OpSink* next_ = nullptr;
    std::unordered_map<std::uint32_t, std::vector<DrawnListener*>> listeners_; // by image
    std::vector<DrawnListener*> toAll_;
};

} // namespace vitrine
