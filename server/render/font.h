// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/glyph.h"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

extern "C" struct _Font; // libXfont2's

namespace vitrine {

// X11 protocol, CHARINFO.
struct CharMetrics {
    std::int16_t leftBearing = 0;
    std::int16_t rightBearing = 0;
    std::int16_t width = 0;
    std::int16_t ascent = 0;
    std::int16_t descent = 0;
    std::uint16_t attributes = 0;

    bool operator==(const CharMetrics&) const = default;
};

// A value is a number, or text that clients are given as an atom.
struct FontProperty {
    std::string name;
    std::variant<std::int32_t, std::string> value;
};

struct TextExtents {
    std::int16_t ascent = 0, descent = 0;
    std::int32_t width = 0, left = 0, right = 0;
};

// A character as it is drawn: its shape is a glyph once it was first asked for.
struct FontGlyph {
    CharMetrics metrics;
    GlyphId id; // none: it has no pixels
};

// Where glyphs are known to whoever draws. Both outlive all fonts.
struct GlyphStore {
    std::function<GlyphId(Glyph)> define;
    std::function<void(GlyphId)> drop;
};

// A core font, loaded. A character's number is its byte1 * 256 + byte2.
class Font {
public:
    // Takes the library's font over; `close` gives it back.
    Font(_Font* font, const GlyphStore& glyphs, std::function<void(_Font*)> close);
    ~Font();
    Font(const Font&) = delete;
    Font& operator=(const Font&) = delete;

    // As QueryFont tells it.
    bool rightToLeft() const;
    std::uint8_t firstRow() const; // min-byte1
    std::uint8_t lastRow() const;
    std::uint16_t firstColumn() const; // min-char-or-byte2
    std::uint16_t lastColumn() const;
    bool allCharsExist() const;
    std::uint16_t defaultChar() const;
    std::int16_t ascent() const;
    std::int16_t descent() const;
    CharMetrics minBounds() const;
    CharMetrics maxBounds() const;
    const std::vector<FontProperty>& properties() const { return properties_; }
    std::vector<CharMetrics> charInfos() const; // empty where all are alike

    // The character, or the font's default one for one that it has not; null for neither.
    const FontGlyph* glyph(std::uint16_t character);
    // Its shape alone, depth 1, as cursors need it; false where the font has no such character.
    bool shape(std::uint16_t character, Glyph& result, CharMetrics& metrics) const;
    TextExtents extents(const std::vector<std::uint16_t>& text) const;

private:
    struct Loaded {
        bool known = false, exists = false;
        FontGlyph glyph;
    };

    _Font* font_;
    const GlyphStore& glyphs_;
    std::function<void(_Font*)> close_;
    std::vector<FontProperty> properties_;
    using Row = std::array<Loaded, 256>;
    std::array<std::unique_ptr<Row>, 256> rows_; // of characters, by their first byte
};

} // namespace vitrine
