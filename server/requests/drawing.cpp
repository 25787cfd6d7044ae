// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/drawing.h"

#include "server/display/display.h"
#include "server/requests/drawing_turns.h"

namespace vitrine {

namespace {

// A list to draw from, until the next of its kind is asked for: what a request holds rarely needs
// more memory than the last did.
template<class Element> std::span<Element> scratch(std::size_t size)
{
    constexpr std::size_t keptSize = 4096;
    static thread_local std::vector<Element> list;
    if (list.size() < size || (list.size() > keptSize && size <= keptSize))
        list = std::vector<Element>(std::max(size, keptSize));
    return std::span(list).first(size);
}

// The given elements where the image has them.
Point moved(const x11::Point& point, Point by)
{
    return Point{point.x, point.y} + by;
}
Segment moved(const x11::Segment& segment, Point by)
{
    return {Point{segment.x1, segment.y1} + by, Point{segment.x2, segment.y2} + by};
}
Rect moved(const x11::Rectangle& rect, Point by)
{
    return {rect.x + by.x, rect.y + by.y, rect.width, rect.height};
}
Arc moved(const x11::Arc& arc, Point by)
{
    return {{arc.x + by.x, arc.y + by.y, arc.width, arc.height}, arc.angle1, arc.angle2};
}

template<class Element, class Given>
std::span<const Element> movedAll(std::span<const Given> given, Point by)
{
    const std::span<Element> elements = scratch<Element>(given.size());
    for (std::size_t i = 0; i < given.size(); ++i) elements[i] = moved(given[i], by);
    return elements;
}

std::vector<Point> pointsOf(std::span<const x11::Point> given, bool relative, Point offset)
{
    std::vector<Point> points(given.size());
    std::int16_t x = 0, y = 0;
    for (std::size_t i = 0; i < given.size(); ++i) {
        x = static_cast<std::int16_t>(relative ? x + given[i].x : given[i].x);
        y = static_cast<std::int16_t>(relative ? y + given[i].y : given[i].y);
        points[i] = Point{x, y} + offset;
    }
    return points;
}

bool isRelative(std::uint8_t mode)
{
    if (mode > x11::CoordMode::Previous) throw badValue(mode);
    return mode == x11::CoordMode::Previous;
}

template<class Element> Size largest(std::span<const Element> elements)
{
    Size size;
    for (const Element& each : elements)
        size = {std::max<std::int32_t>(size.width, each.width),
                std::max<std::int32_t>(size.height, each.height)};
    return size;
}

// What the elements of a request take to draw.
struct PointWork {
    Work operator()(const DrawingWork&, const x11::Point&) const { return {0, 4}; }
    Work most(const DrawingWork&, std::span<const x11::Point> all) const
    {
        return Work{0, 4} * std::ssize(all);
    }
};
struct SegmentWork {
    Work operator()(const DrawingWork& work, const x11::Segment& each) const
    {
        return work.ofLine({each.x1, each.y1}, {each.x2, each.y2});
    }
    Work most(const DrawingWork& work, std::span<const x11::Segment> all) const
    {
        return work.mostOfLine() * std::ssize(all);
    }
};
struct OutlineWork {
    Work operator()(const DrawingWork& work, const x11::Rectangle& each) const
    {
        return work.ofOutline(moved(each, {}));
    }
    Work most(const DrawingWork& work, std::span<const x11::Rectangle> all) const
    {
        return work.mostOfLine() * (4 * std::ssize(all));
    }
    Work operator()(const DrawingWork& work, const x11::Arc& each) const
    {
        return work.ofOutline(moved(each, {}));
    }
    Work most(const DrawingWork& work, std::span<const x11::Arc> all) const
    {
        return work.mostOfOutline(largest(all)) * std::ssize(all);
    }
};
struct FilledWork {
    template<class Element> Work operator()(const DrawingWork& work, const Element& each) const
    {
        return work.ofFilled(moved(each, {}));
    }
    template<class Element> Work most(const DrawingWork& work, std::span<const Element> all) const
    {
        return work.mostOfFilled(largest(all)) * std::ssize(all);
    }
};

} // namespace

void handle(Call& call, const x11::PolyPoint& request)
{
    const bool relative = isRelative(request.coordinateMode);
    const auto draw = [](Painter& painter, const Target& target, const GraphicsContext& gc,
                         std::span<const Point> points) {
        const Paint foreground{.raster = gc.raster(target),
                               .foreground = gc.foreground}; // "in the foreground pixel"
        painter.drawPoints(target.image, foreground, points);
    };
    if (!relative)
        return drawEach(
            call, request, request.points, PointWork{},
            [draw](Painter& painter, const Target& target, const GraphicsContext& gc, auto points) {
                draw(painter, target, gc, movedAll<Point>(points, target.offset));
            });
    const Sheet sheet(call, request.drawable, request.gc);
    if (request.points.empty()) return;
    sheet.each([&](Painter& painter, const Target& target) {
        draw(painter, target, sheet.gc(), pointsOf(request.points, true, target.offset));
    });
}

void handle(Call& call, const x11::PolyLine& request)
{
    const bool relative = isRelative(request.coordinateMode);
    const Sheet sheet(call, request.drawable, request.gc);
    if (request.points.size() < 2) return;
    drawWhole(
        call, request, sheet, pointsOf(request.points, relative, sheet.offset()),
        [](const DrawingWork& work, const auto& points) { return work.ofPath(points); },
        [](Painter& painter, const Target& target, const GraphicsContext& gc, const auto& points) {
            painter.drawPolyline(target.image, gc.paint(target), gc.stroke(), points);
        });
}

void handle(Call& call, const x11::PolySegment& request)
{
    drawEach(call, request, request.segments, SegmentWork{},
             [](Painter& painter, const Target& target, const GraphicsContext& gc, auto segments) {
                 painter.drawSegments(target.image, gc.paint(target), gc.stroke(),
                                      movedAll<Segment>(segments, target.offset));
             });
}

void handle(Call& call, const x11::PolyRectangle& request)
{
    drawEach(call, request, request.rectangles, OutlineWork{},
             [](Painter& painter, const Target& target, const GraphicsContext& gc, auto rects) {
                 painter.drawRectangles(target.image, gc.paint(target), gc.stroke(),
                                        movedAll<Rect>(rects, target.offset));
             });
}

void handle(Call& call, const x11::PolyArc& request)
{
    const Sheet sheet(call, request.drawable, request.gc);
    if (request.arcs.empty()) return;
    const auto draw = [](Painter& painter, const Target& target, const GraphicsContext& gc,
                         const auto& arcs) {
        painter.drawArcs(target.image, gc.paint(target), gc.stroke(), arcs);
    };
    if (sheet.gc().lineWidth != 0 || sheet.gc().lineStyle != LineStyle::Solid) {
        const auto arcs = movedAll<Arc>(request.arcs, sheet.offset());
        return drawWhole(
            call, request, sheet, std::vector<Arc>(arcs.begin(), arcs.end()),
            [](const DrawingWork& work, const auto& given) { return work.ofOutlines(given); },
            draw);
    }
    drawEach(call, request, request.arcs, OutlineWork{}, // thin and solid: none knows of the others
             [draw](Painter& painter, const Target& target, const GraphicsContext& gc, auto arcs) {
                 draw(painter, target, gc, movedAll<Arc>(arcs, target.offset));
             });
}

void handle(Call& call, const x11::FillPoly& request)
{
    if (request.shape > x11::PolyShape::Convex) throw badValue(request.shape);
    const bool relative = isRelative(request.coordinateMode);
    const Sheet sheet(call, request.drawable, request.gc);
    if (request.points.size() < 3) return;
    drawWhole(
        call, request, sheet, pointsOf(request.points, relative, sheet.offset()),
        [](const DrawingWork& work, const auto& points) { return work.ofPolygon(points); },
        [](Painter& painter, const Target& target, const GraphicsContext& gc, const auto& points) {
            painter.fillPolygon(target.image, gc.paint(target), gc.fillRule, points);
        });
}

void handle(Call& call, const x11::PolyFillRectangle& request)
{
    drawEach(call, request, request.rectangles, FilledWork{},
             [](Painter& painter, const Target& target, const GraphicsContext& gc, auto rects) {
                 painter.fillRects(target.image, gc.paint(target),
                                   movedAll<Rect>(rects, target.offset));
             });
}

void handle(Call& call, const x11::PolyFillArc& request)
{
    drawEach(call, request, request.arcs, FilledWork{},
             [](Painter& painter, const Target& target, const GraphicsContext& gc, auto arcs) {
                 painter.fillArcs(target.image, gc.paint(target), gc.arcMode,
                                  movedAll<Arc>(arcs, target.offset));
             });
}

} // namespace vitrine
