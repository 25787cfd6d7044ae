// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/thin_line.h"

#include <cstdlib>

namespace vitrine {

namespace {

// How a line advances: `major` at each step, `minor` as well when the error reaches zero.
struct Walk {
    Point start, major, minor;
    std::int64_t length;      // steps from the first to the last pixel
    std::int64_t error, step; // error + k * step counts multiples of 2 * length: minor steps

    Walk(const Segment& line) : start(line.from)
    {
        const std::int32_t dx = line.to.x - line.from.x, dy = line.to.y - line.from.y;
        const Point alongX{dx < 0 ? -1 : 1, 0}, alongY{0, dy < 0 ? -1 : 1};
        const bool wide = std::abs(dx) > std::abs(dy);
        major = wide ? alongX : alongY;
        minor = wide ? alongY : alongX;
        length = std::max(std::abs(dx), std::abs(dy));
        step = 2 * std::int64_t{std::min(std::abs(dx), std::abs(dy))};
        // A tie keeps straight where the line runs left or up: so its reverse has the same pixels.
        const bool backwards = major.x + major.y < 0;
        error = -length - (backwards ? 1 : 0);
    }

    // Minor steps taken in the first k steps.
    std::int64_t minorSteps(std::int64_t k) const
    {
        const std::int64_t twice = 2 * length, sum = error + twice + k * step; // >= 0
        return length == 0 ? 0 : sum / twice;
    }
    Point at(std::int64_t k) const
    {
        const auto far = static_cast<std::int32_t>(k);
        const auto aside = static_cast<std::int32_t>(minorSteps(k));
        return {start.x + far * major.x + aside * minor.x,
                start.y + far * major.y + aside * minor.y};
    }
};

// The steps [first, end) whose major coordinate lies inside the extents.
struct Steps {
    std::int64_t first, end;

    Steps(const Walk& walk, const Rect& extents, std::int64_t count)
    {
        const bool wide = walk.major.x != 0;
        const std::int64_t from = wide ? walk.start.x : walk.start.y;
        const std::int64_t low = wide ? extents.x : extents.y;
        const std::int64_t high = wide ? extents.right() : extents.bottom();
        const bool backwards = walk.major.x + walk.major.y < 0;
        first = std::max<std::int64_t>(0, backwards ? from - high + 1 : low - from);
        end = std::min(count, backwards ? from - low + 1 : high - from);
    }
};

void drawSolid(Brush& brush, const Walk& walk, const Steps& steps)
{
    std::int64_t k = steps.first;
    while (k < steps.end) {
        // Pixels in one row or column go together.
        const Point from = walk.at(k);
        std::int64_t end = steps.end;
        if (walk.step != 0) {
            const std::int64_t twice = 2 * walk.length;
            const std::int64_t next = (walk.minorSteps(k) + 1) * twice - walk.error - twice;
            end = std::min(end, (next + walk.step - 1) / walk.step);
        }
        const auto run = static_cast<std::int32_t>(end - k);
        if (walk.major.x != 0)
            brush.rect({walk.major.x > 0 ? from.x : from.x - run + 1, from.y, run, 1});
        else
            brush.rect({from.x, walk.major.y > 0 ? from.y : from.y - run + 1, 1, run});
        k = end;
    }
}

} // namespace

void drawThinLine(Inks& inks, const Segment& line, LastPoint last, Dasher* dasher)
{
    const Walk walk(line);
    const std::int64_t count = walk.length + (last == LastPoint::Drawn ? 1 : 0);
    const Steps steps(walk, inks.even().extents(), count);
    if (!dasher) {
        drawSolid(inks.even(), walk, steps);
        return;
    }
    if (steps.first < steps.end) {
        Dasher here = *dasher;
        here.step(steps.first);
        for (std::int64_t k = steps.first; k < steps.end; ++k) {
            if (Brush* brush = inks.of(here.on())) brush->point(walk.at(k));
            here.step(1);
        }
    }
    dasher->step(count);
}

} // namespace vitrine
