// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/paint.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <span>

namespace vitrine {

// What drawing takes, in nanoseconds of a slow machine: roughly, and rather too much.
struct Work {
    std::int64_t parts = 0; // divides where what may be drawn on is divided
    std::int64_t whole = 0; // is done again for each part: along paths, up to where they are seen

    Work& operator+=(const Work& other)
    {
        parts += other.parts;
        whole += other.whole;
        return *this;
    }
    Work operator*(std::int64_t times) const { return {parts * times, whole * times}; }
};

// Others wait meanwhile: so much is drawn in one turn.
inline constexpr std::int64_t workOfATurn = 8'000'000;

inline bool fitsATurn(const Work& work)
{
    return work.parts + work.whole <= workOfATurn;
}

// How shapes of so much work are drawn: in so many horizontal bands, one a turn, on an image of so
// many rows. Throws BadAlloc for those that would take seconds, as no program's do: dashes of a
// pixel along thousands of lines that are wider than the screen.
int bandsFor(const Work& work, std::int32_t rows);

// The work of shapes on an image, of which `where` may be drawn on, in the shapes' coordinates.
class DrawingWork {
public:
    // `times`: how many images all of it is drawn on.
    DrawingWork(const Rect& where, const Stroke& stroke, std::size_t times = 1);

    // What none takes more than, wherever it lies: of light shapes one need not know more.
    Work mostOfFilled(Size size) const
    {
        const std::int64_t width = std::min(size.width, where_.width);
        const std::int64_t height = std::min(size.height, where_.height);
        return Work{(width + perRow) * height, perShape} * times_;
    }
    Work mostOfLine() const
    {
        if (width_ != 0) return unknown;
        return Work{across_ * (dash_ == 0 ? 1 : perStep), perShape} * times_;
    }
    Work mostOfOutline(Size ellipse) const
    {
        if (width_ != 0) return unknown;
        return Work{0, perShape + roundOf(ellipse) * perStep} * times_;
    }

    Work ofFilled(const Rect& rect) const
    {
        return Work{rect.intersected(where_).area(), perShape} * times_;
    }
    Work ofFilled(const Arc& arc) const;
    Work ofPolygon(std::span<const Point> points) const;
    Work ofLine(Point from, Point to) const
    {
        if (width_ != 0) return ofWideLine(from, to);
        const std::int64_t length = std::max(std::abs(to.x - from.x), std::abs(to.y - from.y));
        return Work{std::min(length, across_) * (dash_ == 0 ? 1 : perStep), perShape} * times_;
    }
    Work ofPath(std::span<const Point> points) const;
    Work ofOutline(const Rect& rect) const;
    Work ofOutline(const Arc& arc) const;
    Work ofOutlines(std::span<const Arc> arcs) const;

private:
    static constexpr std::int64_t perShape = 20, perStep = 10, perRow = 30;
    static constexpr Work unknown{workOfATurn + 1, 0};

    static std::int64_t roundOf(Size size) // at least the length of the ellipse's outline
    {
        return 2 * (std::int64_t{size.width} + size.height);
    }
    Work ofWideLine(Point from, Point to) const;
    Work ofWideOutline(const Arc& arc, bool seen) const;
    std::int64_t ofCaps(std::int64_t rows, std::int64_t columns) const; // of one dash

    Rect where_;
    std::int64_t across_; // the longer side
    std::int64_t times_;
    std::int64_t width_;
    std::int64_t dash_ = 0; // the mean length, 0 where solid
    bool odd_;              // dashes between those are drawn too
    bool capped_;           // each dash has caps that reach beyond it
};

} // namespace vitrine
