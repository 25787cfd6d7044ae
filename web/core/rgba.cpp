// SPDX-License-Identifier: GPL-2.0-or-later
#include "web/core/rgba.h"

#include <wasm_simd128.h>

#include <cstring>

namespace vitrine {
namespace {

std::uint32_t opaque(std::uint32_t pixel) // 0x00RRGGBB to bytes R, G, B, 255
{
    return 0xff000000u | ((pixel & 0xffu) << 16) | (pixel & 0xff00u) | ((pixel >> 16) & 0xffu);
}

std::uint32_t straight(std::uint32_t pixel) // premultiplied 0xAARRGGBB to bytes R, G, B, A
{
    const std::uint32_t alpha = pixel >> 24;
    if (alpha == 255) return opaque(pixel);
    if (alpha == 0) return 0;
    const auto channel = [&](int shift) {
        return std::min(255u, (((pixel >> shift) & 0xffu) * 255 + alpha / 2) / alpha);
    };
    return alpha << 24 | channel(0) << 16 | channel(8) << 8 | channel(16);
}

void opaqueRow(const std::uint32_t* from, std::byte* to, std::int32_t count)
{
    const v128_t alpha = wasm_i32x4_splat(static_cast<std::int32_t>(0xff000000u));
    std::int32_t x = 0;
    for (; x + 4 <= count; x += 4) {
        const v128_t pixels = wasm_v128_load(from + x);
        const v128_t swapped = wasm_i8x16_shuffle(pixels, pixels, 2, 1, 0, 3, 6, 5, 4, 7, 10, 9, 8,
                                                  11, 14, 13, 12, 15);
        wasm_v128_store(to + std::size_t{4} * static_cast<std::size_t>(x),
                        wasm_v128_or(swapped, alpha));
    }
    for (; x < count; ++x) {
        const std::uint32_t pixel = opaque(from[x]);
        std::memcpy(to + std::size_t{4} * static_cast<std::size_t>(x), &pixel, 4);
    }
}

} // namespace

void toRgba(const Image& image, const Rect& rect, std::byte* to)
{
    const std::size_t rowBytes = std::size_t{4} * static_cast<std::size_t>(rect.width);
    for (std::int32_t y = 0; y < rect.height; ++y, to += rowBytes) {
        if (image.depth() == 24) {
            opaqueRow(image.row<std::uint32_t>(rect.y + y) + rect.x, to, rect.width);
            continue;
        }
        for (std::int32_t x = 0; x < rect.width; ++x) {
            const std::uint32_t value = image.pixel({rect.x + x, rect.y + y});
            const std::uint32_t grey = value * 255 / image.pixelMask();
            const std::uint32_t pixel =
                image.depth() == 32 ? straight(value) : opaque(grey * 0x010101u);
            std::memcpy(to + std::size_t{4} * static_cast<std::size_t>(x), &pixel, 4);
        }
    }
}

void straightToRgba(const Image& image, std::byte* to)
{
    for (std::int32_t y = 0; y < image.height(); ++y) {
        for (std::int32_t x = 0; x < image.width(); ++x, to += 4) {
            const std::uint32_t value = image.pixel({x, y});
            const std::uint32_t pixel = (opaque(value) & 0x00ffffffu) | (value & 0xff000000u);
            std::memcpy(to, &pixel, 4);
        }
    }
}

} // namespace vitrine
