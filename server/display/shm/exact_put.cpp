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
constexpr std::int32_t bandHeight = 16;

// The rows of a cell that changed; none where they are equal.
struct Changed {
    std::int32_t top = 0, bottom = 0;
    bool empty() const { return top == bottom; }
};

// Of the image's planes, those that are put.
template<class Pixel> struct Planes {
    Pixel meant, all;

    Planes(const Image& image, std::uint32_t wanted)
        : meant(static_cast<Pixel>(image.pixelMask() & wanted)),
          all(static_cast<Pixel>(image.pixelMask()))
    {
    }
};

template<class Pixel>
bool differ(const Pixel* ours, const Pixel* theirs, std::int32_t count, Planes<Pixel> planes)
{
    Pixel difference = 0;
    for (std::int32_t i = 0; i < count; ++i)
        difference = static_cast<Pixel>(difference | (ours[i] ^ theirs[i]));
    return (difference & planes.meant) != 0;
}

template<class Pixel> const Pixel* rowOf(PixelRows rows, std::int32_t y)
{
    return reinterpret_cast<const Pixel*>(rows.first + static_cast<std::size_t>(y) * rows.stride);
}

#ifdef __x86_64__
[[gnu::target_clones("avx2", "default")]] // by far the most of what images in shared memory cost
#endif
void copyMasked(std::uint32_t* to, const std::uint32_t* from, std::int32_t count,
                std::uint32_t mask)
{
    for (std::int32_t i = 0; i < count; ++i) to[i] = from[i] & mask;
}

void copyMasked(std::uint8_t* to, const std::uint8_t* from, std::int32_t count, std::uint8_t mask)
{
    for (std::int32_t i = 0; i < count; ++i) to[i] = static_cast<std::uint8_t>(from[i] & mask);
}

template<class Pixel>
void copyPlanes(Pixel* ours, const Pixel* theirs, std::int32_t count, Planes<Pixel> planes)
{
    const Pixel mask = planes.meant;
    if (mask == planes.all) return copyMasked(ours, theirs, count, mask);
    for (std::int32_t i = 0; i < count; ++i)
        ours[i] = static_cast<Pixel>((ours[i] & ~mask) | (theirs[i] & mask));
}

// Cells side by side, as high as the image part that they lie in: both ends of what changed in each
// are looked for, and all rows down to the last that changed are taken without a look.
template<class Pixel> class Cells {
public:
    Cells(Image& image, const Rect& to, PixelRows rows, std::uint32_t planes)
        : image_(image), to_(to), rows_(rows), planes_(image, planes),
          changed_(static_cast<std::size_t>((to.width + cellWidth - 1) / cellWidth))
    {
    }

    void take(std::int32_t top, std::int32_t bottom, std::vector<Rect>& rects)
    {
        std::ranges::fill(changed_, Changed{});
        std::size_t found = 0;
        std::int32_t end = bottom;
        for (std::int32_t y = bottom; y-- > top && found < changed_.size();) {
            found += findBottoms(y);
            if (found == 0) end = y;
        }
        if (found == 0) return;
        for (std::int32_t y = top; found != 0; ++y) found -= findTops(y);
        for (std::int32_t y = top; y < end; ++y) copyPlanes(ours(y), theirs(y), to_.width, planes_);
        collect(rects);
    }

private:
    Pixel* ours(std::int32_t y) const { return image_.row<Pixel>(to_.y + y) + to_.x; }
    const Pixel* theirs(std::int32_t y) const { return rowOf<Pixel>(rows_, y); }
    std::int32_t widthOf(std::size_t cell) const
    {
        return std::min(cellWidth, to_.width - static_cast<std::int32_t>(cell) * cellWidth);
    }
    bool differs(std::size_t cell, std::int32_t y) const
    {
        const auto x = static_cast<std::int32_t>(cell) * cellWidth;
        return differ(ours(y) + x, theirs(y) + x, widthOf(cell), planes_);
    }

    // Of the cells that have none yet; how many.
    std::size_t findBottoms(std::int32_t y)
    {
        std::size_t found = 0;
        for (std::size_t i = 0; i < changed_.size(); ++i) {
            if (!changed_[i].empty() || !differs(i, y)) continue;
            changed_[i] = {-1, y + 1};
            ++found;
        }
        return found;
    }
    // The same from above, of the cells that changed.
    std::size_t findTops(std::int32_t y)
    {
        std::size_t found = 0;
        for (std::size_t i = 0; i < changed_.size(); ++i) {
            if (changed_[i].top >= 0 || !differs(i, y)) continue;
            changed_[i].top = y;
            ++found;
        }
        return found;
    }

    // Neighbours that changed become one rectangle.
    void collect(std::vector<Rect>& rects) const
    {
        for (std::size_t i = 0; i < changed_.size(); ++i) {
            if (changed_[i].empty()) continue;
            const auto left = static_cast<std::int32_t>(i) * cellWidth;
            Changed all = changed_[i];
            std::int32_t width = widthOf(i);
            for (; i + 1 < changed_.size() && !changed_[i + 1].empty(); ++i) {
                all.top = std::min(all.top, changed_[i + 1].top);
                all.bottom = std::max(all.bottom, changed_[i + 1].bottom);
                width += widthOf(i + 1);
            }
            const Rect rect{to_.x + left, to_.y + all.top, width, all.bottom - all.top};
            if (!rects.empty() && rects.back().bottom() == rect.y && rects.back().x == rect.x &&
                rects.back().width == rect.width)
                rects.back() = rects.back().united(rect); // goes on from the band above
            else
                rects.push_back(rect);
        }
    }

    Image& image_;
    Rect to_;
    PixelRows rows_;
    Planes<Pixel> planes_;
    std::vector<Changed> changed_;
};

