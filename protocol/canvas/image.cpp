// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/image.h"

#include "protocol/canvas/depths.h"

#include <cstring>

namespace vitrine {

Image::Image(Size size, int depth)
    : size_(size), depth_(depth),
      stride_(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(bytesPerPixel())),
      pixels_(stride_ * static_cast<std::size_t>(size.height))
{
    assert(size.width >= 0 && size.height >= 0);
    assert(isImageDepth(depth));
}

std::uint32_t Image::pixel(Point at) const
{
    assert(bounds().contains(at));
    return bytesPerPixel() == 1 ? row<std::uint8_t>(at.y)[at.x] : row<std::uint32_t>(at.y)[at.x];
}

void Image::setPixel(Point at, std::uint32_t value)
{
    assert(bounds().contains(at));
    value &= pixelMask();
    if (bytesPerPixel() == 1)
        row<std::uint8_t>(at.y)[at.x] = static_cast<std::uint8_t>(value);
    else
        row<std::uint32_t>(at.y)[at.x] = value;
}

Image Image::copy(const Rect& rect) const
{
    const Rect inside = rect.intersected(bounds());
    Image result(inside.size(), depth_);
    const std::size_t pixelBytes = static_cast<std::size_t>(bytesPerPixel());
    for (std::int32_t y = 0; y < inside.height; ++y) {
        const std::byte* from = pixels_.data() + static_cast<std::size_t>(inside.y + y) * stride_ +
                                static_cast<std::size_t>(inside.x) * pixelBytes;
        std::memcpy(result.pixels_.data() + static_cast<std::size_t>(y) * result.stride_, from,
                    result.stride_);
    }
    return result;
}

} // namespace vitrine
