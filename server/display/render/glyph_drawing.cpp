// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/render/glyph_drawing.h"

#include "protocol/ops/limits.h"
#include "server/display/display.h"
#include "server/display/render/compositing.h"
#include "server/display/render/pixman_drawing.h"
#include "server/display/render/readable.h"

#include <algorithm>

namespace vitrine {

namespace {

// Whether masks of the glyphs' own format add up to one of the mask's format.
bool canvasAddsUp(const PictFormat& mask, std::span<const PlacedGlyph> glyphs)
{
    const auto depthOf = [](const PlacedGlyph& placed) {
        return placed.glyph->shape().mask.depth();
    };
    switch (mask.code) {
    case PIXMAN_a1:
        return std::ranges::all_of(glyphs, [&](const auto& each) { return depthOf(each) == 1; });
    case PIXMAN_a8:
        return std::ranges::all_of(glyphs, [&](const auto& each) { return depthOf(each) <= 8; });
    case PIXMAN_a8r8g8b8: return true;
    default: return false;
    }
}

bool fits(const Glyph& shape)
{
    return shape.mask.width() <= limits::glyphSide && shape.mask.height() <= limits::glyphSide;
}

bool drawByOp(Display& display, const ShapeDrawing& drawing, std::span<const PlacedGlyph> glyphs)
{
    const auto operation = canvasOperator(drawing.operation);
    const auto color = colorOf(display, drawing.source);
    if (!operation || !color || !drawable(display, drawing.target)) return false;
    if (drawing.maskFormat && !canvasAddsUp(*drawing.maskFormat, glyphs)) return false;
    const Target& target = drawing.target.target(display);
    std::vector<GlyphAt> run;
    run.reserve(glyphs.size());
    for (const PlacedGlyph& placed : glyphs) {
        const Glyph& shape = placed.glyph->shape();
        if (shape.mask.size().empty()) continue;
        if (!fits(shape)) return false;
        run.push_back({placed.glyph->id(), placed.pen + target.offset});
    }
    if (!run.empty() && *operation != Operator::Dst)
        display.painter().compositeGlyphs(target.image, {*operation, *color, target.clip},
                                          drawing.maskFormat != nullptr, run);
    return true;
}

} // namespace

Rect boxOf(const PlacedGlyph& placed)
{
    const Glyph& shape = placed.glyph->shape();
    return Rect::at(placed.pen - shape.origin, shape.mask.size());
}

namespace {

pixman_format_code_t codeOf(const Image& mask)
{
    return mask.depth() == 1 ? PIXMAN_a1 : mask.depth() == 8 ? PIXMAN_a8 : PIXMAN_a8r8g8b8;
}

// A glyph as pixman has it.
struct PixmanGlyph {
    explicit PixmanGlyph(const Glyph& shape)
        : image(shape.mask), bits(image, image.bounds(), codeOf(image))
    {
        if (bits.get() && image.depth() == 32) pixman_image_set_component_alpha(bits.get(), 1);
    }
    Image image; // ours, as pixman's face knows no images that are only read
    PixmanBits bits;
};

// Adds a glyph to a mask that begins at `origin`.
void addTo(pixman_image_t* mask, pixman_format_code_t maskCode, Point origin,
           const PlacedGlyph& placed)
{
    PixmanGlyph glyph(placed.glyph->shape());
    if (!glyph.bits.get()) return;
    const Rect to = boxOf(placed).translated(-origin);
    if (codeOf(glyph.image) == maskCode) {
        pixman_image_composite32(PIXMAN_OP_ADD, glyph.bits.get(), nullptr, mask, 0, 0, 0, 0, to.x,
                                 to.y, to.width, to.height);
        return;
    }
    constexpr pixman_color_t white{0xffff, 0xffff, 0xffff, 0xffff};
    const PixmanRef paper(pixman_image_create_solid_fill(&white));
    pixman_image_composite32(PIXMAN_OP_ADD, paper.get(), glyph.bits.get(), mask, 0, 0, 0, 0, to.x,
                             to.y, to.width, to.height);
}

void drawByPixman(Display& display, const ShapeDrawing& drawing,
                  std::span<const PlacedGlyph> glyphs)
{
    const Target& target = drawing.target.target(display);
    const Image* image = display.images().find(target.image);
    if (!image) return;
    const Rect open = openIn(target, *image).translated(-target.offset); // the target's coordinates
    const auto operation = static_cast<pixman_op_t>(drawing.operation);
    const auto draw = [&](pixman_image_t* mask, const Rect& to) {
        compositeByPixman(display, operation, drawing.source, mask, drawing.target,
                          drawing.from + to.origin() - drawing.first, to.translated(target.offset));
    };
    if (!drawing.maskFormat) {
        for (const PlacedGlyph& placed : glyphs) {
            PixmanGlyph glyph(placed.glyph->shape());
            if (glyph.bits.get() && boxOf(placed).intersects(open))
                draw(glyph.bits.get(), boxOf(placed));
        }
        return;
    }
    Rect around;
    for (const PlacedGlyph& placed : glyphs) around = around.united(boxOf(placed));
    around = around.intersected(open);
    if (around.empty()) return;
    const pixman_format_code_t code = drawing.maskFormat->code;
    const PixmanRef mask(pixman_image_create_bits(code, around.width, around.height, nullptr, 0));
    if (!mask) throw badAlloc();
    if (drawing.maskFormat->hasAlpha() && drawing.maskFormat->hasColor())
        pixman_image_set_component_alpha(mask.get(), 1);
    for (const PlacedGlyph& placed : glyphs)
        if (boxOf(placed).intersects(around)) addTo(mask.get(), code, around.origin(), placed);
    draw(mask.get(), around);
}

} // namespace

void compositeGlyphs(Display& display, const ShapeDrawing& drawing,
                     std::span<const PlacedGlyph> glyphs)
{
    if (glyphs.empty() || drawing.target.target(display).nothing()) return;
    if (!drawByOp(display, drawing, glyphs)) drawByPixman(display, drawing, glyphs);
}

} // namespace vitrine
