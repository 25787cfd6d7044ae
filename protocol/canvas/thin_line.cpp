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
        error = length - (backwards ? 1 : 0); // made positive: two lengths more
    }

    bool wide() const { return major.x != 0; }
    std::int64_t limit() const { return std::max<std::int64_t>(2 * length, 1); }

    // The first step at which `count` minor steps have been taken.
    std::int64_t afterMinor(std::int64_t count) const // step > 0
    {
        const std::int64_t wanted = count * limit() - error;
        return wanted <= 0 ? 0 : (wanted + step - 1) / step;
    }
    Brush::Steps from(std::int64_t k, std::int64_t count) const
    {
        if (k == 0) return {start, major, minor, count, error, step, limit()};
        const std::int64_t sum = error + k * step;
        const auto [quotient, rest] = divided(sum, limit());
        const auto far = static_cast<std::int32_t>(k);
        const auto aside = static_cast<std::int32_t>(quotient);
        const Point at{start.x + far * major.x + aside * minor.x,
                       start.y + far * major.y + aside * minor.y};
        return {at, major, minor, count, rest, step, limit()};
    }

private:
    // Neither is negative; most are short enough for the processor's faster way.
    static std::pair<std::int64_t, std::int64_t> divided(std::int64_t sum, std::int64_t by)
    {
        if (static_cast<std::uint64_t>(sum | by) >> 32 != 0) return {sum / by, sum % by};
        const auto small = static_cast<std::uint32_t>(sum),
                   divisor = static_cast<std::uint32_t>(by);
        return {small / divisor, small % divisor};
    }
};

// The steps [first, end) that lie inside the extents.
struct Part {
    std::int64_t first = 0, end;

    Part(const Walk& walk, const Segment& line, const Rect& extents, std::int64_t count)
        : end(count)
    {
        if (extents.contains(line.from) && extents.contains(line.to)) return;
        const auto [low, high] = along(walk, extents, walk.wide());
        first = std::max<std::int64_t>(0, low);
        end = std::min(count, high);
        const auto [least, most] = along(walk, extents, !walk.wide()); // in minor steps
        if (walk.step == 0) {
            if (least > 0 || most <= 0) end = first;
            return;
        }
        if (least > 0) first = std::max(first, walk.afterMinor(least));
        end = most <= 0 ? first : std::min(end, walk.afterMinor(most));
    }

    // How many steps in x, or y, lead into the extents, and out of them.
    static std::pair<std::int64_t, std::int64_t> along(const Walk& walk, const Rect& extents,
                                                       bool x)
    {
        const std::int64_t from = x ? walk.start.x : walk.start.y;
        const std::int64_t low = x ? extents.x : extents.y;
        const std::int64_t high = x ? extents.right() : extents.bottom();
        const std::int32_t sign = x ? walk.major.x + walk.minor.x : walk.major.y + walk.minor.y;
        return sign < 0 ? std::pair{from - high + 1, from - low + 1}
                        : std::pair{low - from, high - from};
    }
};

void drawSolid(Brush& brush, const Walk& walk, const Part& part)
{
    if (part.first >= part.end) return;
    const std::int64_t count = part.end - part.first;
    const Brush::Steps steps = walk.from(part.first, count);
    if (count == 1) return brush.point(steps.at);
    if (walk.step != 0) return brush.steps(steps);
    const auto run = static_cast<std::int32_t>(count);
    const Point at = steps.at;
    if (walk.wide())
        brush.rect({walk.major.x > 0 ? at.x : at.x - run + 1, at.y, run, 1});
    else
        brush.rect({at.x, walk.major.y > 0 ? at.y : at.y - run + 1, 1, run});
}

void drawDashes(Inks& inks, const Walk& walk, Part part, Dasher dasher)
{
    dasher.step(part.first);
    if (walk.step != 0 && inks.even().isPlain())
        return inks.even().steps(walk.from(part.first, part.end - part.first), dasher,
                                 inks.drawsOdd() ? &inks.odd() : nullptr);
    for (const std::int64_t end = part.end; part.first < end; part.first = part.end) {
        part.end = std::min<std::int64_t>(end, part.first + dasher.left());
        if (Brush* brush = inks.of(dasher.on())) drawSolid(*brush, walk, part);
        dasher.step(part.end - part.first);
    }
}

std::int64_t stepsOf(const Walk& walk, LastPoint last)
{
    return walk.length + (last == LastPoint::Drawn ? 1 : 0);
}

} // namespace

void drawLongThinLine(Brush& brush, const Segment& line, LastPoint last)
{
    const Walk walk(line);
    drawSolid(brush, walk, Part(walk, line, brush.extents(), stepsOf(walk, last)));
}

void drawThinDashes(Inks& inks, const Segment& line, LastPoint last, Dasher& dasher)
{
    const Walk walk(line);
    const std::int64_t count = stepsOf(walk, last);
    const Part part(walk, line, inks.even().extents(), count);
    if (part.first < part.end) drawDashes(inks, walk, part, dasher);
    dasher.step(count);
}

} // namespace vitrine
