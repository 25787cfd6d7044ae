// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"
#include "server/display/render/compositing.h"
#include "server/display/render/shapes.h"
#include "server/requests/extensions/render/handlers.h"
#include "server/requests/extensions/render/lookups.h"

namespace vitrine {

namespace {

// Shapes are laid out on the wire as pixman has them.
template<class Shape, class Wire> std::span<const Shape> shapesOf(std::span<const Wire> shapes)
{
    static_assert(sizeof(Shape) == sizeof(Wire) && alignof(Shape) == alignof(Wire));
    return {reinterpret_cast<const Shape*>(shapes.data()), shapes.size()};
}

template<class Request> ShapeDrawing shapeDrawing(Call& call, const Request& request)
{
    rendering::checkOperator(request.op);
    const Picture& source = rendering::picture(call, request.src);
    Picture& target = rendering::targetPicture(call, request.dst);
    return {request.op,
            source,
            target,
            rendering::formatOrNone(request.maskFormat),
            {request.srcX, request.srcY}};
}

pixman_point_fixed_t pointOf(const render::PointFix& point)
{
    return {point.x, point.y};
}

} // namespace

void handle(Call& call, const render::Composite& request)
{
    rendering::checkOperator(request.op);
    Picture& target = rendering::targetPicture(call, request.dst);
    const Picture& source = rendering::picture(call, request.src);
    const Picture* mask = rendering::pictureOrNone(call, request.mask);
    composite(call.display, {request.op,
                             source,
                             mask,
                             target,
                             {request.srcX, request.srcY},
                             {request.maskX, request.maskY},
                             {request.dstX, request.dstY, request.width, request.height}});
}

void handle(Call& call, const render::FillRectangles& request)
{
    rendering::checkOperator(request.op);
    Picture& target = rendering::targetPicture(call, request.dst);
    std::vector<Rect> rects;
    rects.reserve(request.rects.size());
    for (const x11::Rectangle& rect : request.rects)
        rects.push_back({rect.x, rect.y, rect.width, rect.height});
    const auto& [red, green, blue, alpha] = request.color;
    fillRectangles(call.display, request.op, target, {red, green, blue, alpha}, rects);
}

void handle(Call& call, const render::Trapezoids& request)
{
    compositeTrapezoids(call.display, shapeDrawing(call, request),
                        shapesOf<pixman_trapezoid_t>(request.traps));
}

void handle(Call& call, const render::Triangles& request)
{
    compositeTriangles(call.display, shapeDrawing(call, request),
                       shapesOf<pixman_triangle_t>(request.triangles));
}

void handle(Call& call, const render::TriStrip& request)
{
    const ShapeDrawing drawing = shapeDrawing(call, request);
    std::vector<pixman_triangle_t> triangles;
    for (std::size_t i = 2; i < request.points.size(); ++i)
        triangles.push_back({pointOf(request.points[i - 2]), pointOf(request.points[i - 1]),
                             pointOf(request.points[i])});
    compositeTriangles(call.display, drawing, triangles);
}

void handle(Call& call, const render::TriFan& request)
{
    const ShapeDrawing drawing = shapeDrawing(call, request);
    std::vector<pixman_triangle_t> triangles;
    for (std::size_t i = 2; i < request.points.size(); ++i)
        triangles.push_back({pointOf(request.points[0]), pointOf(request.points[i - 1]),
                             pointOf(request.points[i])});
    compositeTriangles(call.display, drawing, triangles);
}

void handle(Call& call, const render::AddTraps& request)
{
    Picture& target = rendering::targetPicture(call, request.picture);
    addTraps(call.display, target, {request.xOff, request.yOff},
             shapesOf<pixman_trap_t>(request.traps));
}

} // namespace vitrine
