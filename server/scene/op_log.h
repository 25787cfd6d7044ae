// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/images.h"
#include "protocol/ops/extent.h"
#include "protocol/ops/within_limits.h"
#include "server/base/op_sink.h"
#include "server/base/region.h"

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace vitrine {

// An op, or damage, and what planning needs to know of it; found once, shared by all viewers.
struct Drawing {
    std::optional<Op> op; // none: the pixels of `writes` are told as pixels
    ImageId target;
    Region writes;       // everything it may change; inside the image
    bool covers = false; // every pixel of `writes` gets a value independent of what was there
    std::optional<Read> source;
    std::optional<Read> pattern;
    std::optional<Read> mask;
    Point shift;          // of a copy: the target's pixel p comes from the source's p + shift
    bool moves = false;   // a copy inside one image that leaves the pixels as they are
    std::size_t cost = 0; // bytes in a frame, about
    Weight weight;        // of the frame's allowance

    // What all that is written may depend on.
    template<class Use> void eachWhole(Use use) const
    {
        if (pattern) use(*pattern);
        if (mask) use(*mask);
    }
};

using DrawingRef = std::shared_ptr<const Drawing>;

struct ImageBegan { // all zero
    ImageId id;
    Size size;
    int depth = 24;
};
struct ImageEnded {
    ImageId id;
};
struct GlyphEnded {
    GlyphId id;
    std::shared_ptr<const Glyph> shape; // ops before this may still need it
};

using LogEntry = std::variant<DrawingRef, ImageBegan, ImageEnded, GlyphEnded>;

// When ops give way to pixels while they are being recorded.
struct LogLimits {
    // Ops on one image that cost less than this are not worth a comparison; where the log before
    // gave up, so much less.
    std::size_t costWorthComparing = 2 << 10;
    std::size_t costWorthComparingAgain = 512;
    // In a flood of so many drawings the log after it gives up at this cost, without comparing.
    std::size_t flood = 1000;
    std::size_t costOfFlood = 128;
    std::size_t timesPixels = 2; // ops that cost so many times the pixels give way
};

// What happened to images and glyphs between two cuts, in order.
//
// A program may draw faster than anybody looks: where the ops on one image cost more than its
// pixels would, what is drawn on it from then on is kept as damage, in one entry, until the next
// cut.
class OpLog {
public:
    // `last`: the log before this one, or null; images on which it gave up are watched closely.
    explicit OpLog(const OpLog* last = nullptr, LogLimits limits = {});

    // Ops that no message can hold are kept as damage; ops that change nothing are not kept.
    void add(Op&& op, const Images& images, const Glyphs& glyphs);
    void add(LogEntry entry) { entries_.push_back(std::move(entry)); }

    void touch(ImageId target, const Rect& place, const Images& images); // told as damage
    // All further drawing on it is kept as damage: nobody needs its ops.
    bool gaveUpOn(ImageId target) const;
    // The program did something else meanwhile: nothing follows from the log before.
    void forgetFloods() { floods_.clear(); }

    bool empty() const { return entries_.empty(); }
    const std::vector<LogEntry>& entries() const { return entries_; }

private:
    struct Flow { // of ops on one image
        ImageId target;
        std::size_t cost = 0;
        std::size_t limit = 0;           // of cost, when it is next compared with pixels
        Rect bounds;                     // of the image
        bool flooded = false;            // as it was in the log before: it surely is again
        std::shared_ptr<Drawing> damage; // set: all further drawing goes here
        std::size_t drawings = 0;        // that went there
        std::shared_ptr<Drawing> last;   // damage, to which more is added while nothing follows
    };

    struct Flood { // on an image on which a log gave up
        ImageId target;
        std::size_t drawings;
    };

    Flow& flowOf(ImageId target);
    void flood(Flow& flow, const Rect& rect);
    void damage(Flow& flow, const Rect& rect);
    static void widen(Region& writes, const Rect& rect);
    std::size_t costOfPixels(const Flow& flow, const Images& images) const;
    void giveUp(Flow& flow, const Images& images);

    LogLimits limits_;
    std::vector<LogEntry> entries_;
    std::vector<Flow> flows_;
    std::vector<Flood> floods_; // of the log before
};

} // namespace vitrine
