// SPDX-License-Identifier: GPL-2.0-or-later
// How requests draw that take more than a turn: in several, between which other clients have
// theirs.
#pragma once

#include "server/display/display.h"
#include "server/requests/call.h"
#include "server/requests/drawing_work.h"

#include <algorithm>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace vitrine {

// Of the images that are drawn on, cut into bands of rows: one.
struct Band {
    int index = 0, count = 1;
};

// A request's drawable and context, looked up and checked.
class Sheet {
public:
    Sheet(Call& call, Xid drawable, Xid context)
        : gc_(call.display.gc(context)), display_(call.display),
          drawable_(call.display.drawable(drawable)), target_(display_.target(drawable_, gc_))
    {
    }

    const GraphicsContext& gc() const { return gc_; }

    // Calls draw(painter, target): on the drawable, and on what else lies under the pen.
    template<class Draw> void each(Draw&& draw) const
    {
        if (!target_.nothing()) draw(display_.painter(), target_);
        if (!gc_.includeInferiors) return;
        for (const Target& target : display_.inferiorTargets(drawable_, gc_))
            draw(display_.painter(), target);
    }
    // The same, in one of several bands of rows.
    template<class Draw> void each(Band band, Draw&& draw) const
    {
        each([&](Painter& painter, const Target& target) {
            if (band.count == 1) return draw(painter, target);
            const Target part = within(target, band);
            if (!part.nothing()) draw(painter, part);
        });
    }

    Point offset() const { return target_.offset; }
    std::int32_t rows() const { return bounds().height; }
    // The work of shapes that are moved by `moved` already.
    DrawingWork work(Point moved = {}) const
    {
        const std::size_t others =
            gc_.includeInferiors ? display_.inferiorTargets(drawable_, gc_).size() : 0;
        return {bounds().translated(moved - target_.offset), gc_.stroke(), 1 + others};
    }

private:
    Rect bounds() const
    {
        const Image* image = display_.images().find(target_.image);
        return image ? image->bounds() : Rect{};
    }
    Target within(Target target, Band band) const
    {
        const Rect all = display_.images().find(target.image)->bounds();
        const auto row = [&](int index) {
            return static_cast<std::int32_t>(std::int64_t{all.height} * index / band.count);
        };
        const Rect rows{0, row(band.index), all.width, row(band.index + 1) - row(band.index)};
        const Region clip = target.clip.rects ? Region(*target.clip.rects) : Region(all);
        target.clip.rects =
            std::make_shared<const std::vector<Rect>>(Region(clip).intersect(rows).rects());
        return target;
    }

    const GraphicsContext& gc_;
    Display& display_;
    const Drawable& drawable_;
    Target target_;
};

inline constexpr std::size_t longList = 2048; // elements of a request, drawn in slices
inline constexpr std::size_t slice = 256;

inline void move(Point& point, Point by)
{
    point = point + by;
}
inline void move(Arc& arc, Point by)
{
    arc.bounds = arc.bounds.translated(by);
}

