// SPDX-License-Identifier: GPL-2.0-or-later
// How RENDER's requests draw that take more than a turn: see drawing_turns.h.
#pragma once

#include "server/requests/drawing_turns.h"
#include "server/requests/extensions/render/lookups.h"
#include "server/requests/extensions/render/work.h"

namespace vitrine::rendering {

// A picture of which only a band of some rows is drawn on.
class NarrowedPicture {
public:
    NarrowedPicture(Call& call, Xid id, const Rect& all, Band band)
        : picture_(targetPicture(call, id))
    {
        const auto row = [&](int index) {
            return all.y + static_cast<std::int32_t>(std::int64_t{all.height} * index / band.count);
        };
        picture_.narrow(call.display,
                        Rect::between(all.x, row(band.index), all.right(), row(band.index + 1)));
    }
    ~NarrowedPicture() { picture_.widen(); }
    NarrowedPicture(const NarrowedPicture&) = delete;
    NarrowedPicture& operator=(const NarrowedPicture&) = delete;

private:
    Picture& picture_;
};

// Draws what belongs together, what is heavy in bands. draw(call, all) looks up what it draws with.
template<class Element, class Draw>
void drawWhole(Call& call, Xid target, const Measured& measured, std::span<const Element> all,
               Draw draw)
{
    const int bands = bandsOf(measured);
    if (bands == 1) return draw(call, all);
    drawInTurns(call, [=, seen = measured.seen, kept = std::vector<Element>(all.begin(), all.end()),
                       band = 0](Call& now) mutable {
        const NarrowedPicture narrowed(now, target, seen, {band, bands});
        draw(now, std::span<const Element>(kept));
        return ++band < bands;
    });
}

// Draws what stands alone, many in slices, a heavy one in bands. measuring(call)(element) is what
// it takes; draw(call, some of them).
template<class Element, class Measuring, class Draw>
void drawEach(Call& call, Xid target, std::span<const Element> all, Measuring measuring, Draw draw)
{
    if (all.empty()) return;
    const auto countOfATurn = [](auto measure, std::span<const Element> some) {
        Work sum;
        std::size_t count = 0;
        for (; count < std::min(some.size(), longList); ++count) {
            sum += measure(some[count]).work;
            if (!fitsATurn(sum)) break;
        }
        return count;
    };
    if (countOfATurn(measuring(call), all) == all.size()) return draw(call, all);
    drawInTurns(call, [=, kept = std::vector<Element>(all.begin(), all.end()),
                       next = std::size_t{0}, band = 0](Call& now) mutable {
        const auto left = std::span<const Element>(kept).subspan(next);
        const auto measure = measuring(now);
        if (const std::size_t count = countOfATurn(measure, left)) {
            draw(now, left.first(count));
            next += count;
            return next < kept.size();
        }
        const Measured one = measure(left.front());
        const int bands = bandsOf(one);
        const NarrowedPicture narrowed(now, target, one.seen, {band, bands});
        draw(now, left.first(1));
        if (++band < bands) return true;
        band = 0;
        return ++next < kept.size();
    });
}

} // namespace vitrine::rendering
