// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/glyph.h"
#include "protocol/wire/bit_model.h"
#include "protocol/wire/context_mixer.h"

#include <array>
#include <vector>

// How text is predicted: from the glyphs to its left on the screen (not those drawn before it, as a
// terminal draws its cursor between any two), from the glyph that stood in its place, and from the
// last occurrence of the same words.
namespace vitrine::stream {

class TextModels {
public:
    TextModels();

    // The pen after a glyph, as last seen.
    Point advance(GlyphId glyph) const;

    // A run begins at the pen of its first glyph.
    void beginRun(std::size_t target, Point pen);

    // One glyph at this pen.
    template<class Coder> GlyphId code(Coder& coder, GlyphId glyph, Point pen);

    // The glyph just coded, with its pen there, is followed by one whose pen is `next`.
    void advanced(Point pen, Point next);
    // The glyph just coded was the run's last; `next` is where its advance leads.
    void endRun(Point pen, Point next);

    BitModel asExpected; // the next pen is where the advance leads

private:
    static constexpr std::size_t orders = 6;
    static constexpr std::size_t cells = 1 << 13;
    static constexpr std::size_t historySize = 1 << 15;

    // A glyph that was drawn, found by its pen or by the pen after it.
    struct Cell {
        std::uint32_t key = 0;
        GlyphId glyph;
        Point pen;
    };
    struct Advance {
        GlyphId glyph;
        Point by;
    };

    std::uint32_t key(Point pen) const;
    void place(Point pen, Point next);
    void prepare(Point pen);
    void learn(GlyphId glyph);

    ContextMixer mixer_{18, 4 * 8, 250};
    BitModel samePage_;
    NumberModel pages_;
    std::uint32_t page_ = 0; // the upper bits of the last glyph id

    std::uint32_t target_ = 0;
    GlyphId last_;                             // the glyph just coded
    std::array<std::uint32_t, orders> left_{}; // the nearest first; zero: none
    std::array<std::uint32_t, ContextMixer::mostContexts> contexts_{};

    std::vector<Cell> starts_, ends_;
    std::vector<Advance> advances_;
    Point lastAdvance_;

    std::vector<std::uint32_t> history_; // a ring of glyph ids
    std::vector<std::uint32_t> occurrences_;
    std::uint32_t written_ = 0;
    std::uint32_t match_ = 0;  // where in the history a like text goes on
    std::uint32_t length_ = 0; // how long it has been alike; zero: no match
};

template<class Coder> GlyphId TextModels::code(Coder& coder, GlyphId glyph, Point pen)
{
    prepare(pen);
    if (!samePage_.code(coder, (glyph.value >> 8) == page_)) {
        const auto change = static_cast<std::int32_t>((glyph.value >> 8) - page_);
        page_ = (page_ + static_cast<std::uint32_t>(unfolded(pages_.code(coder, folded(change))))) &
                0xffffffu;
    }
    for (std::uint32_t& context : contexts_) context = hashed(context, page_);
    mixer_.begin(contexts_);
    const std::size_t sets = 8 * (length_ == 0 ? 0u : length_ < 8 ? 1u : length_ < 24 ? 2u : 3u);
    std::uint32_t node = 1;
    for (std::uint32_t depth = 0; depth < 8; ++depth)
        node =
            (node << 1) | mixer_.code(coder, (glyph.value >> (7 - depth)) & 1, node, sets + depth);
    const GlyphId coded{page_ << 8 | (node & 0xff)};
    learn(coded);
    last_ = coded;
    return coded;
}

} // namespace vitrine::stream
