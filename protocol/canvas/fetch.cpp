// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/fetch.h"

#include <algorithm>

namespace vitrine {

namespace {

std::int32_t wrapped(std::int32_t value, std::int32_t period)
{
    const std::int32_t rest = value % period;
    return rest < 0 ? rest + period : rest;
}

std::uint32_t alphaOf(int depth, std::uint32_t value)
{
    return depth == 1 ? value * 255 : depth == 4 ? value * 17 : value;
}

// Pixels that lie beside each other in the image.
void convert(const Image& image, Point from, std::uint32_t* to, std::int32_t count)
{
    if (image.bytesPerPixel() == 1) {
        const std::uint8_t* row = image.row<std::uint8_t>(from.y) + from.x;
        for (std::int32_t i = 0; i < count; ++i) to[i] = alphaOf(image.depth(), row[i]) << 24;
        return;
    }
    const std::uint32_t opaque = image.depth() == 24 ? 0xff000000 : 0;
    const std::uint32_t* row = image.row<std::uint32_t>(from.y) + from.x;
    for (std::int32_t i = 0; i < count; ++i) to[i] = row[i] | opaque;
}

void convert(const Image& image, Point from, std::uint8_t* to, std::int32_t count)
{
    if (image.bytesPerPixel() == 1) {
        const std::uint8_t* row = image.row<std::uint8_t>(from.y) + from.x;
        for (std::int32_t i = 0; i < count; ++i)
            to[i] = static_cast<std::uint8_t>(alphaOf(image.depth(), row[i]));
        return;
    }
    if (image.depth() == 24) return void(std::fill_n(to, count, std::uint8_t{255}));
    const std::uint32_t* row = image.row<std::uint32_t>(from.y) + from.x;
    for (std::int32_t i = 0; i < count; ++i) to[i] = static_cast<std::uint8_t>(row[i] >> 24);
}

} // namespace

template<class Out> void Fetch::fetch(Point at, Out* to, std::int32_t count) const
{
    Point from = at + shift_;
    const Size size = image_->size();
    if (size.empty()) return void(std::fill_n(to, count, Out{0}));
    if (repeats_) {
        from = {wrapped(from.x, size.width), wrapped(from.y, size.height)};
        while (count > 0) {
            const std::int32_t part = std::min(count, size.width - from.x);
            convert(*image_, from, to, part);
            to += part;
            count -= part;
            from.x = 0;
        }
        return;
    }
    const std::int32_t left = std::clamp(-from.x, 0, count);
    const std::int32_t right = std::clamp(size.width - from.x, left, count);
    if (from.y < 0 || from.y >= size.height || left == right)
        return void(std::fill_n(to, count, Out{0}));
    std::fill_n(to, left, Out{0});
    convert(*image_, {from.x + left, from.y}, to + left, right - left);
    std::fill(to + right, to + count, Out{0});
}

void Fetch::colors(Point at, std::uint32_t* to, std::int32_t count) const
{
    fetch(at, to, count);
}

void Fetch::coverage(Point at, std::uint8_t* to, std::int32_t count) const
{
    fetch(at, to, count);
}

} // namespace vitrine
