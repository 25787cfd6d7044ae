// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/ops.h"

#include <cstdint>

namespace vitrine {

// What is worth telling of drawing on an image: a sink may know that it will tell it as pixels.
enum class Interest : std::uint8_t { None, Places, Ops };

// Where the painter tells what it drew, in order. Implemented by the scene.
class OpSink {
public:
    virtual ~OpSink() = default;

    // False while nobody watches: then the painter makes no records at all.
    virtual bool wanted() const = 0;
    virtual Interest interest(ImageId) const { return wanted() ? Interest::Ops : Interest::None; }
    virtual void record(Op&& op) = 0;
    // Pixels changed in a way that is told as pixels: no op says it, or the place is enough.
    virtual void touched(ImageId target, const Rect& place) = 0;
    virtual void imageDefined(ImageId id, Size size, int depth) = 0; // also while nobody watches
    virtual void imageDropped(ImageId id) = 0;
    virtual void glyphDefined(GlyphId id) = 0; // its shape is in the server's Glyphs
    virtual void glyphDropped(GlyphId id) = 0; // while its shape is still in them
};

} // namespace vitrine
