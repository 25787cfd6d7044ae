// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/client/suits.h"

#include "protocol/canvas/depths.h"

namespace vitrine {
namespace {

bool fit(const Image* a, const Image* b)
{
    return !a || !b || depthsFit(a->depth(), b->depth());
}

bool composited(const Image* image)
{
    return !image || isComposited(image->depth());
}

bool paintSuits(const Paint& paint, const Image* target, const Images& images)
{
    const Image* pattern = images.find(paint.pattern);
    switch (paint.style) {
    case FillStyle::Solid: return true;
    case FillStyle::Tiled: return fit(pattern, target);
    case FillStyle::Stippled:
    case FillStyle::OpaqueStippled: return !pattern || pattern->depth() == 1;
    }
    return false;
}

} // namespace

bool suits(const Op& op, const Images& images)
{
    return std::visit(
        [&]<class Drawing>(const Drawing& drawing) {
            const Image* target = images.find(drawing.target);
            if constexpr (requires { drawing.paint; })
                return paintSuits(drawing.paint, target, images);
            else if constexpr (std::is_same_v<Drawing, PutPixels>)
                return !target || depthsFit(target->depth(), drawing.pixels.depth());
            else if constexpr (std::is_same_v<Drawing, CopyArea>)
                return fit(images.find(drawing.source), target);
            else if constexpr (std::is_same_v<Drawing, CompositeImage>)
                return composited(images.find(drawing.source)) &&
                       composited(images.find(drawing.mask));
            else
                return true; // CopyPlane: any depths
        },
        op);
}

} // namespace vitrine
