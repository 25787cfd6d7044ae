// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/random_messages.h"

#include "protocol/canvas/depths.h"

#include <array>

namespace vitrine::test {

// Not std::uniform_int_distribution: its numbers differ from library to library.
std::int32_t RandomMessages::number(std::int32_t least, std::int32_t most)
{
    const auto range = static_cast<std::uint32_t>(most - least) + 1;
    const auto drawn = static_cast<std::uint32_t>(random_());
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(least) +
                                     (range == 0 ? drawn : drawn % range));
}

std::uint32_t RandomMessages::color()
{
    static constexpr std::array<std::uint32_t, 5> usual{0, 0xffffff, 0xd9d9d9, 0xff0000, 0x4a6984};
    if (chance(80)) return usual[static_cast<std::size_t>(number(0, 4))];
    return static_cast<std::uint32_t>(random_());
}

Point RandomMessages::point()
{
    if (chance(3)) return {number(-131071, 131071), number(-131071, 131071)};
    return {number(-20, canvas.width + 20), number(-20, canvas.height + 20)};
}

Rect RandomMessages::rect()
{
    const Point at = point();
    if (chance(2)) return {at.x, at.y, number(0, 131071), number(0, 131071)};
    return {at.x, at.y, number(0, 60), number(0, 40)};
}

int RandomMessages::depth()
{
    return imageDepths[static_cast<std::size_t>(
        number(0, static_cast<int>(imageDepths.size()) - 1))];
}

Image RandomMessages::image(Size size, int depth)
{
    Image image(size, depth);
    const int manner = number(0, 4);
    const std::uint32_t ground = color(), ink = color();
    for (std::int32_t y = 0; y < size.height; ++y) {
        for (std::int32_t x = 0; x < size.width; ++x) {
            std::uint32_t pixel = ground;
            if (manner == 1 && chance(15)) pixel = ink;
            if (manner == 2) pixel = static_cast<std::uint32_t>(random_());
            if (manner == 3) pixel = static_cast<std::uint32_t>(x * 3 + y * 0x20100 + number(0, 3));
            if (manner == 4 && (x / 3 + y / 5) % 3 == 0) pixel = ink;
            image.setPixel({x, y}, pixel);
        }
    }
    return image;
}

Glyph RandomMessages::glyph()
{
    const int depth = chance(60) ? 1 : chance(70) ? 8 : 32;
    return {image({number(0, 9), number(0, 13)}, depth), {number(-2, 2), number(0, 12)}};
}

std::string RandomMessages::text(std::int32_t longest)
{
    static constexpr std::array<std::string_view, 6> pieces{"e", "xterm", " ", "ß", "日本", "\n"};
    std::string text;
    while (static_cast<std::int32_t>(text.size()) < number(0, longest))
        text += pieces[static_cast<std::size_t>(number(0, 5))];
    return text;
}

Clip RandomMessages::clip()
{
    if (chance(30)) return {};
    if (!clips_.empty() && chance(90))
        return clips_[static_cast<std::size_t>(number(0, static_cast<int>(clips_.size()) - 1))];
    std::vector<Rect> rects;
    std::int32_t y = number(0, 20);
    while (chance(70)) {
        std::int32_t x = number(0, 20);
        const std::int32_t height = number(1, 40);
        while (chance(50)) {
            const std::int32_t width = number(1, 60);
            rects.push_back({x, y, width, height});
            x += width + number(1, 9);
        }
        y += height + number(0, 9);
    }
    clips_.push_back({std::make_shared<const std::vector<Rect>>(std::move(rects))});
    return clips_.back();
}

Raster RandomMessages::raster()
{
    Raster raster{.clip = clip()};
    if (chance(20)) raster.function = static_cast<RasterFunction>(number(0, 15));
    if (chance(10)) raster.planeMask = static_cast<std::uint32_t>(random_());
    return raster;
}

