// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/drawing.h"

#include "server/display/display.h"
#include "server/requests/drawing_turns.h"

namespace vitrine {

namespace {

// A list to draw from, until the next of its kind is asked for: what a request holds rarely needs
// more memory than the last did.
template<class Element> std::vector<Element>& scratch(std::size_t size)
{
    constexpr std::size_t keptSize = 4096;
    static thread_local std::vector<Element> list;
    list.clear();
    if (list.capacity() > keptSize && size <= keptSize) list.shrink_to_fit();
    list.reserve(size);
    return list;
}

std::vector<Point> pointsOf(std::span<const x11::Point> given, bool relative, Point offset)
{
    std::vector<Point> points;
    points.reserve(given.size());
    std::int16_t x = 0, y = 0;
    for (const x11::Point& point : given) {
        x = static_cast<std::int16_t>(relative ? x + point.x : point.x);
        y = static_cast<std::int16_t>(relative ? y + point.y : point.y);
        points.push_back(Point{x, y} + offset);
    }
    return points;
}

bool isRelative(std::uint8_t mode)
{
    if (mode > x11::CoordMode::Previous) throw badValue(mode);
    return mode == x11::CoordMode::Previous;
}

std::span<const Rect> rectsOf(std::span<const x11::Rectangle> given, Point offset)
{
    std::vector<Rect>& rects = scratch<Rect>(given.size());
    for (const x11::Rectangle& rect : given)
        rects.push_back(Rect{rect.x, rect.y, rect.width, rect.height}.translated(offset));
    return rects;
}

std::span<const Segment> segmentsOf(std::span<const x11::Segment> given, Point offset)
{
    std::vector<Segment>& segments = scratch<Segment>(given.size());
    for (const x11::Segment& segment : given)
        segments.push_back(
            {Point{segment.x1, segment.y1} + offset, Point{segment.x2, segment.y2} + offset});
    return segments;
}

std::vector<Arc> arcsOf(std::span<const x11::Arc> given, Point offset)
{
    std::vector<Arc> arcs;
    arcs.reserve(given.size());
    for (const x11::Arc& arc : given)
        arcs.push_back(
            {Rect{arc.x, arc.y, arc.width, arc.height}.translated(offset), arc.angle1, arc.angle2});
    return arcs;
}

} // namespace

void handle(Call& call, const x11::PolyPoint& request)
{
    const bool relative = isRelative(request.coordinateMode);
    const auto draw = [relative](Painter& painter, const Target& target, const GraphicsContext& gc,
                                 std::span<const x11::Point> points) {
        const Paint foreground{.raster = gc.raster(target),
                               .foreground = gc.foreground}; // "in the foreground pixel"
        painter.drawPoints(target.image, foreground, pointsOf(points, relative, target.offset));
    };
    const auto measure = [](const DrawingWork&, const x11::Point&) { return Work{0, 4}; };
    if (!relative) return drawEach(call, request, request.points, measure, draw);
    const Sheet sheet(call, request.drawable, request.gc);
    if (request.points.empty()) return;
    sheet.each([&](Painter& painter, const Target& target) {
        draw(painter, target, sheet.gc(), request.points);
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
    drawEach(
        call, request, request.segments,
        [](const DrawingWork& work, const x11::Segment& each) {
            return work.ofLine({each.x1, each.y1}, {each.x2, each.y2});
        },
        [](Painter& painter, const Target& target, const GraphicsContext& gc, auto segments) {
            painter.drawSegments(target.image, gc.paint(target), gc.stroke(),
                                 segmentsOf(segments, target.offset));
        });
}

void handle(Call& call, const x11::PolyRectangle& request)
{
    drawEach(
        call, request, request.rectangles,
        [](const DrawingWork& work, const x11::Rectangle& each) {
            return work.ofOutline(Rect{each.x, each.y, each.width, each.height});
        },
        [](Painter& painter, const Target& target, const GraphicsContext& gc, auto rects) {
            painter.drawRectangles(target.image, gc.paint(target), gc.stroke(),
                                   rectsOf(rects, target.offset));
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
    if (sheet.gc().lineWidth != 0 || sheet.gc().lineStyle != LineStyle::Solid)
        return drawWhole(
            call, request, sheet, arcsOf(request.arcs, sheet.offset()),
            [](const DrawingWork& work, const auto& arcs) { return work.ofOutlines(arcs); }, draw);
    drawEach(
        call, request, request.arcs, // thin and solid: none knows of the others
        [](const DrawingWork& work, const x11::Arc& each) {
            return work.ofOutline(Arc{{each.x, each.y, each.width, each.height}, 0, 0});
        },
        [draw](Painter& painter, const Target& target, const GraphicsContext& gc, auto arcs) {
            draw(painter, target, gc, arcsOf(arcs, target.offset));
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
    drawEach(
        call, request, request.rectangles,
        [](const DrawingWork& work, const x11::Rectangle& each) {
            return work.ofFilled(Rect{each.x, each.y, each.width, each.height});
        },
        [](Painter& painter, const Target& target, const GraphicsContext& gc, auto rects) {
            painter.fillRects(target.image, gc.paint(target), rectsOf(rects, target.offset));
        });
}

void handle(Call& call, const x11::PolyFillArc& request)
{
    drawEach(
        call, request, request.arcs,
        [](const DrawingWork& work, const x11::Arc& each) {
            return work.ofFilled(Arc{{each.x, each.y, each.width, each.height}, 0, 0});
        },
        [](Painter& painter, const Target& target, const GraphicsContext& gc, auto arcs) {
            painter.fillArcs(target.image, gc.paint(target), gc.arcMode,
                             arcsOf(arcs, target.offset));
        });
}

} // namespace vitrine