template<class Pixel> void copy(Image& image, const Rect& to, PixelRows rows, std::uint32_t planes)
{
    const Planes<Pixel> meant(image, planes);
    for (std::int32_t y = 0; y < to.height; ++y)
        copyPlanes(image.row<Pixel>(to.y + y) + to.x, rowOf<Pixel>(rows, y), to.width, meant);
}

// Of the rows, those that hold all that changed: whole rows are compared fastest.
template<class Pixel>
Changed changedRows(const Image& image, const Rect& to, PixelRows rows, std::uint32_t planes)
{
    const Planes<Pixel> meant(image, planes);
    const auto same = [&](std::int32_t y) {
        return !differ(image.row<Pixel>(to.y + y) + to.x, rowOf<Pixel>(rows, y), to.width, meant);
    };
    Changed changed{0, to.height};
    while (!changed.empty() && same(changed.bottom - 1)) --changed.bottom;
    while (!changed.empty() && same(changed.top)) ++changed.top;
    return changed;
}

// All that a cell may hold: taken at once, and whole if any of it differed.
template<class Pixel>
bool takeWhole(Image& image, const Rect& to, PixelRows rows, std::uint32_t wanted)
{
    const Planes<Pixel> planes(image, wanted);
    Pixel difference = 0;
    for (std::int32_t y = 0; y < to.height; ++y) {
        Pixel* const ours = image.row<Pixel>(to.y + y) + to.x;
        const Pixel* const theirs = rowOf<Pixel>(rows, y);
        for (std::int32_t x = 0; x < to.width; ++x) {
            const auto change = static_cast<Pixel>((ours[x] ^ theirs[x]) & planes.meant);
            difference = static_cast<Pixel>(difference | change);
            ours[x] = static_cast<Pixel>(ours[x] ^ change);
        }
    }
    return difference != 0;
}

template<class Pixel> Region take(Image& image, Rect to, PixelRows rows, std::uint32_t planes)
{
    if (to.width <= cellWidth && to.height <= bandHeight)
        return takeWhole<Pixel>(image, to, rows, planes) ? Region(to) : Region();
    const Changed changed = changedRows<Pixel>(image, to, rows, planes);
    if (changed.empty()) return {};
    rows.first += static_cast<std::size_t>(changed.top) * rows.stride;
    to.y += changed.top;
    to.height = changed.bottom - changed.top;
    std::vector<Rect> rects;
    Cells<Pixel> cells(image, to, rows, planes);
    for (std::int32_t top = 0; top < to.height; top += bandHeight)
        cells.take(top, std::min(top + bandHeight, to.height), rects);
    return rects.size() == 1 ? Region(rects[0]) : Region(rects);
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