Paint RandomMessages::paint()
{
    if (!paints_.empty() && chance(80))
        return paints_[static_cast<std::size_t>(number(0, static_cast<int>(paints_.size()) - 1))];
    Paint paint{.raster = raster(), .foreground = color(), .background = color()};
    if (chance(25)) {
        paint.style = static_cast<FillStyle>(number(1, 3));
        paint.pattern = imageId();
        paint.origin = point();
    }
    paints_.push_back(paint);
    return paint;
}

Tint RandomMessages::tint()
{
    if (!tints_.empty() && chance(80))
        return tints_[static_cast<std::size_t>(number(0, static_cast<int>(tints_.size()) - 1))];
    Tint tint{.color = color(), .clip = clip()};
    if (chance(60)) tint.color |= 0xff000000;
    if (chance(50)) tint.operation = static_cast<Operator>(number(0, 12));
    tints_.push_back(tint);
    return tint;
}

Stroke RandomMessages::stroke()
{
    Stroke stroke;
    if (chance(50)) return stroke;
    stroke.width = static_cast<std::uint16_t>(chance(20) ? number(8, 60) : number(0, 7));
    stroke.cap = static_cast<CapStyle>(number(0, 3));
    stroke.join = static_cast<JoinStyle>(number(0, 2));
    if (chance(40)) {
        stroke.style = static_cast<LineStyle>(number(1, 2));
        stroke.dashOffset = static_cast<std::uint16_t>(number(0, 20));
        for (int i = 2 * number(1, 3); i > 0; --i)
            stroke.dashes.push_back(static_cast<std::uint8_t>(number(1, 12)));
    }
    return stroke;
}

std::vector<GlyphAt> RandomMessages::run()
{
    if (chance(50)) pen_ = {4, pen_.y + 13};
    if (chance(10)) pen_ = point();
    std::vector<GlyphAt> run;
    for (int i = number(0, 20); i > 0; --i) {
        run.push_back({{static_cast<std::uint32_t>(number(1, glyphs))}, pen_});
        pen_ = pen_ + Point{6, 0};
        if (chance(5)) pen_ = pen_ + Point{number(-9, 9), number(-2, 2)};
    }
    return run;
}

template<class Type, class Make> std::vector<Type> RandomMessages::list(Make make)
{
    std::vector<Type> values;
    for (int i = chance(10) ? number(0, 90) : number(0, 4); i > 0; --i) values.push_back(make());
    return values;
}

