// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/drawing.h"

#include "server/display/display.h"

namespace vitrine {

namespace {

constexpr std::size_t longList = 2048; // elements of a request, drawn in slices
constexpr std::size_t slice = 256;

// A request's drawable and context, looked up and checked.
class Sheet {
public:
    Sheet(Call& call, Xid drawable, Xid context)
        : gc_(call.display.gc(context)), display_(call.display),
          drawable_(call.display.drawable(drawable)), target_(display_.target(drawable_, gc_))
    {
    }

    const GraphicsContext& gc() const { return gc_; }

    // Calls draw(painter, target): on the drawable, and on what else lies under the pen.
    template<class Draw> void each(Draw&& draw) const
    {
        if (!target_.nothing()) draw(display_.painter(), target_);
        if (!gc_.includeInferiors) return;
        for (const Target& target : display_.inferiorTargets(drawable_, gc_))
            draw(display_.painter(), target);
    }

private:
    const GraphicsContext& gc_;
    Display& display_;
    const Drawable& drawable_;
    Target target_;
};

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

std::vector<Rect> rectsOf(std::span<const x11::Rectangle> given, Point offset)
{
    std::vector<Rect> rects;
    rects.reserve(given.size());
    for (const x11::Rectangle& rect : given)
        rects.push_back(Rect{rect.x, rect.y, rect.width, rect.height}.translated(offset));
    return rects;
}

std::vector<Segment> segmentsOf(std::span<const x11::Segment> given, Point offset)
{
    std::vector<Segment> segments;
    segments.reserve(given.size());
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

// Draws what stands alone, element by element: a long list in slices, between which other clients
// have their turn. draw(painter, target, context, some of the elements).
template<class Request, class Element, class Draw>
void drawEach(Call& call, const Request& request, std::span<const Element> all, Draw draw)
{
    const auto drawSome = [drawable = request.drawable, gc = request.gc,
                           draw](Call& now, std::span<const Element> some) {
        const Sheet sheet(now, drawable, gc);
        if (some.empty()) return;
        sheet.each([&](Painter& painter, const Target& target) {
            draw(painter, target, sheet.gc(), some);
        });
    };
    // Swapped elements do not outlive this call.
    if (all.size() <= longList || call.client.byteOrder() != x11::nativeOrder)
        return drawSome(call, all);
    drawSome(call, all.first(slice));
    call.rest = [drawSome, left = all.subspan(slice)](Call& now) mutable {
        const std::size_t size = std::min(slice, left.size());
        try {
            drawSome(now, left.first(size));
        } catch (const XError&) {
            return false; // another client has freed what it draws on or with
        }
        left = left.subspan(size);
        return !left.empty();
    };
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
    if (!relative) return drawEach(call, request, request.points, draw);
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
    sheet.each([&](Painter& painter, const Target& target) {
        painter.drawPolyline(target.image, sheet.gc().paint(target), sheet.gc().stroke(),
                             pointsOf(request.points, relative, target.offset));
    });
}

void handle(Call& call, const x11::PolySegment& request)
{
    drawEach(call, request, request.segments,
             [](Painter& painter, const Target& target, const GraphicsContext& gc, auto segments) {
                 painter.drawSegments(target.image, gc.paint(target), gc.stroke(),
                                      segmentsOf(segments, target.offset));
             });
}

void handle(Call& call, const x11::PolyRectangle& request)
{
    drawEach(call, request, request.rectangles,
             [](Painter& painter, const Target& target, const GraphicsContext& gc, auto rects) {
                 painter.drawRectangles(target.image, gc.paint(target), gc.stroke(),
                                        rectsOf(rects, target.offset));
             });
}

void handle(Call& call, const x11::PolyArc& request)
{
    const Sheet sheet(call, request.drawable, request.gc);
    if (request.arcs.empty()) return;
    sheet.each([&](Painter& painter, const Target& target) {
        painter.drawArcs(target.image, sheet.gc().paint(target), sheet.gc().stroke(),
                         arcsOf(request.arcs, target.offset));
    });
}

void handle(Call& call, const x11::FillPoly& request)
{
    if (request.shape > x11::PolyShape::Convex) throw badValue(request.shape);
    const bool relative = isRelative(request.coordinateMode);
    const Sheet sheet(call, request.drawable, request.gc);
    if (request.points.size() < 3) return;
    sheet.each([&](Painter& painter, const Target& target) {
        painter.fillPolygon(target.image, sheet.gc().paint(target), sheet.gc().fillRule,
                            pointsOf(request.points, relative, target.offset));
    });
}

void handle(Call& call, const x11::PolyFillRectangle& request)
{
    drawEach(call, request, request.rectangles,
             [](Painter& painter, const Target& target, const GraphicsContext& gc, auto rects) {
                 painter.fillRects(target.image, gc.paint(target), rectsOf(rects, target.offset));
             });
}

void handle(Call& call, const x11::PolyFillArc& request)
{
    drawEach(call, request, request.arcs,
             [](Painter& painter, const Target& target, const GraphicsContext& gc, auto arcs) {
                 painter.fillArcs(target.image, gc.paint(target), gc.arcMode,
                                  arcsOf(arcs, target.offset));
             });
}

} // namespace vitrine
