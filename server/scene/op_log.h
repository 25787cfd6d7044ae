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

// What happened to images and glyphs between two cuts, in order.
class OpLog {
public:
    // Ops that no message can hold are kept as damage; ops that change nothing are not kept.
    void add(Record record, const Images& images, const Glyphs& glyphs);
    void add(LogEntry entry) { entries_.push_back(std::move(entry)); }

    bool empty() const { return entries_.empty(); }
    const std::vector<LogEntry>& entries() const { return entries_; }

private:
    std::vector<LogEntry> entries_;
};

} // namespace vitrine
