// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/render/shapes.h"

#include "protocol/ops/limits.h"
#include "server/display/display.h"
#include "server/display/render/compositing.h"
#include "server/display/render/coverage_glyphs.h"
#include "server/display/render/pictures.h"
#include "server/display/render/pixman_drawing.h"
#include "server/display/render/readable.h"
#include "server/display/render/sharp_trapezoid.h"

#include <algorithm>

namespace vitrine {

namespace {

// Around pixels that points given in 1/65536 touch. Far away is far enough.
class Around {
public:
    void x(pixman_fixed_t value) { extend(left_, right_, value); }
    void y(pixman_fixed_t value) { extend(top_, bottom_, value); }
    Rect rect() const
    {
        return left_ >= right_ || top_ >= bottom_ ? Rect{}
                                                  : Rect::between(left_, top_, right_, bottom_);
    }

private:
    static void extend(std::int32_t& least, std::int32_t& most, pixman_fixed_t value)
    {
        const std::int64_t above = (std::int64_t{value} + 0xffff) >> 16;
        least = std::min(least, static_cast<std::int32_t>(value >> 16));
        most = std::max(most, static_cast<std::int32_t>(above));
    }

    std::int32_t left_ = 1 << 16, top_ = 1 << 16, right_ = -(1 << 16), bottom_ = -(1 << 16);
};

} // namespace

Rect boxOf(const pixman_trapezoid_t& shape)
{
    if (!pixman_trapezoid_valid(&shape)) return {};
    Around around;
    around.y(shape.top);
    around.y(shape.bottom);
    for (const pixman_line_fixed_t& line : {shape.left, shape.right}) {
        around.x(line.p1.x);
        around.x(line.p2.x);
    }
    return around.rect();
}

Rect boxOf(const pixman_triangle_t& shape)
{
    Around around;
    for (const pixman_point_fixed_t& point : {shape.p1, shape.p2, shape.p3}) {
        around.x(point.x);
        around.y(point.y);
    }
    return around.rect();
}

namespace {

template<class Shape> Rect around(std::span<const Shape> shapes)
{
    Rect box;
    for (const Shape& shape : shapes) box = box.united(boxOf(shape));
    return box;
}

void rasterize(pixman_image_t* mask, Point place, const pixman_trapezoid_t& shape)
{
    if (pixman_trapezoid_valid(&shape))
        pixman_rasterize_trapezoid(mask, &shape, -place.x, -place.y);
}

void rasterize(pixman_image_t* mask, Point place, const pixman_triangle_t& shape)
{
    pixman_add_triangles(mask, -place.x, -place.y, 1, &shape);
}

// Coverage of shapes inside a rectangle, sampled as the mask's format wants it; up to three columns
// wider.
template<class Shape>
Image coverageOf(pixman_format_code_t code, const Rect& area, std::span<const Shape> shapes)
{
    // Rows of whole words, so that pixman draws in place.
    Image image({(area.width + 3) & ~3, area.height}, code == PIXMAN_a1   ? 1
                                                      : code == PIXMAN_a4 ? 4
                                                                          : 8);
    PixmanBits bits(image, image.bounds(), code);
    if (!bits.get()) throw badAlloc();
    for (const Shape& shape : shapes) {
        const Rect box = boxOf(shape);
        if (box.y < area.bottom() && area.y < box.bottom())
            rasterize(bits.get(), area.origin(), shape);
    }
    bits.writeBack(image.bounds());
    if (image.depth() == 4) {
        Image whole(image.size(), 8);
        std::ranges::transform(image.bytes(), whole.bytes().begin(), [](std::byte value) {
            return static_cast<std::byte>(std::to_integer<int>(value) * 17);
        });
        image = std::move(whole);
    }
    // Edges may lead out of the area, which is as large as their points.
    for (std::int32_t y = 0; image.width() > area.width && y < image.height(); ++y)
        std::fill(image.row<std::uint8_t>(y) + area.width,
                  image.row<std::uint8_t>(y) + image.width(), std::uint8_t{0});
    return image;
}

// The colour under a mask whose corner is at `at` in the target's image.
void drawMask(Display& display, ImageId target, const Tint& tint, Image mask, Point at)
{
    constexpr std::int32_t side = limits::glyphSide;
    Painter& painter = display.painter();
    const auto draw = [&](Image part, Point place) {
        const GlyphAt glyph{display.pictures().coverage().glyph(std::move(part)), place};
        painter.compositeGlyphs(target, tint, false, std::span(&glyph, 1));
    };
    if (mask.width() <= side && mask.height() <= side) return draw(std::move(mask), at);
    for (std::int32_t y = 0; y < mask.height(); y += side)
        for (std::int32_t x = 0; x < mask.width(); x += side)
            draw(mask.copy({x, y, side, side}), at + Point{x, y});
}

// X.Org's way where there is no mask format: smooth edges take a whole byte of coverage.
pixman_format_code_t maskCode(const ShapeDrawing& drawing)
{
    if (!drawing.maskFormat) return drawing.target.smoothEdges ? PIXMAN_a8 : PIXMAN_a1;
    switch (PIXMAN_FORMAT_A(drawing.maskFormat->code)) {
    case 1: return PIXMAN_a1;
    case 4: return PIXMAN_a4;
    default: return PIXMAN_a8;
    }
}

// Sharp shapes over what is there, in an opaque colour, take no mask: however many they are, their
// rows are filled. False where it is not as simple.
bool fillSharp(Display& display, const ShapeDrawing& drawing,
               std::span<const pixman_trapezoid_t> shapes)
{
    if (maskCode(drawing) != PIXMAN_a1 || canvasOperator(drawing.operation) != Operator::Over)
        return false;
    const auto color = colorOf(display, drawing.source);
    if (!color || !drawable(display, drawing.target)) return false;
    const Target& target = drawing.target.target(display);
    const auto paint = paintOf(display, drawing.target, {Operator::Over, *color, target.clip});
    const Image* image = display.images().find(target.image);
    if (!paint || !image) return false;
    const Rect open = openIn(target, *image).translated(-target.offset);
    // A mask is as large as the points, which the sides may lead beyond.
    const Rect common = drawing.maskFormat ? around(shapes).intersected(open) : Rect{};
    std::vector<Span> rows;
    for (const pixman_trapezoid_t& shape : shapes) {
        const Rect area = drawing.maskFormat ? common : boxOf(shape).intersected(open);
        if (!appendSharp(shape, area, rows)) return false;
    }
    for (Span& row : rows) {
        row.x += target.offset.x;
        row.y += target.offset.y;
    }
    if (!rows.empty()) display.painter().fillSpans(target.image, *paint, rows);
    return true;
}

bool fillSharp(Display&, const ShapeDrawing&, std::span<const pixman_triangle_t>)
{
    return false; // two trapezoids each, or one, which pixman finds
}

// One mask of all the shapes.
template<class Shape>
void drawTogether(Display& display, const ShapeDrawing& drawing, std::span<const Shape> shapes)
{
    const Target& target = drawing.target.target(display);
    const Image* image = display.images().find(target.image);
    const auto operation = canvasOperator(drawing.operation);
    if (target.nothing() || !image || operation == Operator::Dst) return;
    Rect area = openIn(target, *image).translated(-target.offset); // the target's coordinates
    if (operation && keepsUnderClear(*operation)) area = area.intersected(around(shapes));
    if (area.empty()) return;
    Image mask = coverageOf(maskCode(drawing), area, shapes);
    const auto color = colorOf(display, drawing.source);
    if (operation && color && drawable(display, drawing.target)) {
        if (!keepsUnderClear(*operation) && mask.width() != area.width)
            mask = mask.copy(Rect::of(area.size()));
        return drawMask(display, target.image, {*operation, *color, target.clip}, std::move(mask),
                        area.origin() + target.offset);
    }
    PixmanBits bits(mask, mask.bounds(), mask.depth() == 1 ? PIXMAN_a1 : PIXMAN_a8);
    compositeByPixman(display, static_cast<pixman_op_t>(drawing.operation), drawing.source,
                      bits.get(), drawing.target, drawing.from + area.origin() - drawing.first,
                      area.translated(target.offset));
}

template<class Shape>
void drawShapes(Display& display, const ShapeDrawing& drawing, std::span<const Shape> shapes)
{
    if (fillSharp(display, drawing, shapes)) return;
    if (drawing.maskFormat) return drawTogether(display, drawing, shapes);
    for (const Shape& shape : shapes) drawTogether(display, drawing, std::span(&shape, 1));
}

} // namespace

void compositeShapes(Display& display, const ShapeDrawing& drawing,
                     std::span<const pixman_trapezoid_t> trapezoids)
{
    drawShapes(display, drawing, trapezoids);
}

void compositeShapes(Display& display, const ShapeDrawing& drawing,
                     std::span<const pixman_triangle_t> triangles)
{
    drawShapes(display, drawing, triangles);
}

Rect boxOf(const pixman_trap_t& trap)
{
    Around around;
    around.y(trap.top.y);
    around.y(trap.bot.y);
    for (const pixman_span_fix_t& span : {trap.top, trap.bot}) {
        around.x(span.l);
        around.x(span.r);
    }
    return around.rect();
}

void addTraps(Display& display, Picture& picture, Point offset,
              std::span<const pixman_trap_t> traps)
{
    const Target& target = picture.target(display);
    if (target.nothing()) return;
    const Point place = offset + target.offset;
    const Rect changed = around(traps).translated(place).grown(1);
    PixmanTarget drawn(display, picture, changed);
    if (!drawn.get()) return;
    const Point moved = place + drawn.place();
    const auto x = static_cast<std::int16_t>(moved.x), y = static_cast<std::int16_t>(moved.y);
    if (Point{x, y} != moved) return; // farther away than any pixel is
    pixman_add_traps(drawn.get(), x, y, static_cast<int>(traps.size()), traps.data());
    drawn.changed(changed);
}

} // namespace vitrine
