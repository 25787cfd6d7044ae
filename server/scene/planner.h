// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/messages.h"
#include "server/scene/op_log.h"

#include <cstdint>
#include <random>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

namespace vitrine {

// A part of a frame, immutable: encoded on another thread.
using UpdatePart = std::variant<DrawingRef, Message>;

struct PlannerLimits {
    std::size_t pendingCost = 2 << 20;  // bytes of ops kept back; beyond, the costliest collapse
    std::size_t pendingCount = 8192;    // of ops kept back
    std::int64_t framePixels = 1 << 24; // sent as pixels in one frame; the rest in the next
    std::int64_t imagePixels = 1 << 27; // defined at the viewer
};

// What one viewer has of the images, and what it must be sent so that it has what is shown.
//
// The law: playing `pending` on the viewer's images gives the server's images, outside of what
// becomes stale when `stale` spreads through those ops. `note` keeps it by appending what happened;
// `plan` by sending some of the ops, keeping some, and dropping those nobody needs. So exactness
// never depends on which ops are chosen, only the number of bytes does.
class Planner {
public:
    explicit Planner(PlannerLimits limits = {}) : limits_(limits) {}

    // What happened since the last one. Cheap and bounded: a viewer may miss any number of frames.
    void note(const OpLog& log);

    // Appends what makes the viewer's `visible` images equal to the server's, except for pixels
    // beyond the frame's limit (then `incomplete`). Everything drawn so far must have been noted.
    void plan(std::span<const ImageId> visible, const Images& images, const Glyphs& glyphs,
              std::vector<UpdatePart>& parts);

    bool incomplete() const { return incomplete_; }
    bool isCurrent(ImageId image) const; // known at the viewer, nothing stale, nothing pending
    std::size_t pendingCount() const { return pending_.size(); }

private:
    struct Held { // what the viewer has of an image
        Size size;
        int depth = 24;
        bool known = false; // defined at the viewer
        bool ended = false; // gone at the server; pending ops may still need it
        Region stale;
    };
    enum class Fate : std::uint8_t { Dead, Kept, Sent };
    struct Item {
        DrawingRef drawing;
        bool damage = false; // its pixels are told as pixels
        Fate fate = Fate::Dead;
    };
    using Stale = std::unordered_map<ImageId, Region>;
    struct Liveness;

    Held* find(ImageId id, const Images* images = nullptr);
    void bound();
    void collapse(ImageId target);

    static Region spread(const Drawing& drawing, const Stale& stale);
    Stale taint(std::span<const ImageId> visible, const Images& images);
    void decide(std::span<const ImageId> visible, const Stale& tainted);
    void decide(Item& item, Liveness& liveness);
    bool preferPixels(std::span<const ImageId> visible, const Images& images);
    void send(std::span<const ImageId> visible, const Glyphs& glyphs,
              std::vector<UpdatePart>& parts);
    void define(ImageId id, std::vector<UpdatePart>& parts);
    void defineGlyphs(const DrawText& op, const Glyphs& glyphs, std::vector<UpdatePart>& parts);
    void sendPixels(std::span<const ImageId> visible, const Images& images,
                    std::vector<UpdatePart>& parts);
    void forgetEnded(std::vector<UpdatePart>& parts);

    PlannerLimits limits_;
    std::unordered_map<ImageId, Held> held_;
    std::unordered_set<GlyphId> knownGlyphs_;
    std::unordered_map<GlyphId, std::shared_ptr<const Glyph>> endedGlyphs_;
    std::vector<Item> pending_;
    std::size_t pendingCost_ = 0;
    std::int64_t knownPixels_ = 0;
    bool incomplete_ = false;
};

} // namespace vitrine
