// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/text.h"

#include "server/display/display.h"
#include "server/render/fonts.h"

namespace vitrine {

namespace {

using Characters = std::vector<std::uint16_t>;

Characters charactersOf(std::string_view text)
{
    Characters characters;
    characters.reserve(text.size());
    for (const char each : text) characters.push_back(static_cast<unsigned char>(each));
    return characters;
}

Characters charactersOf(std::span<const x11::Char2b> text)
{
    Characters characters;
    characters.reserve(text.size());
    for (const auto& [high, low] : text)
        characters.push_back(static_cast<std::uint16_t>(high << 8 | low));
    return characters;
}

// Where text is drawn, character by character.
class TextRun {
public:
    TextRun(Font* font, Point pen) : font_(font), pen_(pen) {}

    void add(const Characters& text)
    {
        if (!font_) return;
        glyphs_.reserve(glyphs_.size() + text.size());
        for (const std::uint16_t character : text) {
            const FontGlyph* glyph = font_->glyph(character);
            if (!glyph) continue;
            if (glyph->id) glyphs_.push_back({glyph->id, pen_});
            pen_.x += glyph->metrics.width;
        }
    }
    void move(std::int32_t right) { pen_.x += right; }
    void setFont(Font* font) { font_ = font; }

    Point pen() const { return pen_; }
    std::vector<GlyphAt> take() { return std::exchange(glyphs_, {}); }

private:
    Font* font_; // null: there is none, so nothing is drawn
    Point pen_;
    std::vector<GlyphAt> glyphs_;
};

std::shared_ptr<Font> fontOf(Display& display, const GraphicsContext& gc)
{
    return gc.font ? gc.font : display.fonts().fallback();
}

std::vector<GlyphAt> moved(std::vector<GlyphAt> glyphs, Point by)
{
    for (GlyphAt& glyph : glyphs) glyph.pen = glyph.pen + by;
    return glyphs;
}

// TEXTITEM8 and TEXTITEM16: characters with a step before them, or another font for the context.
class TextItems {
public:
    TextItems(std::span<const std::byte> bytes, std::size_t characterSize)
        : bytes_(bytes), characterSize_(characterSize)
    {
    }

    struct Item {
        Xid font = 0; // or characters
        std::int8_t delta = 0;
        Characters characters;
    };

    // None at the end, where two bytes may be padding, and before an item that is cut short.
    std::optional<Item> next()
    {
        if (bytes_.size() <= 2) return std::nullopt;
        const auto byte = [this](std::size_t i) {
            return std::to_integer<std::uint32_t>(bytes_[i]);
        };
        constexpr std::uint32_t fontShift = 255;
        Item item;
        if (byte(0) == fontShift) {
            if (bytes_.size() < 5) return cut();
            item.font = byte(1) << 24 | byte(2) << 16 | byte(3) << 8 | byte(4);
            bytes_ = bytes_.subspan(5);
            return item;
        }
        const std::size_t count = byte(0);
        if (bytes_.size() < 2 + count * characterSize_) return cut();
        item.delta = static_cast<std::int8_t>(byte(1));
        item.characters.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t at = 2 + i * characterSize_;
            const std::uint32_t code =
                characterSize_ == 1 ? byte(at) : byte(at) << 8 | byte(at + 1);
            item.characters.push_back(static_cast<std::uint16_t>(code));
        }
        bytes_ = bytes_.subspan(2 + count * characterSize_);
        return item;
    }
    bool cutShort() const { return cutShort_; }

private:
    std::optional<Item> cut()
    {
        cutShort_ = true;
        return std::nullopt;
    }

    std::span<const std::byte> bytes_;
    std::size_t characterSize_;
    bool cutShort_ = false;
};

template<class Request>
void drawItems(Call& call, const Request& request, std::size_t characterSize)
{
    Display& display = call.display;
    GraphicsContext& gc = display.gc(request.gc);
    const Drawable& drawable = display.drawable(request.drawable);
    const Target target = display.target(drawable, gc);
    std::shared_ptr<Font> font = fontOf(display, gc);
    TextRun run(font.get(), Point{request.x, request.y} + target.offset);
    TextItems items(request.items, characterSize);
    const auto draw = [&] {
        std::vector<GlyphAt> glyphs = run.take();
        if (glyphs.empty()) return;
        if (!target.nothing()) display.painter().drawText(target.image, gc.paint(target), glyphs);
        for (const Target& other : display.inferiorTargets(drawable, gc))
            display.painter().drawText(other.image, gc.paint(other),
                                       moved(glyphs, other.offset - target.offset));
    };
    while (auto item = items.next()) {
        if (item->font == 0) {
            run.move(item->delta);
            run.add(item->characters);
            continue;
        }
        auto chosen = display.resources().template share<Font>(item->font);
        if (!chosen) {
            draw(); // "previous text items may have been drawn"
            throw badFont(item->font);
        }
        gc.font = font = std::move(chosen);
        run.setFont(font.get());
    }
    draw();
    if (items.cutShort()) throw badLength();
}

void drawOnGround(Painter& painter, const Target& target, const GraphicsContext& gc, Font& font,
                  const Characters& text, Point at)
{
    // "The function and fill-style defined in gc are ignored: Copy and Solid."
    Paint paint{.raster = gc.raster(target), .foreground = gc.background};
    paint.raster.function = RasterFunction::Copy;
    const Point pen = at + target.offset;
    TextRun run(&font, pen);
    run.add(text);
    const std::int32_t width = run.pen().x - pen.x;
    const Rect box{std::min(pen.x, pen.x + width), pen.y - font.ascent(), std::abs(width),
                   font.ascent() + font.descent()};
    painter.fillRects(target.image, paint, std::span(&box, 1));
    paint.foreground = gc.foreground;
    const std::vector<GlyphAt> glyphs = run.take();
    if (!glyphs.empty()) painter.drawText(target.image, paint, glyphs);
}

template<class Request> void drawImageText(Call& call, const Request& request)
{
    Display& display = call.display;
    const GraphicsContext& gc = display.gc(request.gc);
    const Drawable& drawable = display.drawable(request.drawable);
    const Target target = display.target(drawable, gc);
    const std::shared_ptr<Font> font = fontOf(display, gc);
    const Characters text = charactersOf(request.string);
    if (!font || text.empty()) return;
    const Point at{request.x, request.y};
    if (!target.nothing()) drawOnGround(display.painter(), target, gc, *font, text, at);
    for (const Target& other : display.inferiorTargets(drawable, gc))
        drawOnGround(display.painter(), other, gc, *font, text, at);
}

} // namespace

void handle(Call& call, const x11::PolyText8& request)
{
    drawItems(call, request, 1);
}

void handle(Call& call, const x11::PolyText16& request)
{
    drawItems(call, request, 2);
}

void handle(Call& call, const x11::ImageText8& request)
{
    drawImageText(call, request);
}

void handle(Call& call, const x11::ImageText16& request)
{
    drawImageText(call, request);
}

} // namespace vitrine
