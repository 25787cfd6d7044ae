// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/shm/exact_put.h"

#include "protocol/canvas/image.h"
#include "server/display/painter.h"

#include <algorithm>
#include <vector>

namespace vitrine {

namespace {

// Changes are found by cells: small enough to tell little that is not new, large enough to be few.
constexpr std::int32_t cellWidth = 32;
constexpr std::int32_t bandHeight = 8;

constexpr std::int32_t clean = -1;
using Tops = std::vector<std::int32_t>; // of the cells in a band: the first row that changed

template<class Pixel>
bool differ(const Pixel* ours, const Pixel* theirs, std::int32_t count, Pixel mask)
{
    Pixel difference = 0;
    for (std::int32_t i = 0; i < count; ++i)
        difference = static_cast<Pixel>(difference | (ours[i] ^ theirs[i]));
    return (difference & mask) != 0;
}

template<class Pixel> const Pixel* rowOf(PixelRows rows, std::int32_t y)
{
    return reinterpret_cast<const Pixel*>(rows.first + static_cast<std::size_t>(y) * rows.stride);
}

template<class Pixel>
void copyMasked(Pixel* ours, const Pixel* theirs, std::int32_t count, Pixel mask)
{
    for (std::int32_t i = 0; i < count; ++i)
        ours[i] = static_cast<Pixel>((ours[i] & ~mask) | (theirs[i] & mask));
}

// One row of a band: takes what differs, and all below what differed in the rows above.
template<class Pixel>
void takeRow(Pixel* ours, const Pixel* theirs, std::int32_t width, std::int32_t y, Pixel mask,
             Tops& tops)
{
    std::int32_t from = 0; // of what is to be copied
    for (std::int32_t x = 0; x < width; x += cellWidth) {
        const std::int32_t count = std::min(cellWidth, width - x);
        std::int32_t& top = tops[static_cast<std::size_t>(x / cellWidth)];
        if (top == clean && differ(ours + x, theirs + x, count, mask)) top = y;
        if (top != clean) continue;
        copyMasked(ours + from, theirs + from, x - from, mask);
        from = x + count;
    }
    copyMasked(ours + from, theirs + from, width - from, mask);
}

// Neighbours that changed become one rectangle.
void collect(const Tops& tops, const Rect& to, std::int32_t bottom, std::vector<Rect>& changed)
{
    for (std::size_t i = 0; i < tops.size(); ++i) {
        if (tops[i] == clean) continue;
        const std::size_t first = i;
        std::int32_t top = tops[i];
        while (i + 1 < tops.size() && tops[i + 1] != clean) top = std::min(top, tops[++i]);
        const auto left = static_cast<std::int32_t>(first) * cellWidth;
        const auto right = std::min(to.width, static_cast<std::int32_t>(i + 1) * cellWidth);
        changed.push_back({to.x + left, top, right - left, bottom - top});
    }
}

template<class Pixel> void copy(Image& image, const Rect& to, PixelRows rows, std::uint32_t planes)
{
    const auto mask = static_cast<Pixel>(image.pixelMask() & planes);
    for (std::int32_t y = 0; y < to.height; ++y)
        copyMasked(image.row<Pixel>(to.y + y) + to.x, rowOf<Pixel>(rows, y), to.width, mask);
}

// Of what is no wider than a cell.
template<class Pixel> Region takeCells(Image& image, const Rect& to, PixelRows rows, Pixel mask)
{
    std::int32_t y = 0;
    const auto ours = [&] { return image.row<Pixel>(to.y + y) + to.x; };
    while (y < to.height && !differ(ours(), rowOf<Pixel>(rows, y), to.width, mask)) ++y;
    const std::int32_t top = y;
    for (; y < to.height; ++y) copyMasked(ours(), rowOf<Pixel>(rows, y), to.width, mask);
    return Rect{to.x, to.y + top, to.width, to.height - top};
}

template<class Pixel>
Region take(Image& image, const Rect& to, PixelRows rows, std::uint32_t planes)
{
    const auto mask = static_cast<Pixel>(image.pixelMask() & planes);
    if (to.width <= cellWidth && to.height <= cellWidth)
        return takeCells<Pixel>(image, to, rows, mask);
    std::vector<Rect> changed;
    Tops tops;
    for (std::int32_t band = 0; band < to.height; band += bandHeight) {
        tops.assign(static_cast<std::size_t>((to.width + cellWidth - 1) / cellWidth), clean);
        const std::int32_t end = std::min(band + bandHeight, to.height);
        for (std::int32_t y = band; y < end; ++y)
            takeRow(image.row<Pixel>(to.y + y) + to.x, rowOf<Pixel>(rows, y), to.width, to.y + y,
                    mask, tops);
        collect(tops, to, to.y + end, changed);
    }
    return Region(changed);
}

} // namespace

Region takeChanged(Image& image, const Rect& to, PixelRows rows, std::uint32_t planes)
{
    return image.bytesPerPixel() == 1 ? take<std::uint8_t>(image, to, rows, planes)
                                      : take<std::uint32_t>(image, to, rows, planes);
}

void putExact(Painter& painter, const Target& target, const Rect& to, PixelRows rows)
{
    Image* const image = painter.image(target.image);
    if (!image) return;
    const auto put = [&](const Rect& clip) {
        const Rect part = to.intersected(clip).intersected(image->bounds());
        if (part.empty()) return;
        const std::size_t skipped = static_cast<std::size_t>(part.y - to.y) * rows.stride +
                                    static_cast<std::size_t>(part.x - to.x) *
                                        static_cast<std::size_t>(image->bytesPerPixel());
        const PixelRows from{rows.first + skipped, rows.stride};
        if (painter.watched()) {
            takeChanged(*image, part, from, target.planes).each([&](const Rect& rect) {
                painter.damage(target.image, rect);
            });
        } else if (image->bytesPerPixel() == 1) {
            copy<std::uint8_t>(*image, part, from, target.planes);
        } else {
            copy<std::uint32_t>(*image, part, from, target.planes);
        }
    };
    if (!target.clip.rects) return put(image->bounds());
    for (const Rect& rect : *target.clip.rects) put(rect);
}

} // namespace vitrine
