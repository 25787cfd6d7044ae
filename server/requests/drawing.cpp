// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/drawing.h"

#include "server/display/display.h"

namespace vitrine {

namespace {

// A request's drawable and context, looked up and checked.
struct Sheet {
    Sheet(Call& call, Xid drawable, Xid context)
        : painter(call.display.painter()), gc(call.display.gc(context)),
          target(call.display.target(call.display.drawable(drawable), gc))
    {
    }

    bool nothing() const { return target.nothing(); }
    Paint paint() const { return gc.paint(target.clip, target.offset); }
    Point at(std::int16_t x, std::int16_t y) const { return Point{x, y} + target.offset; }
    Rect at(const x11::Rectangle& rect) const
    {
        return Rect{rect.x, rect.y, rect.width, rect.height}.translated(target.offset);
    }

    Painter& painter;
    const GraphicsContext& gc;
    Target target;
};

std::vector<Point> pointsOf(const Sheet& sheet, std::span<const x11::Point> given, bool relative)
{
    std::vector<Point> points;
    points.reserve(given.size());
    std::int16_t x = 0, y = 0;
    for (const x11::Point& point : given) {
        x = static_cast<std::int16_t>(relative ? x + point.x : point.x);
        y = static_cast<std::int16_t>(relative ? y + point.y : point.y);
        points.push_back(sheet.at(x, y));
    }
    return points;
}

bool isRelative(std::uint8_t mode)
{
    if (mode > x11::CoordMode::Previous) throw badValue(mode);
    return mode == x11::CoordMode::Previous;
}

std::vector<Rect> rectsOf(const Sheet& sheet, std::span<const x11::Rectangle> given)
{
    std::vector<Rect> rects;
    rects.reserve(given.size());
    for (const x11::Rectangle& rect : given) rects.push_back(sheet.at(rect));
    return rects;
}

std::vector<Arc> arcsOf(const Sheet& sheet, std::span<const x11::Arc> given)
{
    std::vector<Arc> arcs;
    arcs.reserve(given.size());
    for (const x11::Arc& arc : given)
        arcs.push_back({Rect{arc.x, arc.y, arc.width, arc.height}.translated(sheet.target.offset),
                        arc.angle1, arc.angle2});
    return arcs;
}

} // namespace

void handle(Call& call, const x11::PolyPoint& request)
{
    const bool relative = isRelative(request.coordinateMode);
    const Sheet sheet(call, request.drawable, request.gc);
    if (sheet.nothing() || request.points.empty()) return;
    const Paint foreground{.raster = sheet.gc.raster(sheet.target.clip),
                           .foreground = sheet.gc.foreground}; // "in the foreground pixel"
    sheet.painter.drawPoints(sheet.target.image, foreground,
                             pointsOf(sheet, request.points, relative));
}

void handle(Call& call, const x11::PolyLine& request)
{
    const bool relative = isRelative(request.coordinateMode);
    const Sheet sheet(call, request.drawable, request.gc);
    if (sheet.nothing() || request.points.size() < 2) return;
    sheet.painter.drawPolyline(sheet.target.image, sheet.paint(), sheet.gc.stroke(),
                               pointsOf(sheet, request.points, relative));
}

void handle(Call& call, const x11::PolySegment& request)
{
    const Sheet sheet(call, request.drawable, request.gc);
    if (sheet.nothing() || request.segments.empty()) return;
    std::vector<Segment> segments;
    segments.reserve(request.segments.size());
    for (const x11::Segment& segment : request.segments)
        segments.push_back({sheet.at(segment.x1, segment.y1), sheet.at(segment.x2, segment.y2)});
    sheet.painter.drawSegments(sheet.target.image, sheet.paint(), sheet.gc.stroke(), segments);
}

void handle(Call& call, const x11::PolyRectangle& request)
{
    const Sheet sheet(call, request.drawable, request.gc);
    if (sheet.nothing() || request.rectangles.empty()) return;
    sheet.painter.drawRectangles(sheet.target.image, sheet.paint(), sheet.gc.stroke(),
                                 rectsOf(sheet, request.rectangles));
}

void handle(Call& call, const x11::PolyArc& request)
{
    const Sheet sheet(call, request.drawable, request.gc);
    if (sheet.nothing() || request.arcs.empty()) return;
    sheet.painter.drawArcs(sheet.target.image, sheet.paint(), sheet.gc.stroke(),
                           arcsOf(sheet, request.arcs));
}

void handle(Call& call, const x11::FillPoly& request)
{
    if (request.shape > x11::PolyShape::Convex) throw badValue(request.shape);
    const bool relative = isRelative(request.coordinateMode);
    const Sheet sheet(call, request.drawable, request.gc);
    if (sheet.nothing() || request.points.size() < 3) return;
    sheet.painter.fillPolygon(sheet.target.image, sheet.paint(), sheet.gc.fillRule,
                              pointsOf(sheet, request.points, relative));
}

void handle(Call& call, const x11::PolyFillRectangle& request)
{
    const Sheet sheet(call, request.drawable, request.gc);
    if (sheet.nothing() || request.rectangles.empty()) return;
    sheet.painter.fillRects(sheet.target.image, sheet.paint(), rectsOf(sheet, request.rectangles));
}

void handle(Call& call, const x11::PolyFillArc& request)
{
    const Sheet sheet(call, request.drawable, request.gc);
    if (sheet.nothing() || request.arcs.empty()) return;
    sheet.painter.fillArcs(sheet.target.image, sheet.paint(), sheet.gc.arcMode,
                           arcsOf(sheet, request.arcs));
}

} // namespace vitrine
