// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/drawing_work.h"

#include "server/display/x_error.h"

#include <algorithm>
#include <numeric>

namespace vitrine {

namespace {

constexpr std::int64_t perDash = 60;
constexpr std::int64_t perDashOfArc = 200;                         // where it begins is searched
constexpr std::int64_t perSeenDashOfArc = 600;                     // and how its ends stand
constexpr std::int64_t perEndOfArc = 1200;                         // a cap or a joint
constexpr std::int64_t perRowOfCircle = 20, perRowOfEllipse = 120; // of the shape, seen or not
constexpr std::int64_t perCurveRow = 150; // of a pen so wide that equations are solved for it
constexpr std::int64_t perSide = 30, perCrowdedSide = 240;
constexpr std::size_t crowd = 256; // sides that are sorted anew in each row

constexpr std::int64_t mostBands = 200, mostWork = 2'000'000'000;

std::int64_t meanDash(const Stroke& stroke)
{
    if (stroke.style == LineStyle::Solid || stroke.dashes.empty()) return 0;
    const auto total = std::accumulate(stroke.dashes.begin(), stroke.dashes.end(), std::int64_t{0});
    return std::max<std::int64_t>(1, total / static_cast<std::int64_t>(stroke.dashes.size()));
}

} // namespace

DrawingWork::DrawingWork(const Rect& where, const Stroke& stroke, std::size_t times)
    : where_(where), across_(std::max(where.width, where.height)),
      times_(static_cast<std::int64_t>(times)), width_(stroke.width), dash_(meanDash(stroke)),
      odd_(stroke.style == LineStyle::DoubleDash),
      capped_(stroke.cap == CapStyle::Round || stroke.cap == CapStyle::Projecting)
{
}

Work DrawingWork::ofFilled(const Arc& arc) const
{
    const Rect part = arc.bounds.intersected(where_);
    return Work{part.area() + part.height * perRow, perShape} * times_;
}

Work DrawingWork::ofPolygon(std::span<const Point> points) const
{
    const std::int64_t each = points.size() > crowd ? perCrowdedSide : perSide;
    const auto count = static_cast<std::int64_t>(points.size());
    std::int64_t sum = where_.area();
    if (const Work most{sum + where_.height * each * count, perShape * count};
        fitsATurn(most * times_))
        return most * times_;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Point from = points[i], to = points[i + 1 == points.size() ? 0 : i + 1];
        const std::int32_t top = std::max(std::min(from.y, to.y), where_.y);
        const std::int32_t bottom = std::min(std::max(from.y, to.y), where_.bottom());
        sum += std::max(bottom - top, 0) * each;
    }
    return Work{sum, perShape * count} * times_;
}

std::int64_t DrawingWork::ofCaps(std::int64_t rows, std::int64_t columns) const
{
    return capped_ ? rows * (columns + perRow) : 0;
}

Work DrawingWork::ofWideLine(Point from, Point to) const
{
    const std::int32_t dx = std::abs(to.x - from.x), dy = std::abs(to.y - from.y);
    const std::int64_t length = std::max(dx, dy);
    const Rect around{std::min(from.x, to.x), std::min(from.y, to.y), dx + 1, dy + 1};
    const Rect part = around.grown(static_cast<std::int32_t>(2 * width_)).intersected(where_);
    const std::int64_t dashes = dash_ == 0 ? 0 : length / dash_ + 1;
    Work work{0, perShape + dashes * perDash};
    if (!part.empty()) {
        work.parts =
            std::min(part.area(), 2 * (width_ + 1) * (length + 4 * width_)) + part.height * perRow;
        const std::int64_t rows = std::min<std::int64_t>(part.height, 3 * width_ + dash_);
        const std::int64_t columns = std::min<std::int64_t>(part.width, 3 * width_ + dash_);
        const std::int64_t seen =
            dash_ == 0 ? 0 : std::min(dashes, (across_ + 4 * width_) / dash_ + 1);
        work.parts += seen * (rows * perRow + ofCaps(rows, columns));
    }
    return work * times_;
}

