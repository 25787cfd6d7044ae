// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/rfb/frame.h"

#include "server/rfb/utf8.h"

#include <algorithm>
#include <array>

namespace vitrine {

namespace {

constexpr std::int32_t edge = 3;
constexpr std::int32_t bar = 22;    // the title's height, and each button's side
constexpr std::int32_t corner = 16; // of an edge's end that sizes both ways
constexpr Size tabSize{160, bar};

struct Colors {
    std::uint32_t ground, line, text;
};
constexpr Colors active{0x2f5d8a, 0x1d3d5c, 0xffffff};
constexpr Colors inactive{0x4b5058, 0x33373d, 0xc9ced6};

const Colors& colorsOf(const Surface& surface)
{
    return surface.states & Active ? active : inactive;
}

// Buttons from the right edge inwards.
struct Button {
    FramePart part;
    SurfaceAbility ability;
};
constexpr std::array buttons{
    Button{FramePart::Close, Closable},
    Button{FramePart::Maximize, Maximizable},
    Button{FramePart::Minimize, Minimizable},
};

Rect barOf(const Surface& surface, Size image)
{
    return {surface.position.x, surface.position.y - bar, image.width, bar};
}

void fill(Image& image, const Rect& rect, std::uint32_t color)
{
    const Rect inside = rect.intersected(image.bounds());
    for (std::int32_t y = inside.y; y < inside.bottom(); ++y)
        std::fill_n(image.row<std::uint32_t>(y) + inside.x, inside.width, color);
}

void drawSymbol(Image& image, const Rect& place, FramePart part, std::uint32_t color)
{
    const Rect box = place.grown(-7);
    switch (part) {
    case FramePart::Close:
        for (std::int32_t i = 0; i < box.width; ++i)
            for (const std::int32_t x : {box.x + i, box.right() - 1 - i})
                fill(image, {x, box.y + i, 1, 1}, color),
                    fill(image, {x + 1, box.y + i, 1, 1}, color);
        break;
    case FramePart::Maximize:
        fill(image, {box.x, box.y, box.width, 2}, color);
        fill(image, {box.x, box.bottom() - 1, box.width, 1}, color);
        fill(image, {box.x, box.y, 1, box.height}, color);
        fill(image, {box.right() - 1, box.y, 1, box.height}, color);
        break;
    case FramePart::Minimize: fill(image, {box.x, box.bottom() - 2, box.width, 2}, color); break;
    default: break;
    }
}

void drawTitle(Image& image, const Rect& room, const Surface& surface, const Letters& letters)
{
    const std::uint32_t color = colorsOf(surface).text;
    Point pen{room.x, room.y + room.height / 2 + 4};
    for (const char32_t character : decodeUtf8(surface.title)) {
        Glyph glyph;
        int advance = letters(character, glyph);
        if (advance <= 0) advance = letters(U'?', glyph);
        if (pen.x + advance > room.right()) break;
        const Point at = pen - glyph.origin;
        for (std::int32_t y = 0; y < glyph.mask.height(); ++y)
            for (std::int32_t x = 0; x < glyph.mask.width(); ++x)
                if (glyph.mask.pixel({x, y}) && image.bounds().contains(at + Point{x, y}))
                    image.setPixel(at + Point{x, y}, color);
        pen.x += advance;
    }
}

} // namespace

bool isFramed(const Surface& surface)
{
    return surface.decorated && surface.role != SurfaceRole::Root && !(surface.states & FullScreen);
}

Rect frameAround(const Surface& surface, Size image)
{
    const Rect inside = Rect::at(surface.position, image);
    if (!isFramed(surface)) return inside;
    return Rect::between(inside.x - edge, inside.y - bar - edge, inside.right() + edge,
                         inside.bottom() + edge);
}

Rect tabPlace(int index, Size screen)
{
    const int inRow = std::max(1, screen.width / tabSize.width);
    return {index % inRow * tabSize.width, screen.height - (index / inRow + 1) * tabSize.height,
            tabSize.width, tabSize.height};
}

FramePart framePartAt(const Surface& surface, Size image, Point at)
{
    if (surface.states & Minimized) return FramePart::Tab;
    if (!isFramed(surface) || !frameAround(surface, image).contains(at)) return FramePart::Outside;
    const Rect title = barOf(surface, image);
    if (!title.contains(at))
        return Rect::at(surface.position, image).contains(at) ? FramePart::Outside
                                                              : FramePart::Edge;
    Rect place{title.right() - bar, title.y, bar, bar};
    for (const Button& button : buttons) {
        if (!(surface.abilities & button.ability)) continue;
        if (place.contains(at)) return button.part;
        place.x -= bar;
    }
    return FramePart::Title;
}

FrameEdges frameEdgesAt(const Surface& surface, Size image, Point at)
{
    const Rect whole = frameAround(surface, image);
    const bool above = at.y < whole.y + edge, below = at.y >= whole.bottom() - edge;
    const std::int32_t reach = above || below ? corner : edge;
    FrameEdges edges;
    if (at.x < whole.x + reach) edges.horizontal = -1;
    if (at.x >= whole.right() - reach) edges.horizontal = 1;
    if (at.y < whole.y + (edges.horizontal ? corner : edge)) edges.vertical = -1;
    if (at.y >= whole.bottom() - (edges.horizontal ? corner : edge)) edges.vertical = 1;
    return edges;
}

Image drawFrame(const Surface& surface, Size image, const Letters& letters)
{
    const Colors& colors = colorsOf(surface);
    const Rect whole = frameAround(surface, image);
    Image result(whole.size(), 24);
    fill(result, result.bounds(), colors.line);
    const Rect title = barOf(surface, image).translated(-whole.origin());
    fill(result, title, colors.ground);
    Rect place{title.right() - bar, title.y, bar, bar};
    for (const Button& button : buttons) {
        if (!(surface.abilities & button.ability)) continue;
        drawSymbol(result, place, button.part, colors.text);
        place.x -= bar;
    }
    drawTitle(result, Rect::between(title.x + 6, title.y, place.right(), title.bottom()), surface,
              letters);
    return result;
}

Image drawTab(const Surface& surface, Size tab, const Letters& letters)
{
    Image result(tab, 24);
    fill(result, result.bounds(), inactive.line);
    fill(result, result.bounds().grown(-1), inactive.ground);
    drawTitle(result, {6, 0, tab.width - 12, tab.height}, surface, letters);
    return result;
}

bool sameFrame(const Surface& one, Size oneImage, const Surface& other, Size otherImage)
{
    return one.title == other.title && one.abilities == other.abilities &&
           (one.states & (Active | Minimized)) == (other.states & (Active | Minimized)) &&
           isFramed(one) == isFramed(other) && oneImage == otherImage;
}

} // namespace vitrine
