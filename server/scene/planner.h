// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/messages.h"
#include "server/scene/op_log.h"
#include "server/scene/stale.h"

#include <cstdint>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

namespace vitrine {

// A part of a frame, immutable: encoded on another thread.
using UpdatePart = std::variant<DrawingRef, Message>;

struct PlannerLimits {
    std::size_t missedCost = 2 << 20; // bytes of ops noted and not planned yet; beyond that, the
    std::size_t missedCount = 2048;   //   drawing on the costliest images becomes pixels
    std::size_t keptCost = 512 << 10; // the same of ops on what is not shown, kept back
    std::size_t keptCount = 1024;
    std::int64_t framePixels = 1 << 24;   // sent as pixels in one frame; the rest in the next
    Weight frameWeight{1 << 21, 1 << 25}; // of the ops in one frame; the rest becomes pixels
    std::int64_t knownPixels = 1 << 27;   // of images defined at the viewer
    std::size_t knownImages = 1 << 14;
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

    // The viewer's pixels are not what they should be: all of them are sent again when shown.
    void distrust();

    // After `plan`: the viewer's image equals the server's.
    bool isCurrent(ImageId visible) const;
    bool incomplete() const { return incomplete_; }

    std::size_t pendingCount() const { return pending_.size(); }

private:
    struct Held { // what the viewer has of an image
        Size size;
        int depth = 24;
        bool known = false; // defined at the viewer
        bool ended = false; // gone at the server; pending ops may still need it
        Region stale;       // differs from what the server had before the pending ops
    };
    enum class Fate : std::uint8_t {
        Dead, // nobody will see what it did
        Kept, // nobody sees it yet
        Sent,
    };
    struct Item {
        DrawingRef drawing;
        bool damage = false; // it is told as pixels, at the viewer its writes become stale
        Fate fate = Fate::Dead;
        std::uint32_t reason = 0; // the item on a visible image that made it be sent
    };
    struct Needed;
    struct Needs;

    static std::size_t costOf(const Drawing& drawing) { return drawing.cost + 64; } // of keeping it

    Held* meet(ImageId id, const Images& images); // null where there is no such image any more
    bool affordable(const Held& held) const;
    void collapse(ImageId target);
    void collapseCostliest(std::size_t cost, std::size_t count);

    Stale staleNow();
    Stale spread(std::span<const ImageId> visible); // ops that leave all stale become damage
    void decide(std::span<const ImageId> visible, const Stale& after);
    void decide(Item& item, Needs& needs);
    bool mustPrecede(const Item& item, const Needs& needs) const;
    void send(Item& item, Needed& target, Needs& needs);
    bool preferPixels(std::span<const ImageId> visible, const Images& images, const Glyphs& glyphs,
                      const Stale& after);
    std::size_t costOfShapes(const Op& op, const Glyphs& glyphs) const;

    void emit(const Glyphs& glyphs, std::vector<UpdatePart>& parts);
    void define(ImageId id, std::vector<UpdatePart>& parts);
    void defineGlyphs(std::span<const GlyphAt> drawn, const Glyphs& glyphs,
                      std::vector<UpdatePart>& parts);
    void emitPixels(std::span<const ImageId> visible, const Images& images,
                    std::vector<UpdatePart>& parts);
    void forgetEnded(std::vector<UpdatePart>& parts);

    PlannerLimits limits_;
    std::unordered_map<ImageId, Held> held_;
    std::vector<ImageId> ended_; // those of held_ that are
    std::unordered_set<GlyphId> knownGlyphs_;
    std::unordered_map<GlyphId, std::shared_ptr<const Glyph>> endedGlyphs_; // maybe pending
    std::vector<Item> pending_;
    std::size_t pendingCost_ = 0;
    std::int64_t knownPixels_ = 0;
    std::size_t knownImages_ = 0;
    bool incomplete_ = false;
};

} // namespace vitrine
