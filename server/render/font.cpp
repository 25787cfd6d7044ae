// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/render/font.h"

#include "server/render/xfont_atoms.h"
#include "server/render/xfont_client.h"

#include <array>
#include <optional>
#include <utility>

namespace vitrine {

namespace {

CharMetrics metricsOf(const xCharInfo& info)
{
    return {.leftBearing = info.leftSideBearing,
            .rightBearing = info.rightSideBearing,
            .width = info.characterWidth,
            .ascent = info.ascent,
            .descent = info.descent,
            .attributes = info.attributes};
}

std::array<unsigned char, 2> bytesOf(std::uint16_t character)
{
    return {static_cast<unsigned char>(character >> 8), static_cast<unsigned char>(character)};
}

FontEncoding encodingOf(const FontInfoRec& info)
{
    return info.lastRow == 0 ? Linear16Bit : TwoD16Bit;
}

// The library asks for a font that can be written to, to read from it.
const CharInfoRec* find(FontPtr font, std::uint16_t character)
{
    auto bytes = bytesOf(character);
    unsigned long count = 0;
    CharInfoPtr found = nullptr;
    const int status =
        font->get_glyphs(font, 1, bytes.data(), encodingOf(font->info), &count, &found);
    return status == Successful && count == 1 ? found : nullptr;
}

// Of the character itself: all zero where it is undefined, and the default one is drawn.
CharMetrics inkOf(FontPtr font, std::uint16_t character)
{
    auto bytes = bytesOf(character);
    unsigned long count = 0;
    xCharInfo* found = nullptr;
    const int status =
        font->get_metrics(font, 1, bytes.data(), encodingOf(font->info), &count, &found);
    return status == Successful && count == 1 ? metricsOf(*found) : CharMetrics{};
}

// Bits from the left, most significant first, rows padded to bytes: as Fonts asks the library.
Glyph glyphOf(const CharInfoRec& info)
{
    const xCharInfo& metrics = info.metrics;
    const Size size{std::max(0, metrics.rightSideBearing - metrics.leftSideBearing),
                    std::max(0, metrics.ascent + metrics.descent)};
    if (size.empty() || !info.bits) return {};
    Glyph glyph{Image(size, 1), {-metrics.leftSideBearing, metrics.ascent}};
    const std::size_t stride = (static_cast<std::size_t>(size.width) + 7) / 8;
    for (std::int32_t y = 0; y < size.height; ++y) {
        const char* bits = info.bits + static_cast<std::size_t>(y) * stride;
        std::uint8_t* row = glyph.mask.row<std::uint8_t>(y);
        for (std::int32_t x = 0; x < size.width; ++x)
            row[x] = static_cast<std::uint8_t>(bits[x / 8] >> (7 - x % 8) & 1);
    }
    return glyph;
}

// Without the empty rows and columns that cells of a terminal's font have around their letters.
Glyph cropped(Glyph glyph)
{
    Rect ink;
    for (std::int32_t y = 0; y < glyph.mask.height(); ++y) {
        const std::span row(glyph.mask.row<std::uint8_t>(y),
                            static_cast<std::size_t>(glyph.mask.width()));
        const auto isSet = [](std::uint8_t bit) { return bit != 0; };
        const auto first = std::ranges::find_if(row, isSet);
        if (first == row.end()) continue;
        const auto last = std::find_if(row.rbegin(), row.rend(), isSet).base();
        ink = ink.united(Rect::between(static_cast<std::int32_t>(first - row.begin()), y,
                                       static_cast<std::int32_t>(last - row.begin()), y + 1));
    }
    if (ink == glyph.mask.bounds()) return glyph;
    return {glyph.mask.copy(ink), glyph.origin - ink.origin()};
}

std::vector<FontProperty> propertiesOf(const FontInfoRec& info)
{
    std::vector<FontProperty> properties;
    for (int i = 0; i < info.nprops; ++i) {
        const FontPropRec& given = info.props[i];
        FontProperty property{xfontAtomName(static_cast<std::uint32_t>(given.name)), {}};
        if (info.isStringProp && info.isStringProp[i])
            property.value = xfontAtomName(static_cast<std::uint32_t>(given.value));
        else
            property.value = static_cast<std::int32_t>(given.value);
        properties.push_back(std::move(property));
    }
    return properties;
}

} // namespace

Font::Font(_Font* font, const GlyphStore& glyphs, std::function<void(_Font*)> close)
    : font_(font), glyphs_(glyphs), close_(std::move(close)), properties_(propertiesOf(font->info))
{
}

Font::~Font()
{
    for (const auto& row : rows_) {
        if (!row) continue;
        for (const Loaded& loaded : *row)
            if (loaded.glyph.id) glyphs_.drop(loaded.glyph.id);
    }
    close_(font_);
}

bool Font::rightToLeft() const
{
    return font_->info.drawDirection == RightToLeft;
}
std::uint8_t Font::firstRow() const
{
    return static_cast<std::uint8_t>(font_->info.firstRow);
}
std::uint8_t Font::lastRow() const
{
    return static_cast<std::uint8_t>(font_->info.lastRow);
}
std::uint16_t Font::firstColumn() const
{
    return font_->info.firstCol;
}
std::uint16_t Font::lastColumn() const
{
    return font_->info.lastCol;
}
bool Font::allCharsExist() const
{
    return font_->info.allExist;
}
std::uint16_t Font::defaultChar() const
{
    return font_->info.defaultCh;
}
std::int16_t Font::ascent() const
{
    return font_->info.fontAscent;
}
std::int16_t Font::descent() const
{
    return font_->info.fontDescent;
}
CharMetrics Font::minBounds() const
{
    return metricsOf(font_->info.ink_minbounds);
}
CharMetrics Font::maxBounds() const
{
    return metricsOf(font_->info.ink_maxbounds);
}

std::vector<CharMetrics> Font::charInfos() const
{
    CharMetrics minimum = minBounds(), maximum = maxBounds();
    minimum.attributes = maximum.attributes = 0;
    if (minimum == maximum) return {};

    std::vector<CharMetrics> result;
    const std::size_t columns = lastColumn() - firstColumn() + std::size_t{1};
    std::vector<unsigned char> bytes(2 * columns);
    std::vector<xCharInfo*> infos(columns);
    for (unsigned row = firstRow(); row <= lastRow(); ++row) {
        for (std::size_t i = 0; i < columns; ++i) {
            bytes[2 * i] = static_cast<unsigned char>(row);
            bytes[2 * i + 1] = static_cast<unsigned char>(firstColumn() + i);
        }
        unsigned long count = 0;
        if (font_->get_metrics(font_, columns, bytes.data(), TwoD16Bit, &count, infos.data()) !=
            Successful)
            count = 0;
        for (std::size_t i = 0; i < columns; ++i)
            result.push_back(i < count ? metricsOf(*infos[i]) : CharMetrics{});
    }
    return result;
}

const FontGlyph* Font::glyph(std::uint16_t character)
{
    auto& row = rows_[character >> 8];
    if (!row) row = std::make_unique<Row>();
    Loaded& loaded = (*row)[character & 0xff];
    if (!std::exchange(loaded.known, true)) {
        if (const CharInfoRec* info = find(font_, character)) {
            loaded.exists = true;
            loaded.glyph.metrics = metricsOf(info->metrics);
            Glyph shape = cropped(glyphOf(*info));
            if (!shape.mask.size().empty()) loaded.glyph.id = glyphs_.define(std::move(shape));
        }
    }
    return loaded.exists ? &loaded.glyph : nullptr;
}

bool Font::shape(std::uint16_t character, Glyph& result, CharMetrics& metrics) const
{
    if (inkOf(font_, character) == CharMetrics{}) return false;
    const CharInfoRec* info = find(font_, character);
    if (!info) return false;
    result = glyphOf(*info);
    metrics = metricsOf(info->metrics);
    return true;
}

TextExtents Font::extents(const std::vector<std::uint16_t>& text) const
{
    TextExtents extents;
    bool first = true;
    for (const std::uint16_t character : text) {
        CharMetrics metrics = inkOf(font_, character);
        if (metrics == CharMetrics{}) metrics = inkOf(font_, defaultChar());
        if (metrics == CharMetrics{}) continue;
        const std::int32_t left = extents.width + metrics.leftBearing;
        const std::int32_t right = extents.width + metrics.rightBearing;
        extents.left = first ? left : std::min(extents.left, left);
        extents.right = first ? right : std::max(extents.right, right);
        extents.ascent = first ? metrics.ascent : std::max(extents.ascent, metrics.ascent);
        extents.descent = first ? metrics.descent : std::max(extents.descent, metrics.descent);
        extents.width += metrics.width;
        first = false;
    }
    return extents;
}

} // namespace vitrine
