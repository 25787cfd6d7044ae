// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/shm/exact_put.h"

#include "protocol/canvas/image.h"
#include "server/display/painter.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace vitrine {

namespace {

// Changes are found by cells: small enough to tell little that is not new, large enough to be few.
constexpr std::int32_t cellWidth = 32;
constexpr std::int32_t bandHeight = 16;

struct Dirty {
    std::int32_t top = -1; // none
    std::int32_t bottom = 0;
};

template<class Pixel>
bool differ(const Pixel* ours, const Pixel* theirs, std::int32_t count, Pixel mask)
{
    if (std::memcmp(ours, theirs, static_cast<std::size_t>(count) * sizeof(Pixel)) == 0)
        return false;
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

// One row of a band: takes what differs, and notes in which cells.
template<class Pixel>
void takeRow(Pixel* ours, const Pixel* theirs, std::int32_t width, std::int32_t y, Pixel mask,
             std::vector<Dirty>& cells)
{
    if (!differ(ours, theirs, width, mask)) return;
    for (std::int32_t x = 0; x < width; x += cellWidth) {
        const std::int32_t count = std::min(cellWidth, width - x);
        if (!differ(ours + x, theirs + x, count, mask)) continue;
        copyMasked(ours + x, theirs + x, count, mask);
        Dirty& cell = cells[static_cast<std::size_t>(x / cellWidth)];
        if (cell.top < 0) cell.top = y;
        cell.bottom = y + 1;
    }
}

// Neighbours that changed become one rectangle.
void collect(const std::vector<Dirty>& cells, const Rect& to, std::vector<Rect>& changed)
{
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (cells[i].top < 0) continue;
        const std::size_t first = i;
        Dirty all = cells[i];
        while (i + 1 < cells.size() && cells[i + 1].top >= 0) {
            ++i;
            all.top = std::min(all.top, cells[i].top);
            all.bottom = std::max(all.bottom, cells[i].bottom);
        }
        const auto left = static_cast<std::int32_t>(first) * cellWidth;
        const auto right = std::min(to.width, static_cast<std::int32_t>(i + 1) * cellWidth);
        changed.push_back({to.x + left, all.top, right - left, all.bottom - all.top});
    }
}

template<class Pixel> void copy(Image& image, const Rect& to, PixelRows rows, std::uint32_t planes)
{
    const auto mask = static_cast<Pixel>(image.pixelMask() & planes);
    for (std::int32_t y = 0; y < to.height; ++y)
        copyMasked(image.row<Pixel>(to.y + y) + to.x, rowOf<Pixel>(rows, y), to.width, mask);
}

// Of what is no larger than a cell.
template<class Pixel>
Region takeCell(Image& image, const Rect& to, PixelRows rows, std::uint32_t planes)
{
    const auto mask = static_cast<Pixel>(image.pixelMask() & planes);
    Dirty dirty;
    for (std::int32_t y = 0; y < to.height; ++y) {
        Pixel* ours = image.row<Pixel>(to.y + y) + to.x;
        const Pixel* theirs = rowOf<Pixel>(rows, y);
        if (!differ(ours, theirs, to.width, mask)) continue;
        copyMasked(ours, theirs, to.width, mask);
        if (dirty.top < 0) dirty.top = y;
        dirty.bottom = y + 1;
    }
    if (dirty.top < 0) return {};
    return Rect{to.x, to.y + dirty.top, to.width, dirty.bottom - dirty.top};
}

template<class Pixel>
Region take(Image& image, const Rect& to, PixelRows rows, std::uint32_t planes)
{
    if (to.width <= cellWidth && to.height <= bandHeight)
        return takeCell<Pixel>(image, to, rows, planes);
    std::vector<Rect> changed;
    std::vector<Dirty> cells;
    const auto mask = static_cast<Pixel>(image.pixelMask() & planes);
    for (std::int32_t band = 0; band < to.height; band += bandHeight) {
        cells.assign(static_cast<std::size_t>((to.width + cellWidth - 1) / cellWidth), {});
        for (std::int32_t y = band; y < std::min(band + bandHeight, to.height); ++y) {
            takeRow(image.row<Pixel>(to.y + y) + to.x, rowOf<Pixel>(rows, y), to.width, to.y + y,
                    mask, cells);
        }
        collect(cells, to, changed);
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
