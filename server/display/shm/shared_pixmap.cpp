// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/shm/shared_pixmap.h"

#include "server/display/painter.h"
#include "server/display/pixmap_formats.h"

#include <cstring>

namespace vitrine {

namespace {

// One pixel of a row where an image keeps it in another way: a bit, or 16 of them.
std::uint32_t pixelAt(const std::byte* row, std::int32_t x, int depth)
{
    if (depth == 1) return std::to_integer<unsigned>(row[x / 8]) >> (x % 8) & 1;
    return reinterpret_cast<const std::uint16_t*>(row)[x];
}

void setPixelAt(std::byte* row, std::int32_t x, int depth, std::uint32_t pixel)
{
    if (depth == 16) {
        reinterpret_cast<std::uint16_t*>(row)[x] = static_cast<std::uint16_t>(pixel);
        return;
    }
    const std::byte bit{static_cast<std::uint8_t>(1u << (x % 8))};
    row[x / 8] = pixel ? row[x / 8] | bit : row[x / 8] & ~bit;
}

} // namespace

SharedPixmap::SharedPixmap(Xid id, Size size, int depth, Painter& painter,
                           std::shared_ptr<Allowance> allowance, DrawnSink& drawn,
                           std::shared_ptr<SharedMapping> memory, std::size_t offset)
    : Pixmap(id, size, depth, painter, std::move(allowance)), painter_(painter), drawn_(drawn),
      memory_(std::move(memory)), bytes_(memory_->bytes().data() + offset),
      stride_(pixmapStride(size.width, depth))
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
    if (isLaidOutAsImage(depth())) {
        const std::size_t skipped = static_cast<std::size_t>(part.y) * stride_ +
                                    static_cast<std::size_t>(part.x * bitsPerPixel(depth()) / 8);
        putExact(painter_, {image(), {}, {}}, part, {bytes_ + skipped, stride_});
    } else {
        convert(part);
    }
    taking_ = false;
}

void SharedPixmap::convert(const Rect& rect) const
{
    Image& ours = *painter_.image(image());
    bool changed = false;
    for (std::int32_t y = rect.y; y < rect.bottom(); ++y) {
        const std::byte* row = bytes_ + static_cast<std::size_t>(y) * stride_;
        for (std::int32_t x = rect.x; x < rect.right(); ++x) {
            const std::uint32_t pixel = pixelAt(row, x, depth());
            changed = changed || ours.pixel({x, y}) != pixel;
            ours.setPixel({x, y}, pixel);
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
    if (isLaidOutAsImage(depth())) {
        const auto pixelBytes = static_cast<std::size_t>(ours.bytesPerPixel());
        const std::size_t skipped = static_cast<std::size_t>(rect.x) * pixelBytes;
        std::memcpy(row + skipped,
                    ours.bytes().data() + static_cast<std::size_t>(y) * ours.stride() + skipped,
                    static_cast<std::size_t>(rect.width) * pixelBytes);
        return;
    }
    for (std::int32_t x = rect.x; x < rect.right(); ++x)
        setPixelAt(row, x, depth(), ours.pixel({x, y}));
}

} // namespace vitrine
