// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/render/readable.h"

#include "server/display/display.h"
#include "server/display/render/picture.h"

namespace vitrine {

namespace {

// The whole pixels by which a transform moves; none if it does more than that.
std::optional<Point> translation(const Picture& picture)
{
    if (!picture.transform) return Point{};
    const auto& m = picture.transform->matrix;
    const bool moves = m[0][0] == pixman_fixed_1 && m[1][1] == pixman_fixed_1 &&
                       m[2][2] == pixman_fixed_1 && !m[0][1] && !m[1][0] && !m[2][0] && !m[2][1];
    constexpr pixman_fixed_t fraction = 0xffff;
    if (!moves || (m[0][2] & fraction) || (m[1][2] & fraction)) return std::nullopt;
    return Point{m[0][2] >> 16, m[1][2] >> 16};
}

std::uint32_t argb(const Image& image, std::uint32_t pixel)
{
    switch (image.depth()) {
    case 1: return pixel ? 0xff000000 : 0;
    case 4: return pixel * 17 << 24;
    case 8: return pixel << 24;
    case 24: return pixel | 0xff000000;
    default: return pixel;
    }
}

} // namespace

std::optional<std::uint32_t> colorOf(Display& display, const Picture& picture)
{
    if (const pixman_color_t* color = picture.color())
        return std::uint32_t{color->alpha} >> 8 << 24 | std::uint32_t{color->red} >> 8 << 16 |
               (color->green & 0xff00u) | std::uint32_t{color->blue} >> 8;
    const Pixmap* pixmap = picture.pixmap();
    if (!pixmap || pixmap->size() != Size{1, 1} || picture.repeat == Repeat::None ||
        picture.alphaMap || picture.filter == Filter::Convolution || !picture.format().natural())
        return std::nullopt;
    const Image* image = display.images().find(pixmap->image());
    return image ? std::optional(argb(*image, image->pixel({0, 0}))) : std::nullopt;
}

std::optional<Readable> readable(Display& display, const Picture& picture, const Rect& rect)
{
    if (const auto color = colorOf(display, picture))
        return Readable{.color = color, .opaque = *color >> 24 == 255, .inside = true};
    const Drawable* drawn = picture.drawable();
    if (!drawn || !picture.format().natural() || picture.alphaMap ||
        picture.filter == Filter::Convolution)
        return std::nullopt;
    const Image* image = display.images().find(drawn->image());
    const std::optional<Point> moved = translation(picture);
    if (!image || !moved) return std::nullopt;
    const Rect read = rect.translated(*moved);
    const Rect there = Rect::at(drawn->offset(), drawn->size()).intersected(image->bounds());
    const bool inside = there.contains(read.translated(drawn->offset()));
    const bool repeats = !inside && picture.repeat != Repeat::None;
    if (!inside && drawn->isWindow()) return std::nullopt;
    if (repeats && picture.repeat != Repeat::Normal) return std::nullopt;
    return Readable{.image = drawn->image(),
                    .from = read.origin() + drawn->offset(),
                    .repeats = repeats,
                    .opaque = image->depth() == 24 && (inside || repeats),
                    .inside = inside};
}

bool drawable(Display& display, Picture& picture)
{
    if (!picture.format().natural() || picture.format().depth < 8 || picture.alphaMap) return false;
    return display.images().find(picture.target(display).image) != nullptr;
}

} // namespace vitrine
