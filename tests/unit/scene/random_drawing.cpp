// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/scene/random_drawing.h"

namespace vitrine {

ImageId RandomDrawing::target()
{
    return pictures.empty() || chance(50) ? pick(surfaces) : pick(pictures);
}

Point RandomDrawing::point(ImageId id)
{
    const Size size = images.find(id)->size();
    return {number(-5, size.width + 5), number(-5, size.height + 5)};
}

Rect RandomDrawing::rect(ImageId id)
{
    const Point origin = point(id);
    if (chance(10)) return images.find(id)->bounds();
    return {origin.x, origin.y, number(1, 40), number(1, 40)};
}

Image RandomDrawing::noise(Size size, int depth)
{
    Image image(size, depth);
    const std::uint32_t other = random_();
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) image.setPixel({x, y}, chance(70) ? other : random_());
    return image;
}

Clip RandomDrawing::clip(ImageId id)
{
    if (chance(60)) return {};
    std::vector<Rect> rects{rect(id), rect(id)};
    if (chance(20)) rects.clear();
    return {std::make_shared<const std::vector<Rect>>(
        Region(rects).intersect(images.find(id)->bounds()).rects())};
}

Raster RandomDrawing::raster(ImageId id)
{
    Raster raster;
    raster.clip = clip(id);
    if (chance(15)) raster.function = static_cast<RasterFunction>(number(0, 15));
    if (chance(10)) raster.planeMask = random_();
    return raster;
}

Paint RandomDrawing::paint(ImageId id)
{
    Paint paint;
    paint.raster = raster(id);
    paint.foreground = random_() & 0xffffff;
    paint.background = random_() & 0xffffff;
    paint.origin = point(id);
    if (chance(15) && !pictures.empty()) {
        paint.style = FillStyle::Tiled;
        paint.pattern = pick(pictures);
        if (paint.pattern == id) paint.style = FillStyle::Solid;
    } else if (chance(15) && !bitmaps.empty()) {
        paint.style = chance(50) ? FillStyle::Stippled : FillStyle::OpaqueStippled;
        paint.pattern = pick(bitmaps);
    }
    if (paint.style == FillStyle::Solid) paint.pattern = {};
    return paint;
}

Tint RandomDrawing::tint(ImageId id)
{
    return {static_cast<Operator>(number(0, 12)), static_cast<std::uint32_t>(random_()), clip(id)};
}

void RandomDrawing::composite(ImageId id)
{
    const std::vector<Rect> rects{rect(id), rect(id)};
    if (chance(20)) return painter.compositeRects(id, tint(id), rects);
    if (chance(30)) {
        std::vector<GlyphAt> text;
        for (int i = number(1, 8); i > 0; --i) text.push_back({pick(glyphs_), point(id)});
        return painter.compositeGlyphs(id, tint(id), chance(50), text);
    }
    const auto any = [&] { return masks.empty() || chance(40) ? target() : pick(masks); };
    const ImageId source = chance(20) ? ImageId{} : any(), mask = chance(40) ? any() : ImageId{};
    painter.compositeImage(id, tint(id), source, source ? point(source) : Point{}, chance(30), mask,
                           mask ? point(mask) : Point{}, rect(id));
}

void RandomDrawing::drop(std::vector<ImageId>& from)
{
    if (from.size() < 2) return;
    const ImageId id = pick(from);
    std::erase(from, id);
    painter.dropImage(id);
}

void RandomDrawing::draw(ImageId id)
{
    const std::vector<Rect> rects{rect(id), rect(id)};
    const std::vector<Point> points{point(id), point(id), point(id)};
    switch (number(0, 11)) {
    case 9:
    case 10:
    case 11: return composite(id);
    case 0: return painter.fillRects(id, paint(id), rects);
    case 1: return painter.drawPolyline(id, paint(id), {}, points);
    case 2: return painter.fillPolygon(id, paint(id), FillRule::Winding, points);
    case 3: {
        std::vector<GlyphAt> text;
        for (int i = number(1, 8); i > 0; --i) text.push_back({pick(glyphs_), point(id)});
        return painter.drawText(id, paint(id), text);
    }
    case 4: {
        const ImageId source = target();
        return painter.copyArea(id, raster(id), source, point(source), rect(id));
    }
    case 5: {
        Raster plain;
        plain.clip = clip(id);
        return painter.copyArea(id, plain, id, {0, number(0, 9)}, images.find(id)->bounds());
    }
    case 6:
        return painter.putPixels(id, raster(id), noise({number(1, 20), number(1, 20)}, 24),
                                 point(id));
    case 7: {
        const Rect where = rect(id).intersected(images.find(id)->bounds());
        for (int y = where.y; y < where.bottom(); ++y)
            for (int x = where.x; x < where.right(); ++x)
                images.find(id)->setPixel({x, y}, static_cast<std::uint32_t>(x * y));
        return painter.damage(id, where);
    }
    default:
        if (bitmaps.empty()) return;
        const ImageId source = pick(bitmaps);
        return painter.copyPlane(id, raster(id), source, point(source), rect(id), 1, random_(),
                                 random_());
    }
}

void RandomDrawing::step()
{
    if (glyphs_.size() < 4 || chance(2)) addGlyph();
    if (pictures.size() < 3 && chance(10)) addImage({number(1, 60), number(1, 60)}, 24);
    if (bitmaps.size() < 2 && chance(10)) addImage({number(1, 20), number(1, 20)}, 1);
    if (masks.size() < 3 && chance(10))
        addImage({number(1, 60), number(1, 60)}, chance(50) ? 8 : 32);
    if (!masks.empty() && chance(10)) return composite(pick(masks));
    if (chance(2)) drop(masks);
    if (chance(2)) drop(pictures);
    if (chance(1)) drop(bitmaps);
    if (chance(1) && glyphs_.size() > 5) {
        const GlyphId glyph = pick(glyphs_);
        std::erase(glyphs_, glyph);
        painter.dropGlyph(glyph);
    }
    if (!bitmaps.empty() && chance(10)) {
        const ImageId id = pick(bitmaps);
        Paint plain;
        plain.foreground = static_cast<std::uint32_t>(number(0, 1));
        const std::vector<Rect> rects{rect(id)};
        painter.fillRects(id, plain, rects);
        return;
    }
    draw(target());
}

} // namespace vitrine