Work DrawingWork::ofPath(std::span<const Point> points) const
{
    const Work most = mostOfLine() * static_cast<std::int64_t>(points.size());
    if (fitsATurn(most)) return most;
    Work sum;
    const auto rows = std::min<std::int64_t>(where_.height, 2 * width_);
    const std::int64_t joint = width_ == 0 ? 0 : rows * (perRow + std::min(width_, across_));
    for (std::size_t i = 1; i < points.size(); ++i) {
        sum += ofLine(points[i - 1], points[i]);
        sum.parts += joint * times_;
    }
    return sum;
}

Work DrawingWork::ofOutline(const Rect& rect) const
{
    const Point end{rect.right(), rect.bottom()};
    Work sum = ofLine(rect.origin(), {end.x, rect.y});
    sum += ofLine({end.x, rect.y}, end);
    sum += ofLine(end, {rect.x, end.y});
    sum += ofLine({rect.x, end.y}, rect.origin());
    return sum;
}

Work DrawingWork::ofOutline(const Arc& arc) const
{
    const auto reach = static_cast<std::int32_t>(6 * width_ + 1);
    const bool seen = arc.bounds.grown(reach).intersects(where_);
    if (width_ != 0) return ofWideOutline(arc, seen);
    return seen || dash_ != 0 ? mostOfOutline(arc.bounds.size()) : Work{0, perShape} * times_;
}

Work DrawingWork::ofWideOutline(const Arc& arc, bool seen) const
{
    const Size size = arc.bounds.size();
    constexpr std::int64_t mostDashes = 360 * 64; // none is less than an angle's unit
    const std::int64_t dashes = dash_ == 0 ? 1 : std::min(mostDashes, roundOf(size) / dash_ + 2);
    Work work{0, dashes * perDashOfArc};
    if (!seen) return work * times_;

    const std::int64_t height = size.height + 2 * width_;
    work.whole += height * (size.width == size.height ? perRowOfCircle : perRowOfEllipse);

    const std::int64_t drawn = odd_ ? dashes : (dashes + 1) / 2;
    const std::int64_t visible =
        dash_ == 0 ? 1 : std::min(drawn, 4 * (across_ + 4 * width_) / dash_ + 4);
    const auto rowsOf = [this](std::int64_t rows) {
        return std::min<std::int64_t>(where_.height, rows);
    };
    const std::int64_t rows = dash_ == 0 ? 4 * rowsOf(height) : rowsOf(3 * width_ + dash_);
    const bool broad = 2 * width_ > std::min(size.width, size.height);
    const std::int64_t joint = perEndOfArc + rowsOf(6 * width_) * perRow;
    const std::int64_t end =
        perEndOfArc + ofCaps(rowsOf(width_), std::min<std::int64_t>(where_.width, width_));
    work.parts = joint + visible * (perSeenDashOfArc + rows * (broad ? perCurveRow : perRow) +
                                    (capped_ ? 2 * end : 0));
    return work * times_;
}

Work DrawingWork::ofOutlines(std::span<const Arc> arcs) const
{
    Work sum;
    for (const Arc& arc : arcs) sum += ofOutline(arc);
    return sum;
}

int bandsFor(const Work& work, std::int32_t rows)
{
    if (fitsATurn(work)) return 1;
    const std::int64_t room = std::max(workOfATurn - work.whole, workOfATurn / 2);
    const std::int64_t bands =
        std::clamp<std::int64_t>(rows, 1, std::max<std::int64_t>(work.parts / room + 1, 1));
    const bool slow = work.whole > 8 * workOfATurn || work.parts / bands > 4 * workOfATurn;
    if (slow || bands > mostBands || work.whole * bands + work.parts > mostWork) throw badAlloc();
    return static_cast<int>(bands);
}

} // namespace vitrine
