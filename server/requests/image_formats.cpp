// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/image_formats.h"

#include <bit>
#include <cstring>

namespace vitrine {

namespace {

// Bit and byte order go together: both as the machine's (see the connection setup).
constexpr bool lowestFirst = std::endian::native == std::endian::little;

constexpr unsigned bitOf(std::size_t x)
{
    return lowestFirst ? x % 8 : 7 - x % 8;
}

bool bitAt(std::span<const std::byte> row, std::size_t x)
{
    return (std::to_integer<unsigned>(row[x / 8]) >> bitOf(x) & 1) != 0;
}

void setBit(std::byte* row, std::size_t x)
{
    row[x / 8] |= static_cast<std::byte>(1u << bitOf(x));
}

std::span<const std::byte> rowAt(std::span<const std::byte> bytes, std::size_t stride,
                                 std::int32_t y)
{
    return bytes.subspan(static_cast<std::size_t>(y) * stride, stride);
}

// Sets `value` where a bitmap's bits are ones.
template<class Pixel>
void addPlane(Image& image, std::span<const std::byte> bytes, std::int32_t leftPad, Pixel value)
{
    const std::size_t stride = bitmapStride(image.width() + leftPad);
    const auto width = static_cast<std::size_t>(image.width());
    const auto pad = static_cast<std::size_t>(leftPad);
    for (std::int32_t y = 0; y < image.height(); ++y) {
        const auto bits = rowAt(bytes, stride, y);
        Pixel* row = image.row<Pixel>(y);
        for (std::size_t x = 0; x < width; ++x)
            row[x] = static_cast<Pixel>(row[x] | (bitAt(bits, x + pad) ? value : Pixel{0}));
    }
}

void addPlane(Image& image, std::span<const std::byte> bytes, std::int32_t leftPad, int plane)
{
    if (image.bytesPerPixel() == 1)
        addPlane(image, bytes, leftPad, static_cast<std::uint8_t>(1u << plane));
    else
        addPlane(image, bytes, leftPad, std::uint32_t{1} << plane);
}

template<class Pixel>
void readPlane(std::byte* to, std::size_t stride, const Image& image, std::uint32_t plane)
{
    const auto width = static_cast<std::size_t>(image.width());
    for (std::int32_t y = 0; y < image.height(); ++y, to += stride) {
        const Pixel* row = image.row<Pixel>(y);
        for (std::size_t x = 0; x < width; ++x)
            if (row[x] & plane) setBit(to, x);
    }
}

void appendPlane(std::vector<std::byte>& result, const Image& image, std::uint32_t plane)
{
    const std::size_t stride = bitmapStride(image.width());
    const std::size_t start = result.size();
    result.resize(start + stride * static_cast<std::size_t>(image.height()));
    if (image.bytesPerPixel() == 1)
        readPlane<std::uint8_t>(result.data() + start, stride, image, plane);
    else
        readPlane<std::uint32_t>(result.data() + start, stride, image, plane);
}

// ZPixmaps, where a pixel is an Each, which is a Pixel in the image.
template<class Each, class Pixel>
void readRows(const std::byte* from, std::size_t stride, Image& image)
{
    const auto mask = static_cast<Pixel>(image.pixelMask());
    for (std::int32_t y = 0; y < image.height(); ++y, from += stride) {
        Pixel* row = image.row<Pixel>(y);
        for (std::int32_t x = 0; x < image.width(); ++x) {
            Each pixel;
            std::memcpy(&pixel, from + static_cast<std::size_t>(x) * sizeof pixel, sizeof pixel);
            row[x] = static_cast<Pixel>(pixel & mask);
        }
    }
}

template<class Each, class Pixel>
std::vector<std::byte> rowsOf(const Image& image, const Rect& part, std::uint32_t planes)
{
    const std::size_t stride = pixmapStride(part.width, image.depth());
    const std::size_t size = stride * static_cast<std::size_t>(part.height);
    std::vector<std::byte> result;
    if (planes == ~0u && static_cast<std::size_t>(part.width) * sizeof(Pixel) == stride) {
        result.reserve(size); // the rows as they are
        for (std::int32_t y = part.y; y < part.bottom(); ++y) {
            const auto* row = reinterpret_cast<const std::byte*>(image.row<Pixel>(y) + part.x);
            result.insert(result.end(), row, row + stride);
        }
        return result;
    }
    result.resize(size);
    std::byte* to = result.data();
    for (std::int32_t y = part.y; y < part.bottom(); ++y, to += stride) {
        const Pixel* row = image.row<Pixel>(y) + part.x;
        for (std::int32_t x = 0; x < part.width; ++x) {
            const auto pixel = static_cast<Each>(row[x] & planes);
            std::memcpy(to + static_cast<std::size_t>(x) * sizeof pixel, &pixel, sizeof pixel);
        }
    }
    return result;
}

} // namespace

std::size_t bitmapStride(std::int32_t width)
{
    return pixmapStride(width, 1);
}

Image imageFromBitmap(std::span<const std::byte> bytes, Size size, std::int32_t leftPad)
{
    Image image(size, 1);
    addPlane(image, bytes, leftPad, 0);
    return image;
}

Image imageFromPlanes(std::span<const std::byte> bytes, Size size, std::int32_t leftPad, int depth)
{
    Image image(size, depth);
    const std::size_t planeBytes =
        bitmapStride(size.width + leftPad) * static_cast<std::size_t>(size.height);
    for (int plane = depth - 1; plane >= 0; --plane) {
        addPlane(image, bytes, leftPad, plane);
        bytes = bytes.subspan(planeBytes);
    }
    return image;
}

Image imageFromPixmap(std::span<const std::byte> bytes, Size size, int depth)
{
    if (depth == 1) return imageFromBitmap(bytes, size, 0);
    return imageFromRows(bytes.data(), pixmapStride(size.width, depth), size, depth);
}

Image imageFromRows(const std::byte* row, std::size_t stride, Size size, int depth)
{
    Image image(size, depth);
    switch (bitsPerPixel(depth)) {
    case 8: readRows<std::uint8_t, std::uint8_t>(row, stride, image); break;
    case 16: readRows<std::uint16_t, std::uint32_t>(row, stride, image); break;
    default: readRows<std::uint32_t, std::uint32_t>(row, stride, image); break;
    }
    return image;
}

std::vector<std::byte> planesFromImage(const Image& image, const Rect& part, std::uint32_t planes)
{
    const Image copy = image.copy(part);
    std::vector<std::byte> result;
    for (int plane = copy.depth() - 1; plane >= 0; --plane)
        if (planes >> plane & 1) appendPlane(result, copy, 1u << plane);
    return result;
}

std::vector<std::byte> pixmapFromImage(const Image& image, const Rect& part, std::uint32_t planes)
{
    switch (bitsPerPixel(image.depth())) {
    case 1: return planesFromImage(image, part, planes & 1);
    case 8: return rowsOf<std::uint8_t, std::uint8_t>(image, part, planes);
    case 16: return rowsOf<std::uint16_t, std::uint32_t>(image, part, planes);
    default: return rowsOf<std::uint32_t, std::uint32_t>(image, part, planes);
    }
}

} // namespace vitrine
