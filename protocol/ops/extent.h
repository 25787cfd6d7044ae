// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/glyph.h"
#include "protocol/canvas/images.h"
#include "protocol/ops/ops.h"

#include <optional>
#include <span>
#include <vector>

namespace vitrine {

// Pixels of an image that an op looks at.
struct Read {
    ImageId image;
    Rect rect; // inside the image; empty: it only has to be there

    bool operator==(const Read&) const = default;
};

// What an op touches, so that a planner can drop, delay or replace it by pixels.
struct Extent {
    ImageId target;

    // Everything it may change lies in these, in the target's coordinates, inside its bounds and
    // the clip. At most 64 of them, else one box around all; they may overlap.
    std::vector<Rect> writes;
    Rect bounds; // around all of them; empty: it changes nothing

    // True where each pixel of `writes` gets a value that does not depend on what was there: the
    // op makes earlier drawing in `writes` needless.
    bool covers = false;

    // True where new pixels depend on old ones of the target at the same place: the function, the
    // plane mask. (What it reads elsewhere, also in the target itself, is `source`.)
    bool blends = false;

    std::optional<Read> source;  // of a copy: only what arrives inside `bounds`
    std::optional<Read> pattern; // the paint's tile or stipple, or what repeats: whole
    std::optional<Read> mask;    // of a composite: only what arrives inside `bounds`

    bool operator==(const Extent&) const = default;
};

// As the canvas would play it now: with these images and glyphs.
Extent extentOf(const Op& op, const Images& images, const Glyphs& glyphs);

// The glyphs that an op draws with.
std::span<const GlyphAt> glyphsOf(const Op& op);

// A box around all that it may change, inside the target: less than Extent tells, and quickly.
Rect boundsOf(const Op& op, const Images& images, const Glyphs& glyphs);

// The image that an op draws on.
ImageId targetOf(const Op& op);

} // namespace vitrine
