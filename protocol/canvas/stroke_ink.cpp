// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/stroke_ink.h"

namespace vitrine {

void StrokeInk::rect(Ink ink, const Rect& rect)
{
    Brush* brush = inks_.of(ink == Ink::Even);
    if (!brush) return;
    if (!keeps_) {
        brush->rect(rect);
        return;
    }
    const Rect inside = rect.intersected(extents());
    for (std::int32_t y = inside.y; y < inside.bottom(); ++y)
        pieces_.push_back({y, inside.x, inside.right(), ink});
}

void StrokeInk::finish()
{
    std::stable_sort(pieces_.begin(), pieces_.end(),
                     [](const Piece& a, const Piece& b) { return a.y < b.y; });
    for (auto row = pieces_.begin(); row != pieces_.end();) {
        const auto end = std::find_if(row, pieces_.end(),
                                      [y = row->y](const Piece& piece) { return piece.y != y; });
        drawRow({row, end});
        row = end;
    }
    pieces_.clear();
}

// Later pieces lie on top: from the last back to the first, what is still open is drawn.
void StrokeInk::drawRow(std::span<const Piece> row)
{
    std::vector<Piece> drawn; // disjoint, sorted
    for (std::size_t i = row.size(); i-- > 0;) {
        const Piece& piece = row[i];
        auto at = std::find_if(drawn.begin(), drawn.end(),
                               [&](const Piece& other) { return other.right >= piece.left; });
        Piece merged = piece;
        std::int32_t open = piece.left;
        auto last = at;
        for (; last != drawn.end() && last->left <= piece.right; ++last) {
            if (last->left > open)
                inks_.of(piece.ink == Ink::Even)->span(open, piece.y, last->left - open);
            open = std::max(open, last->right);
            merged.left = std::min(merged.left, last->left);
            merged.right = std::max(merged.right, last->right);
        }
        if (piece.right > open)
            inks_.of(piece.ink == Ink::Even)->span(open, piece.y, piece.right - open);
        at = drawn.erase(at, last);
        drawn.insert(at, merged);
    }
}

} // namespace vitrine
