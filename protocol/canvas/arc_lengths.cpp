// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/arc_lengths.h"

#include "protocol/canvas/angles.h"
#include "protocol/canvas/edges.h"

namespace vitrine {

namespace {

constexpr std::int32_t degree = 64;
constexpr std::int32_t never = 2 * fullCircle;

// The first quarter of the unit circle, by degrees.
const std::array<Vertex, 91>& quarterCircle()
{
    static const auto points = [] {
        std::array<Vertex, 91> result;
        for (std::size_t i = 0; i < result.size(); ++i) {
            const auto angle = static_cast<std::int32_t>(i) * degree;
            result[i] = {cosine(angle), sine(angle)};
        }
        return result;
    }();
    return points;
}

} // namespace

ArcLengths::ArcLengths(Size size) : size_(size)
{
    const double halfWidth = size.width / 2.0, halfHeight = size.height / 2.0;
    Vertex last{halfWidth, 0};
    for (std::size_t i = 1; i < lengths_.size(); ++i) {
        const Vertex& unit = quarterCircle()[i];
        const Vertex next{halfWidth * unit.x, halfHeight * unit.y};
        const double x = next.x - last.x, y = next.y - last.y;
        lengths_[i] = lengths_[i - 1] + std::sqrt(x * x + y * y);
        last = next;
    }
}

double ArcLengths::lengthTo(std::int32_t angle) const
{
    const auto quarters = static_cast<std::int32_t>(floorDivided(angle, quadrant));
    const bool mirrored = quarters % 2 != 0;
    angle -= quarters * quadrant;
    if (mirrored) angle = quadrant - angle;
    const auto index = static_cast<std::size_t>(angle / degree);
    double length = lengths_[index];
    if (const std::int32_t rest = angle % degree; rest > 0)
        length += (lengths_[index + 1] - lengths_[index]) * rest / degree;
    double before = 0; // added up, not multiplied: as X.Org rounds
    for (std::int32_t i = 0; i < std::abs(quarters); ++i)
        before += quarters > 0 ? lengths_.back() : -lengths_.back();
    return before + (mirrored ? lengths_.back() - length : length);
}

std::int32_t ArcLengths::angleAt(double length) const
{
    const double quarter = lengths_.back();
    if (quarter == 0) return length >= 0 ? never : -never;
    std::int32_t angle = 0;
    bool mirrored = false;
    for (; length >= quarter; mirrored = !mirrored) {
        angle += quadrant;
        length -= quarter;
    }
    for (; length < 0; mirrored = !mirrored) {
        angle -= quadrant;
        length += quarter;
    }
    if (mirrored) length = quarter - length;
    std::size_t low = 0, high = lengths_.size() - 1;
    while (high - low > 1) {
        const std::size_t middle = (low + high) / 2;
        (length > lengths_[middle] ? low : high) = middle;
    }
    auto within = static_cast<std::int32_t>(low) * degree;
    const double step = lengths_[low + 1] - lengths_[low];
    within = static_cast<std::int32_t>(within + (length - lengths_[low]) / step * degree);
    return angle + (mirrored ? quadrant - within : within);
}

std::int32_t ArcLengths::advance(std::int32_t start, std::int32_t end, std::int32_t& length,
                                 bool backwards) const
{
    if (backwards) {
        start = fullCircle - start;
        end = fullCircle - end;
    }
    if (end < start) end += fullCircle;
    const double from = lengthTo(start);
    std::int32_t angle = angleAt(from + length);
    if (angle > end) {
        angle = end;
        length = static_cast<std::int32_t>(length - (lengthTo(end) - from));
    } else {
        length = 0;
    }
    return backwards ? fullCircle - angle : angle;
}

} // namespace vitrine
