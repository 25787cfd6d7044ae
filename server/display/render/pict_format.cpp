// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/render/pict_format.h"

#include "protocol/canvas/depths.h"

#include <algorithm>
#include <array>

namespace vitrine {

namespace {

// The first of its depth is the natural one, if it has one. The ids belong to the server, beside
// those of Screen.
constexpr std::array formats{
    PictFormat{0x120, 1, PIXMAN_a1},
    PictFormat{0x121, 8, PIXMAN_a8},
    PictFormat{0x122, 32, PIXMAN_a8r8g8b8},
    PictFormat{0x123, 32, PIXMAN_x8r8g8b8},
    PictFormat{0x124, 32, PIXMAN_b8g8r8a8},
    PictFormat{0x125, 32, PIXMAN_b8g8r8x8},
    PictFormat{0x126, 24, PIXMAN_x8r8g8b8},
    PictFormat{0x127, 24, PIXMAN_x8b8g8r8},
    PictFormat{0x12e, 16, PIXMAN_x4r4g4b4},
    PictFormat{0x12f, 16, PIXMAN_x4b4g4r4},
    PictFormat{0x130, 16, PIXMAN_x1r5g5b5},
    PictFormat{0x131, 16, PIXMAN_x1b5g5r5},
    PictFormat{0x132, 16, PIXMAN_a1r5g5b5},
    PictFormat{0x133, 16, PIXMAN_a1b5g5r5},
    PictFormat{0x134, 16, PIXMAN_r5g6b5},
    PictFormat{0x135, 16, PIXMAN_b5g6r5},
    PictFormat{0x136, 16, PIXMAN_a4r4g4b4},
    PictFormat{0x137, 16, PIXMAN_a4b4g4r4},
    PictFormat{0x128, 32, PIXMAN_x8b8g8r8},
    PictFormat{0x129, 32, PIXMAN_a2r10g10b10},
    PictFormat{0x12a, 32, PIXMAN_x2r10g10b10},
    PictFormat{0x12b, 32, PIXMAN_a2b10g10r10},
    PictFormat{0x12c, 32, PIXMAN_x2b10g10r10},
    PictFormat{0x12d, 4, PIXMAN_x4a4}, // one pixel a byte, as our bitmaps of depth 4
};

struct Bits {
    int alpha, red, green, blue;
};
constexpr Bits bitsOf(pixman_format_code_t code)
{
    return {PIXMAN_FORMAT_A(code), PIXMAN_FORMAT_R(code), PIXMAN_FORMAT_G(code),
            PIXMAN_FORMAT_B(code)};
}

constexpr PictFormat::Channel channel(int shift, int bits)
{
    if (bits == 0) return {0, 0};
    return {static_cast<std::uint16_t>(shift), static_cast<std::uint16_t>((1 << bits) - 1)};
}

std::uint32_t part(PictFormat::Channel channel, std::uint16_t value)
{
    int bits = 0;
    while (channel.mask >> bits) ++bits;
    return (std::uint32_t{value} >> (16 - bits)) << channel.shift;
}

} // namespace

PictFormat::Channel PictFormat::red() const
{
    const Bits bits = bitsOf(code);
    switch (PIXMAN_FORMAT_TYPE(code)) {
    case PIXMAN_TYPE_ARGB: return channel(bits.green + bits.blue, bits.red);
    case PIXMAN_TYPE_BGRA: return channel(32 - bits.blue - bits.green - bits.red, bits.red);
    default: return channel(0, bits.red);
    }
}

PictFormat::Channel PictFormat::green() const
{
    const Bits bits = bitsOf(code);
    switch (PIXMAN_FORMAT_TYPE(code)) {
    case PIXMAN_TYPE_ARGB: return channel(bits.blue, bits.green);
    case PIXMAN_TYPE_BGRA: return channel(32 - bits.blue - bits.green, bits.green);
    default: return channel(bits.red, bits.green);
    }
}

PictFormat::Channel PictFormat::blue() const
{
    const Bits bits = bitsOf(code);
    switch (PIXMAN_FORMAT_TYPE(code)) {
    case PIXMAN_TYPE_ARGB: return channel(0, bits.blue);
    case PIXMAN_TYPE_BGRA: return channel(32 - bits.blue, bits.blue);
    default: return channel(bits.red + bits.green, bits.blue);
    }
}

PictFormat::Channel PictFormat::alpha() const
{
    const Bits bits = bitsOf(code);
    const int colors = bits.red + bits.green + bits.blue;
    return channel(PIXMAN_FORMAT_TYPE(code) == PIXMAN_TYPE_BGRA ? 0 : colors, bits.alpha);
}

bool PictFormat::natural() const
{
    return isComposited(depth) && this == &naturalPictFormat(depth);
}

std::uint32_t PictFormat::pixel(const pixman_color_t& color) const
{
    return part(red(), color.red) | part(green(), color.green) | part(blue(), color.blue) |
           part(alpha(), color.alpha);
}

std::span<const PictFormat> pictFormats()
{
    return formats;
}

const PictFormat* findPictFormat(Xid id)
{
    const auto found = std::ranges::find(formats, id, &PictFormat::id);
    return found == formats.end() ? nullptr : &*found;
}

const PictFormat& naturalPictFormat(int depth)
{
    return *std::ranges::find(formats, depth, &PictFormat::depth);
}

} // namespace vitrine
