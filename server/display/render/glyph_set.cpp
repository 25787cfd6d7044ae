// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/render/glyph_set.h"

#include "server/display/painter.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace vitrine {

namespace {

constexpr std::int64_t bytesOfGlyph = 256; // what a glyph takes beside its pixels

Lease leaseFor(const std::shared_ptr<Allowance>& pixels, const Image& mask)
{
    return {pixels, static_cast<std::int64_t>(mask.bytes().size()) + bytesOfGlyph};
}

std::size_t hashOf(const Glyph& shape, Point advance)
{
    const auto bytes = shape.mask.bytes();
    std::size_t hash =
        std::hash<std::string_view>{}({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    for (const std::int32_t more : {shape.mask.width(), shape.mask.height(), shape.origin.x,
                                    shape.origin.y, advance.x, advance.y, shape.mask.depth()})
        hash = hash * 0x100000001b3 + static_cast<std::uint32_t>(more);
    return hash;
}

Image expanded(Size size, int depth, const std::byte* bytes, std::size_t stride)
{
    Image mask(size, depth == 1 ? 1 : 8);
    for (std::int32_t y = 0; y < size.height; ++y, bytes += stride) {
        std::uint8_t* row = mask.row<std::uint8_t>(y);
        for (std::int32_t x = 0; x < size.width; ++x) {
            const auto byte = std::to_integer<unsigned>(bytes[depth == 1 ? x / 8 : x]);
            const unsigned value = depth == 1   ? byte >> (x % 8) & 1
                                   : depth == 4 ? (byte & 15) * 17
                                                : byte;
            row[x] = static_cast<std::uint8_t>(value);
        }
    }
    return mask;
}

} // namespace

SmoothGlyph::SmoothGlyph(Painter& painter, Lease lease, Glyph shape, Point advance)
    : painter_(painter), lease_(std::move(lease)), id_(painter.defineGlyph(std::move(shape))),
      shape_(painter.glyphs().find(id_)), advance_(advance)
{
}

SmoothGlyph::~SmoothGlyph()
{
    painter_.dropGlyph(id_);
}

std::shared_ptr<const SmoothGlyph> GlyphPool::glyph(Glyph shape, Point advance,
                                                    const std::shared_ptr<Allowance>& pixels)
{
    const std::size_t hash = hashOf(shape, advance);
    const auto [first, last] = glyphs_.equal_range(hash);
    for (auto at = first; at != last; ++at) {
        auto known = at->second.lock();
        if (known && known->advance() == advance && known->shape() == shape) return known;
    }
    if (glyphs_.size() >= forgetAt_) forgetUnused();
    Lease lease = leaseFor(pixels, shape.mask);
    auto made =
        std::make_shared<const SmoothGlyph>(painter_, std::move(lease), std::move(shape), advance);
    glyphs_.emplace(hash, made);
    return made;
}

void GlyphPool::forgetUnused()
{
    std::erase_if(glyphs_, [](const auto& entry) { return entry.second.expired(); });
    forgetAt_ = std::max<std::size_t>(1024, glyphs_.size() * 2);
}

std::size_t glyphStride(const PictFormat& format, std::int32_t width)
{
    return (static_cast<std::size_t>(width) * PIXMAN_FORMAT_BPP(format.code) + 31) / 32 * 4;
}

Image glyphMask(const PictFormat& format, Size size, const std::byte* bytes)
{
    if (size.empty()) return Image({0, 0}, 8);
    const std::size_t stride = glyphStride(format, size.width);
    if (format.depth <= 8) return expanded(size, format.depth, bytes, stride);
    Image mask(size, 32);
    if (!format.hasAlpha()) { // all of it covers
        Image whole(size, 8);
        std::ranges::fill(whole.bytes(), std::byte{255});
        return whole;
    }
    if (format.natural()) {
        std::memcpy(mask.bytes().data(), bytes, mask.bytes().size());
        return mask;
    }
    std::vector<std::uint32_t> words(stride / 4 * static_cast<std::size_t>(size.height));
    std::memcpy(words.data(), bytes, words.size() * 4);
    pixman_image_t* from = pixman_image_create_bits_no_clear(
        format.code, size.width, size.height, words.data(), static_cast<int>(stride));
    pixman_image_t* to = pixman_image_create_bits_no_clear(
        PIXMAN_a8r8g8b8, size.width, size.height, mask.row<std::uint32_t>(0), size.width * 4);
    if (from && to)
        pixman_image_composite32(PIXMAN_OP_SRC, from, nullptr, to, 0, 0, 0, 0, 0, 0, size.width,
                                 size.height);
    if (from) pixman_image_unref(from);
    if (to) pixman_image_unref(to);
    return mask;
}

} // namespace vitrine