// Draws what stands alone, element by element: a long list in slices, a heavy element in bands,
// between which other clients have their turn. measure(work, element); measure.most(work, elements)
// for all, perhaps too much, but quickly; draw(painter, target, context, some of the elements).
template<class Element, class Measure, class Draw> class ElementsInTurns {
public:
    ElementsInTurns(Xid drawable, Xid gc, std::span<const Element> all, Measure measure, Draw draw)
        : drawable_(drawable), gc_(gc), given_(all), measure_(measure), draw_(draw)
    {
    }

    void keepElements() { kept_.assign(given_.begin(), given_.end()); }

    // All at once; or nothing, where it would take more than a turn.
    bool drawAll(Call& call) const
    {
        const Sheet sheet(call, drawable_, gc_);
        if (given_.empty()) return true;
        if (!fitsATurn(sheet)) return false;
        draw(sheet, given_, {});
        return true;
    }

    // A turn; whether more are left.
    bool operator()(Call& call)
    {
        const Sheet sheet(call, drawable_, gc_);
        const DrawingWork work = sheet.work();
        const auto all = kept_.empty() ? given_ : std::span<const Element>(kept_);
        const auto left = all.subspan(next_);
        Work sum = measure_(work, left.front());
        if (!vitrine::fitsATurn(sum)) {
            const int bands = bandsFor(sum, sheet.rows());
            draw(sheet, left.first(1), {band_, bands});
            if (++band_ < bands) return true;
            band_ = 0;
            return ++next_ < all.size();
        }
        std::size_t count = 1;
        for (; count < std::min(slice, left.size()); ++count) {
            sum += measure_(work, left[count]);
            if (!vitrine::fitsATurn(sum)) break;
        }
        draw(sheet, left.first(count), {});
        next_ += count;
        return next_ < all.size();
    }

private:
    bool fitsATurn(const Sheet& sheet) const
    {
        const DrawingWork work = sheet.work();
        const bool isShort = given_.size() <= longList;
        if (isShort && vitrine::fitsATurn(measure_.most(work, given_))) return true;
        Work sum;
        for (const Element& each : given_) {
            const Work one = measure_(work, each);
            // Or BadAlloc, before any is drawn.
            if (!vitrine::fitsATurn(one)) bandsFor(one, sheet.rows());
            sum += one;
        }
        return isShort && vitrine::fitsATurn(sum);
    }

    void draw(const Sheet& sheet, std::span<const Element> some, Band band) const
    {
        sheet.each(band, [&](Painter& painter, const Target& target) {
            draw_(painter, target, sheet.gc(), some);
        });
    }

    Xid drawable_, gc_;
    std::span<const Element> given_;
    std::vector<Element> kept_;
    Measure measure_;
    Draw draw_;
    std::size_t next_ = 0;
    int band_ = 0; // of the next
};

// Answers with turns, of which the first is taken at once.
template<class Turns> void drawInTurns(Call& call, Turns turns)
{
    if (!turns(call)) return;
    call.rest = [turns = std::move(turns)](Call& now) mutable {
        try {
            return turns(now);
        } catch (const XError&) {
            return false; // another client has freed what it draws on or with
        }
    };
}

template<class Request, class Element, class Measure, class Draw>
void drawEach(Call& call, const Request& request, std::span<const Element> all, Measure measure,
              Draw draw)
{
    ElementsInTurns<Element, Measure, Draw> turns(request.drawable, request.gc, all, measure, draw);
    if (turns.drawAll(call)) return;
    // Swapped elements do not outlive this call.
    if (call.client.byteOrder() != x11::nativeOrder) turns.keepElements();
    drawInTurns(call, std::move(turns));
}

// Draws what belongs together, a heavy one in bands. draw(painter, target, context, shape) where
// the shape is as the drawable's image has it.
template<class Request, class Shape, class Measure, class Draw>
void drawWhole(Call& call, const Request& request, const Sheet& sheet, Shape shape, Measure measure,
               Draw draw)
{
    const Point moved = sheet.offset();
    const auto drawBand = [moved, draw](const Sheet& on, const Shape& given, Band band) {
        on.each(band, [&](Painter& painter, const Target& target) {
            if (target.offset == moved) return draw(painter, target, on.gc(), given);
            Shape there = given;
            for (auto& each : there) move(each, target.offset - moved);
            draw(painter, target, on.gc(), there);
        });
    };
    const int bands = bandsFor(measure(sheet.work(moved), shape), sheet.rows());
    if (bands == 1) return drawBand(sheet, shape, {});
    drawInTurns(call, [=, drawable = request.drawable, gc = request.gc, shape = std::move(shape),
                       band = 0](Call& now) mutable {
        drawBand(Sheet(now, drawable, gc), shape, {band, bands});
        return ++band < bands;
    });
}

} // namespace vitrine
