// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vitrine {

// A rectangle of pixels. Depths 1, 4 and 8 keep one byte a pixel, holding the value itself; depths
// 16, 24 and 32 keep one uint32_t a pixel in the machine's order, of the latter two 0xAARRGGBB.
// Bits above the depth are zero, always: whoever writes pixels masks them (`pixelMask`), so images
// compare bytewise.
class Image {
public:
    Image() = default;
    Image(Size size, int depth); // all zero; the size is not negative

    Size size() const { return size_; }
    std::int32_t width() const { return size_.width; }
    std::int32_t height() const { return size_.height; }
    Rect bounds() const { return Rect::of(size_); }
    int depth() const { return depth_; }
    int bytesPerPixel() const { return depth_ <= 8 ? 1 : 4; }
    std::size_t stride() const { return stride_; } // bytes from one row to the next, rows unpadded
    std::uint32_t pixelMask() const { return depth_ == 32 ? ~0u : (1u << depth_) - 1; }

    // Row y as pixels; Pixel is std::uint8_t or std::uint32_t and must fit bytesPerPixel().
    template<class Pixel> Pixel* row(std::int32_t y)
    {
        assert(sizeof(Pixel) == static_cast<std::size_t>(bytesPerPixel()));
        return reinterpret_cast<Pixel*>(pixels_.data() + static_cast<std::size_t>(y) * stride_);
    }
    template<class Pixel> const Pixel* row(std::int32_t y) const
    {
        return const_cast<Image*>(this)->row<Pixel>(y);
    }

    std::uint32_t pixel(Point at) const;          // at lies inside
    void setPixel(Point at, std::uint32_t value); // at lies inside; masked to the depth

    std::span<std::byte> bytes() { return pixels_; } // height * stride
    std::span<const std::byte> bytes() const { return pixels_; }

    // A copy of the part of `rect` that lies inside.
    Image copy(const Rect& rect) const;

    bool operator==(const Image&) const = default;

private:
    Size size_;
    int depth_ = 24;
    std::size_t stride_ = 0;
    std::vector<std::byte> pixels_;
};

} // namespace vitrine
