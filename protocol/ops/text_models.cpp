// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/ops/text_models.h"

#include "protocol/ops/wrapping.h"

namespace vitrine::stream {
namespace {

constexpr std::size_t advancesKept = 4096;

} // namespace

TextModels::TextModels()
    : starts_(cells), ends_(cells), advances_(advancesKept), history_(historySize),
      occurrences_(historySize)
{
}

Point TextModels::advance(GlyphId glyph) const
{
    const Advance& known = advances_[glyph.value % advancesKept];
    return known.glyph == glyph ? known.by : lastAdvance_;
}

std::uint32_t TextModels::key(Point pen) const
{
    const std::uint32_t hash = hashed(hashed(target_ + 1, static_cast<std::uint32_t>(pen.x)),
                                      static_cast<std::uint32_t>(pen.y));
    return hash == 0 ? 1 : hash;
}

void TextModels::beginRun(std::size_t target, Point pen)
{
    target_ = static_cast<std::uint32_t>(target);
    left_ = {};
    for (std::uint32_t& glyph : left_) {
        const std::uint32_t hash = key(pen);
        const Cell& cell = ends_[hash % cells];
        if (cell.key != hash) break;
        glyph = cell.glyph.value;
        pen = cell.pen;
    }
    length_ = 0;
}

void TextModels::advanced(Point pen, Point next)
{
    lastAdvance_ = minus(next, pen);
    advances_[last_.value % advancesKept] = {last_, lastAdvance_};
    endRun(pen, next);
}

void TextModels::endRun(Point pen, Point next)
{
    const std::uint32_t start = key(pen), end = key(next);
    starts_[start % cells] = {start, last_, pen};
    ends_[end % cells] = {end, last_, pen};
    for (std::size_t i = orders - 1; i > 0; --i) left_[i] = left_[i - 1];
    left_[0] = last_.value;
}

void TextModels::prepare(Point pen)
{
    const std::uint32_t hash = key(pen);
    const Cell& cell = starts_[hash % cells];
    const std::uint32_t stood = cell.key == hash ? cell.glyph.value : 0;

    std::uint32_t order = 0x51ed270bu;
    for (std::size_t i = 0; i < orders; ++i) {
        order = hashed(order, left_[i]);
        if (i < 4) contexts_[i] = order;
        if (i == 4 && length_ == 0) {
            match_ = occurrences_[order % historySize];
            length_ = match_ != 0 && written_ - match_ < historySize ? 1 : 0;
        }
        if (i == 4) occurrences_[order % historySize] = written_;
    }
    contexts_[4] = order;
    contexts_[5] = hashed(hashed(0x2545f491u, stood), left_[0]);
    const std::uint32_t expected = length_ != 0 ? history_[match_ % historySize] : 0;
    contexts_[6] = hashed(hashed(0x6c8e9cf5u, expected), std::min(length_, 15u));
    contexts_[7] = 0x1b873593u;
}

void TextModels::learn(GlyphId glyph)
{
    if (length_ != 0 && history_[match_ % historySize] == glyph.value) {
        ++match_;
        ++length_;
    } else {
        length_ = 0;
    }
    history_[written_++ % historySize] = glyph.value;
}

} // namespace vitrine::stream
