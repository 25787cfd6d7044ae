// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/shm/shared_pixmap.h"

#include "server/display/painter.h"

#include <algorithm>

namespace vitrine {

namespace {

std::size_t strideOf(std::int32_t width, int depth)
{
    const std::int32_t bits = depth == 1 ? 1 : depth <= 8 ? 8 : 32;
    return static_cast<std::size_t>((width * bits + 31) / 32) * 4;
}

} // namespace

SharedPixmap::SharedPixmap(Xid id, Size size, int depth, Painter& painter,
                           std::shared_ptr<PixelBudget> budget, DrawnSink& drawn,
                           std::shared_ptr<SharedMapping> memory, std::size_t offset)
    : Pixmap(id, size, depth, painter, std::move(budget)), painter_(painter), drawn_(drawn),
      memory_(std::move(memory)), bytes_(memory_->bytes().data() + offset),
      stride_(strideOf(size.width, depth))
{
    drawn_.listen(image(), *this);
}

SharedPixmap::~SharedPixmap()
{
    drawn_.leave(image(), *this);
}

void SharedPixmap::refresh(const Rect& rect) const
{
    const Rect part = rect.intersected(bounds());
    if (part.empty()) return;
    taking_ = true;
    if (holdsPixels()) {
        const std::size_t skipped = static_cast<std::size_t>(part.y) * stride_ +
                                    static_cast<std::size_t>(part.x) * (depth() <= 8 ? 1 : 4);
        putExact(painter_, {image(), {}, {}}, part, {bytes_ + skipped, stride_});
    } else {
        takeBits(part);
    }
    taking_ = false;
}

void SharedPixmap::takeBits(const Rect& rect) const
{
    Image& ours = *painter_.image(image());
    bool changed = false;
    for (std::int32_t y = rect.y; y < rect.bottom(); ++y) {
        const std::byte* row = bytes_ + static_cast<std::size_t>(y) * stride_;
        std::uint8_t* pixels = ours.row<std::uint8_t>(y);
        for (std::int32_t x = rect.x; x < rect.right(); ++x) {
            const auto bit =
                static_cast<std::uint8_t>(std::to_integer<unsigned>(row[x / 8]) >> (x % 8) & 1u);
            changed = changed || pixels[x] != bit;
            pixels[x] = bit;
        }
    }
    if (changed) painter_.damage(image(), rect);
}

void SharedPixmap::drawn(ImageId, const Region& where)
{
    if (taking_ || !memory_->writable()) return;
    const Image& ours = *painter_.images().find(image());
    where.intersected(bounds()).each([&](const Rect& rect) {
        for (std::int32_t y = rect.y; y < rect.bottom(); ++y) giveRow(ours, rect, y);
    });
}

void SharedPixmap::giveRow(const Image& ours, const Rect& rect, std::int32_t y)
{
    std::byte* row = bytes_ + static_cast<std::size_t>(y) * stride_;
    if (depth() > 8) {
        const std::uint32_t* from = ours.row<std::uint32_t>(y) + rect.x;
        std::copy_n(from, rect.width, reinterpret_cast<std::uint32_t*>(row) + rect.x);
        return;
    }
    const std::uint8_t* from = ours.row<std::uint8_t>(y);
    for (std::int32_t x = rect.x; x < rect.right(); ++x) {
        if (holdsPixels()) {
            row[x] = std::byte{from[x]};
            continue;
        }
        const std::byte bit{static_cast<std::uint8_t>(1u << (x % 8))};
        row[x / 8] = from[x] ? row[x / 8] | bit : row[x / 8] & ~bit;
    }
}

} // namespace vitrine
