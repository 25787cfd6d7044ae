// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"
#include "server/display/render/compositing.h"
#include "server/display/render/shapes.h"
#include "server/requests/extensions/render/handlers.h"
#include "server/requests/extensions/render/turns.h"

namespace vitrine {

using rendering::Measured;
using rendering::PictureWork;

namespace {

// Shapes are laid out on the wire as pixman has them.
template<class Shape, class Wire> std::span<const Shape> shapesOf(std::span<const Wire> shapes)
{
    static_assert(sizeof(Shape) == sizeof(Wire) && alignof(Shape) == alignof(Wire));
    return {reinterpret_cast<const Shape*>(shapes.data()), shapes.size()};
}

Point firstOf(const pixman_trapezoid_t& shape)
{
    return {shape.left.p1.x >> 16, shape.left.p1.y >> 16};
}
Point firstOf(const pixman_triangle_t& shape)
{
    return {shape.p1.x >> 16, shape.p1.y >> 16};
}

template<class Request, class Shape>
void drawShapes(Call& call, const Request& request, std::span<const Shape> shapes)
{
    rendering::checkOperator(request.op);
    const Picture& source = rendering::picture(call, request.src);
    Picture& target = rendering::targetPicture(call, request.dst);
    const PictFormat* format = rendering::formatOrNone(request.maskFormat);
    if (shapes.empty()) return;
    const auto draw = [request, format,
                       first = firstOf(shapes.front())](Call& now, std::span<const Shape> some) {
        compositeShapes(now.display, rendering::drawingOf(now, request, format, first), some);
    };
    if (!format) {
        const auto measuring = [request](Call& now) {
            const PictureWork work(now.display, request.op, rendering::picture(now, request.src),
                                   nullptr, rendering::targetPicture(now, request.dst));
            return [work](const Shape& shape) { return work.ofShape(boxOf(shape)); };
        };
        return rendering::drawEach(call, request.dst, shapes, measuring, draw);
    }
    const PictureWork work(call.display, request.op, source, nullptr, target);
    rendering::drawWhole(call, request.dst, work.ofShapes(shapes), shapes, draw);
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
    const Rect to{request.dstX, request.dstY, request.width, request.height};
    const PictureWork work(call.display, request.op, source, mask, target);
    const auto draw = [request](Call& now, std::span<const Rect> whole) {
        composite(now.display, {request.op,
                                rendering::picture(now, request.src),
                                rendering::pictureOrNone(now, request.mask),
                                rendering::targetPicture(now, request.dst),
                                {request.srcX, request.srcY},
                                {request.maskX, request.maskY},
                                whole.front()});
    };
    rendering::drawWhole(call, request.dst, work.of(to), std::span(&to, 1), draw);
}

void handle(Call& call, const render::FillRectangles& request)
{
    rendering::checkOperator(request.op);
    rendering::targetPicture(call, request.dst);
    std::vector<Rect> rects;
    rects.reserve(request.rects.size());
    for (const x11::Rectangle& rect : request.rects)
        rects.push_back({rect.x, rect.y, rect.width, rect.height});
    const auto& [red, green, blue, alpha] = request.color;
    const pixman_color_t color{red, green, blue, alpha};
    const auto measuring = [request, color](Call& now) {
        const PictureWork work(now.display, request.op, Picture(color), nullptr,
                               rendering::targetPicture(now, request.dst));
        return [work](const Rect& rect) { return work.of(rect); };
    };
    const auto draw = [request, color](Call& now, std::span<const Rect> some) {
        fillRectangles(now.display, request.op, rendering::targetPicture(now, request.dst), color,
                       some);
    };
    rendering::drawEach(call, request.dst, std::span<const Rect>(rects), measuring, draw);
}

void handle(Call& call, const render::Trapezoids& request)
{
    drawShapes(call, request, shapesOf<pixman_trapezoid_t>(request.traps));
}

void handle(Call& call, const render::Triangles& request)
{
    drawShapes(call, request, shapesOf<pixman_triangle_t>(request.triangles));
}

void handle(Call& call, const render::TriStrip& request)
{
    std::vector<pixman_triangle_t> triangles;
    for (std::size_t i = 2; i < request.points.size(); ++i)
        triangles.push_back({pointOf(request.points[i - 2]), pointOf(request.points[i - 1]),
                             pointOf(request.points[i])});
    drawShapes(call, request, std::span<const pixman_triangle_t>(triangles));
}

void handle(Call& call, const render::TriFan& request)
{
    std::vector<pixman_triangle_t> triangles;
    for (std::size_t i = 2; i < request.points.size(); ++i)
        triangles.push_back({pointOf(request.points[0]), pointOf(request.points[i - 1]),
                             pointOf(request.points[i])});
    drawShapes(call, request, std::span<const pixman_triangle_t>(triangles));
}

void handle(Call& call, const render::AddTraps& request)
{
    rendering::targetPicture(call, request.picture);
    const Point offset{request.xOff, request.yOff};
    const auto measuring = [request, offset](Call& now) {
        constexpr std::uint8_t add = 12;
        const PictureWork work(now.display, add, Picture(pixman_color_t{}), nullptr,
                               rendering::targetPicture(now, request.picture));
        return [work, offset](const pixman_trap_t& trap) {
            Measured one = work.ofShape(boxOf(trap).translated(offset));
            one.work.parts = std::min(one.work.parts, workOfATurn / 2); // is not drawn in bands
            return one;
        };
    };
    const auto draw = [request, offset](Call& now, std::span<const pixman_trap_t> some) {
        addTraps(now.display, rendering::targetPicture(now, request.picture), offset, some);
    };
    rendering::drawEach(call, request.picture, shapesOf<pixman_trap_t>(request.traps), measuring,
                        draw);
}

} // namespace vitrine
