// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/ops/tile_hash.h"

namespace vitrine {
namespace {

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value)
{
    hash = (hash ^ value) * 0xff51afd7ed558ccdu;
    return hash ^ hash >> 32;
}

template<class Pixel>
std::uint64_t hashRows(const Image& image, const Rect& rect, std::uint64_t hash)
{
    for (std::int32_t y = rect.y; y < rect.bottom(); ++y) {
        const Pixel* row = image.row<Pixel>(y);
        for (std::int32_t x = rect.x; x < rect.right(); ++x) hash = mixed(hash, row[x]);
    }
    return hash;
}

} // namespace

std::uint64_t tileHash(const Image& image, const Rect& rect)
{
    const Rect inside = rect.intersected(image.bounds());
    const std::uint64_t hash =
        mixed(static_cast<std::uint64_t>(inside.width), static_cast<std::uint64_t>(inside.height));
    return image.bytesPerPixel() == 1 ? hashRows<std::uint8_t>(image, inside, hash)
                                      : hashRows<std::uint32_t>(image, inside, hash);
}

} // namespace vitrine
