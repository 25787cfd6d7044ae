// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/brush.h"

#include <optional>

namespace vitrine {

// The brushes of a line: even dashes, and odd ones if they are drawn (X11 protocol, CreateGC,
// "line-style"): in the background where the fill style has a single colour, else the same.
class Inks {
public:
    Inks(Images& images, ImageId target, const Paint& paint, const Stroke& stroke)
        : even_(images, target, paint), drawsOdd_(stroke.style == LineStyle::DoubleDash)
    {
        const bool oneColour =
            paint.style == FillStyle::Solid || paint.style == FillStyle::Stippled;
        if (!drawsOdd_ || !oneColour) return;
        oddPaint_ = paint;
        oddPaint_.foreground = paint.background;
        odd_.emplace(images, target, oddPaint_);
    }
    Inks(const Inks&) = delete;
    Inks& operator=(const Inks&) = delete;

    Brush& even() { return even_; }
    Brush& odd() { return odd_ ? *odd_ : even_; }
    bool drawsOdd() const { return drawsOdd_; }
    bool oddIsEven() const { return drawsOdd_ && !odd_; }
    Brush* of(bool even) { return even ? &even_ : drawsOdd_ ? &odd() : nullptr; }

private:
    Paint oddPaint_; // borrowed by odd_
    Brush even_;
    std::optional<Brush> odd_;
    bool drawsOdd_;
};

} // namespace vitrine