Message RandomMessages::message(std::size_t kind)
{
    const auto rects = [&] { return list<Rect>([&] { return rect(); }); };
    const auto points = [&] { return list<Point>([&] { return point(); }); };
    const auto arc = [&] { return Arc{rect(), number(-23040, 23040), number(-23040, 23040)}; };
    const auto arcs = [&] { return list<Arc>(arc); };
    const auto id = [&] { return static_cast<std::uint32_t>(number(1, 1000000)); };
    switch (kind) {
    case 0: return FillRects{imageId(), paint(), rects()};
    case 1:
        return FillSpans{imageId(), paint(), list<Span>([&] {
                             const Point at = point();
                             return Span{at.x, at.y, number(1, 90)};
                         })};
    case 2: return DrawPoints{imageId(), paint(), points()};
    case 3:
        return DrawSegments{imageId(), paint(), stroke(), list<Segment>([&] {
                                return Segment{point(), point()};
                            })};
    case 4: return DrawPolyline{imageId(), paint(), stroke(), points()};
    case 5: return DrawRectangles{imageId(), paint(), stroke(), rects()};
    case 6: return DrawArcs{imageId(), paint(), stroke(), arcs()};
    case 7: return FillArcs{imageId(), paint(), static_cast<ArcMode>(number(0, 1)), arcs()};
    case 8: return FillPolygon{imageId(), paint(), static_cast<FillRule>(number(0, 1)), points()};
    case 9: return DrawText{imageId(), paint(), run()};
    case 10: return CopyArea{imageId(), raster(), imageId(), point(), rect()};
    case 11:
        return CopyPlane{imageId(),           raster(), imageId(), point(), rect(),
                         1u << number(0, 31), color(),  color()};
    case 12: {
        const int pixels = chance(60) ? 24 : depth();
        return PutPixels{imageId(), raster(), point(),
                         image({number(0, 70), number(0, 30)}, pixels)};
    }
    case 13: return CompositeRects{imageId(), tint(), rects()};
    case 14: return CompositeGlyphs{imageId(), tint(), chance(60), run()};
    case 15: {
        const bool solid = chance(20), masked = chance(40);
        return CompositeImage{imageId(), tint(),     solid ? ImageId{} : imageId(),
                              point(),   chance(20), masked ? imageId() : ImageId{},
                              point(),   rect()};
    }
    case 16: return Welcome{1, text(30), {number(1, 5000), number(1, 5000)}, chance(50)};
    case 18:
        return DefineImage{
            {id()}, {number(1, 300), number(1, 300)}, static_cast<std::uint8_t>(depth())};
    case 19: return DropImage{{id()}};
    case 20: return DefineGlyph{{id()}, glyph()};
    case 21: return DropGlyph{{id()}};
    case 22: {
        Surface surface{.id = surfaceId(), .image = imageId(), .position = point()};
        surface.role = static_cast<SurfaceRole>(number(0, 10));
        if (chance(20)) surface.parent = surfaceId();
        surface.states = static_cast<std::uint32_t>(random_());
        surface.decorated = chance(50);
        surface.minimumSize = {number(0, 100), number(0, 100)};
        surface.title = text(50);
        surface.application = text(20);
        if (chance(20)) surface.shape = rects();
        return surface;
    }
    case 23: return DropSurface{surfaceId()};
    case 24: return Stacking{list<SurfaceId>([&] { return surfaceId(); })};
    case 25: return SurfaceIcon{surfaceId(), image({number(0, 32), number(0, 32)}, 32)};
    case 26: return DefineCursor{{id()}, {number(0, 9), 3}, image({number(1, 24), 16}, 32)};
    case 27: return DropCursor{{id()}};
    case 28: return ShowCursor{{id()}};
    case 29: return WarpPointer{point()};
    case 30: return ClipboardText{text(200)};
    case 31: return Bell{static_cast<std::uint8_t>(number(0, 100))};
    case 32: return Check{imageId(), rect(), std::uint64_t{random_()} << 32 | random_()};
    case 33:
        return Launch{static_cast<std::uint32_t>(number(0, 99)), chance(50), text(20), text(9)};
    default: return PrimaryText{text(90)};
    }
}

Input RandomMessages::input(std::size_t kind)
{
    const auto any = [&] { return static_cast<std::uint32_t>(random_()); };
    switch (kind) {
    case 0: return Hello{1, {number(0, 5000), number(0, 5000)}, text(40)};
    case 1: return Acknowledge{any(), any(), any()};
    case 2: return PointerMove{surfaceId(), point()};
    case 3: return PointerButton{static_cast<std::uint8_t>(number(1, 9)), chance(50)};
    case 4: return Wheel{number(-1200, 1200), number(-1200, 1200)};
    case 5: return Key{any(), any(), text(8), chance(50)};
    case 6: return ReleaseAll{};
    case 7: return Viewport{{number(0, 5000), number(0, 5000)}};
    case 8: return ActOnSurface{surfaceId(), static_cast<SurfaceAction>(number(0, 6)), rect()};
    case 9: return SetClipboard{text(300)};
    case 10: return Touch{any(), static_cast<TouchPhase>(number(0, 2)), surfaceId(), point()};
    case 11: return SetPrimary{text(60)};
    default: return FollowPrimary{chance(50)};
    }
}

} // namespace vitrine::test
