// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/cursor.h"

#include <utility>

namespace vitrine {

namespace {

std::uint32_t pixelOf(CursorColor color)
{
    const auto channel = [](std::uint16_t value) { return std::uint32_t{value} >> 8; };
    return 0xff000000 | channel(color.red) << 16 | channel(color.green) << 8 | channel(color.blue);
}

Image rendered(const Image& source, const Image& mask, CursorColor foreground,
               CursorColor background)
{
    Image image(source.size(), 32);
    for (std::int32_t y = 0; y < image.height(); ++y)
        for (std::int32_t x = 0; x < image.width(); ++x)
            if (mask.pixel({x, y}))
                image.setPixel({x, y}, pixelOf(source.pixel({x, y}) ? foreground : background));
    return image;
}

} // namespace

Cursor::Cursor(CursorId id, Image image, Point hotspot)
    : id_(id), image_(std::move(image)), hotspot_(hotspot)
{
}

Cursor::Cursor(CursorId id, Image source, Image mask, Point hotspot, CursorColor foreground,
               CursorColor background)
    : id_(id), image_(rendered(source, mask, foreground, background)), source_(std::move(source)),
      mask_(std::move(mask)), hotspot_(hotspot)
{
}

Cursor::Cursor(std::vector<Frame> frames)
    : id_(frames.front().cursor->id()), image_(frames.front().cursor->image()),
      hotspot_(frames.front().cursor->hotspot()), frames_(std::move(frames))
{
}

void Cursor::recolor(CursorId newId, CursorColor foreground, CursorColor background)
{
    if (source_.size().empty()) return;
    id_ = newId;
    image_ = rendered(source_, mask_, foreground, background);
}

} // namespace vitrine
