// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/ops/cost.h"

namespace vitrine {
namespace {

// In 1/16 byte, from measured streams (tests/unit/ops/bytes_test.cpp).
constexpr std::size_t head = 24;

struct Cost {
    std::size_t operator()(const FillRects& op) const { return head + op.rects.size() * 32; }
    std::size_t operator()(const FillSpans& op) const { return head + op.spans.size() * 20; }
    std::size_t operator()(const DrawPoints& op) const { return head + op.points.size() * 28; }
    std::size_t operator()(const DrawSegments& op) const { return head + op.segments.size() * 56; }
    std::size_t operator()(const DrawPolyline& op) const { return head + op.points.size() * 28; }
    std::size_t operator()(const DrawRectangles& op) const { return head + op.rects.size() * 40; }
    std::size_t operator()(const DrawArcs& op) const { return head + op.arcs.size() * 64; }
    std::size_t operator()(const FillArcs& op) const { return head + op.arcs.size() * 64; }
    std::size_t operator()(const FillPolygon& op) const { return head + op.points.size() * 28; }
    std::size_t operator()(const DrawText& op) const { return head + op.glyphs.size() * 6; }
    std::size_t operator()(const CopyArea&) const { return head + 32; }
    std::size_t operator()(const CopyPlane&) const { return head + 48; }
    std::size_t operator()(const PutPixels& op) const
    {
        return head + 16 * estimatedBytes(op.pixels, op.pixels.bounds());
    }
    std::size_t operator()(const CompositeRects& op) const { return head + op.rects.size() * 32; }
    std::size_t operator()(const CompositeGlyphs& op) const { return head + op.glyphs.size() * 6; }
    std::size_t operator()(const CompositeImage&) const { return head + 48; }
};

// Pixels by kind: those that the codec guesses from their neighbours cost next to nothing, edges a
// little, what is new among its neighbours most, the more so the farther it is from them. Sums
// without branches, which nothing could foresee in a busy picture.
template<class Pixel>
std::uint32_t sixteenthsOfRow(const Pixel* row, const Pixel* above, std::int32_t width)
{
    std::uint32_t cost = 0;
    for (std::int32_t x = 1; x < width; ++x) {
        const Pixel pixel = row[x], west = row[x - 1];
        const std::uint32_t turns = pixel != west, differs = pixel != above[x];
        const std::int32_t change = static_cast<std::int32_t>((pixel >> 8) & 0xff) -
                                    static_cast<std::int32_t>((west >> 8) & 0xff);
        const std::uint32_t isNew = turns & differs, near = change > -24 && change < 24;
        cost += (turns | differs) + isNew * 3 + (isNew & near) * 16;
    }
    return cost;
}

template<class Pixel> std::size_t sixteenths(const Image& image, const Rect& rect)
{
    std::size_t cost = 0;
    const std::int32_t step = rect.height >= 16 ? 4 : 1;
    for (std::int32_t y = rect.y; y < rect.bottom(); y += step)
        cost += sixteenthsOfRow(image.row<Pixel>(y) + rect.x,
                                image.row<Pixel>(y == rect.y ? y : y - 1) + rect.x, rect.width);
    return cost * static_cast<std::size_t>(step);
}

} // namespace

std::size_t estimatedBytes(const Op& op)
{
    return (std::visit(Cost{}, op) + 15) / 16;
}

std::size_t estimatedBytes(const Image& image, const Rect& rect)
{
    const Rect inside = rect.intersected(image.bounds());
    if (inside.empty()) return 0;
    const std::size_t rows = static_cast<std::size_t>(inside.height) / 32;
    const std::size_t cost = image.bytesPerPixel() == 1 ? sixteenths<std::uint8_t>(image, inside)
                                                        : sixteenths<std::uint32_t>(image, inside);
    return 2 + rows + cost / 16;
}

} // namespace vitrine
