// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/ops/codec.h"
#include "protocol/ops/cost.h"
#include "tests/support/random_messages.h"

#include <catch2/catch.hpp>

#include <string>

using namespace vitrine;

namespace {

// A terminal with a 6 × 13 font draws on image 1 as xterm does, through a codec.
class Terminal {
public:
    std::size_t bytes = 0;

    void cell(int column, int row, const std::string& text, bool inverse = false)
    {
        std::vector<GlyphAt> run;
        const Point at{2 + column * 6, 2 + row * 13};
        for (std::size_t i = 0; i < text.size(); ++i)
            run.push_back({glyph(text[i]), {at.x + static_cast<int>(i) * 6, at.y + 10}});
        const std::uint32_t ink = inverse ? 0xffffff : 0, ground = inverse ? 0 : 0xffffff;
        fill({at.x, at.y, static_cast<int>(text.size()) * 6, 13}, ground);
        add(DrawText{{1}, paint(ink), run});
    }
    void scroll()
    {
        add(CopyArea{{1}, {.clip = clip_}, {1}, {2, 15}, {2, 2, 480, 13 * 23}});
        fill({2, 2 + 13 * 23, 480, 13}, 0xffffff);
    }
    void frame()
    {
        const FrameEnd end{++number_, number_ * 47 % 1013 + number_ * 100};
        const auto encoded = encoder_.finish(end);
        bytes += encoded.size();
        REQUIRE(decoder_.decode(encoded).has_value());
    }

private:
    void add(const Message& message) { REQUIRE(encoder_.add(message)); }
    void fill(const Rect& rect, std::uint32_t color) { add(FillRects{{1}, paint(color), {rect}}); }
    Paint paint(std::uint32_t color) const
    {
        return {.raster = {.clip = clip_}, .foreground = color, .background = ~color & 0xffffff};
    }
    GlyphId glyph(char character)
    {
        std::uint32_t& id = ids_[static_cast<unsigned char>(character)];
        if (id == 0) {
            id = ++glyphs_;
            Image mask({5, 9}, 1);
            for (int i = 0; i < 45; ++i)
                mask.setPixel({i % 5, i / 5}, (id * 0x9e3779b1u >> (i % 29)) & 1);
            add(DefineGlyph{{id}, {mask, {0, 9}}});
        }
        return {id};
    }

    FrameEncoder encoder_;
    FrameDecoder decoder_;
    std::uint32_t number_ = 0;
    std::uint32_t glyphs_ = 0;
    std::array<std::uint32_t, 256> ids_{};
    Clip clip_{std::make_shared<const std::vector<Rect>>(std::vector<Rect>{{0, 0, 484, 316}})};
};

const std::string sentence =
    "Nothing is sent op by op: when the core has nothing left to read, it cuts a frame of all that "
    "was drawn, less what later drawing covers, and the viewer executes it again. ";

} // namespace

TEST_CASE("A typed letter, with the cursor's four redraws, costs at most six bytes")
{
    Terminal terminal;
    const int letters = 400;
    for (int i = 0; i < letters; ++i) {
        const int column = i % 78, row = i / 78;
        terminal.cell(column, row, " ");
        terminal.cell(column, row, sentence.substr(static_cast<std::size_t>(i * 7) % 160, 1));
        terminal.cell(column + 1, row, " ", true);
        terminal.frame();
    }
    CHECK(terminal.bytes <= 6u * letters + 400); // and the glyphs, once
}

TEST_CASE("500 scrolled lines of text cost at most half a byte a character")
{
    Terminal terminal;
    std::size_t characters = 0;
    for (int i = 0; i < 500; ++i) {
        const std::string number = std::to_string(i * 7919 % 10007);
        const auto start = static_cast<std::size_t>(i * 31) % 100;
        const std::string line = number + " " + sentence.substr(start, 50);
        characters += line.size();
        terminal.scroll();
        terminal.cell(0, 23, line);
        if (i % 5 == 4) terminal.frame();
    }
    CHECK(terminal.bytes <= characters / 2);
}

TEST_CASE("An animation in a new pixmap each frame costs at most a byte a figure")
{
    struct Figure {
        Rect rect;
        Point speed;
        std::uint32_t color;
    };
    test::RandomMessages random(2);
    std::vector<Figure> figures;
    for (std::uint32_t i = 0; i < 80; ++i)
        figures.push_back({{random.number(0, 500), random.number(0, 300), random.number(4, 60),
                            random.number(4, 60)},
                           {random.number(-4, 4), random.number(-3, 3)},
                           i % 20 * 0x10305});
    FrameEncoder encoder;
    std::size_t bytes = 0;
    for (std::uint32_t frame = 1; frame <= 40; ++frame) {
        const ImageId pixmap{10 + frame};
        REQUIRE(encoder.add(Message(DefineImage{pixmap, {600, 400}, 24})));
        for (Figure& figure : figures) {
            figure.rect = figure.rect.translated(figure.speed);
            const Paint paint{.foreground = figure.color};
            REQUIRE(encoder.add(Message(FillRects{pixmap, paint, {figure.rect}})));
        }
        REQUIRE(encoder.add(Message(CopyArea{{5}, {}, pixmap, {}, {0, 0, 600, 400}})));
        const std::size_t size = encoder.finish({frame, frame * 33}).size();
        if (frame > 10) bytes += size;
    }
    CHECK(bytes <= figures.size() * 30);
}

TEST_CASE("The estimated cost of text and fills lies near the real one")
{
    FrameEncoder encoder;
    std::size_t estimated = 0;
    test::RandomMessages random(1);
    for (int i = 0; i < 200; ++i) {
        const Rect rect{random.number(0, 500), random.number(0, 300), random.number(1, 90), 13};
        const FillRects fill{{1}, {}, {rect}};
        estimated += estimatedBytes(Op(fill));
        REQUIRE(encoder.add(Message(fill)));
    }
    const std::size_t real = encoder.finish({1, 1}).size();
    CHECK(estimated > real / 3);
    CHECK(estimated < real * 3);
}
