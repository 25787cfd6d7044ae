// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/scene/pixel_rects.h"

namespace vitrine {
namespace {

constexpr std::int64_t pixelsPerRect = 256; // about as many bytes as a rectangle of its own takes
constexpr std::size_t mostRects = 64;

bool worthJoining(const Rect& a, const Rect& b, std::int64_t pixels)
{
    return a.united(b).area() <= a.area() + b.area() + pixels;
}

// Joins each rectangle with the last few before it while that adds at most so many pixels.
std::vector<Rect> joined(const std::vector<Rect>& rects, std::int64_t pixels)
{
    std::vector<Rect> result;
    for (const Rect& rect : rects) {
        const std::size_t first = result.size() > 8 ? result.size() - 8 : 0;
        std::size_t place = result.size();
        for (std::size_t i = first; i < result.size() && place == result.size(); ++i)
            if (worthJoining(result[i], rect, pixels)) place = i;
        if (place == result.size())
            result.push_back(rect);
        else
            result[place] = result[place].united(rect);
    }
    return result;
}

} // namespace

std::vector<Rect> pixelRects(const Region& region)
{
    std::vector<Rect> rects = region.rects();
    if (rects.size() <= 1) return rects;
    if (region.bounds().area() <= region.area() + pixelsPerRect) return {region.bounds()};

    std::int64_t pixels = pixelsPerRect;
    do {
        rects = joined(rects, pixels);
        pixels *= 4;
    } while (rects.size() > mostRects);
    return Region(rects).rects(); // joining may have made them overlap
}

} // namespace vitrine
