// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/rfb/change_tracker.h"

#include "server/rfb/frame.h"

#include <algorithm>
#include <array>

namespace vitrine {

namespace {

constexpr std::int64_t smallestCopy = 256; // pixels; below, a rectangle's head costs as much
// libvncserver writes a copy's rectangles into a buffer of fixed size without looking.
constexpr std::size_t mostCopies = 512;
constexpr std::size_t mostRects = 256;

// Pixels that keep their look but come from elsewhere on the screen, by how far.
class Moves {
public:
    void add(Point by, const Region& region)
    {
        if (region.empty()) return;
        for (auto& [known, all] : moves_)
            if (known == by) {
                all.unite(region);
                return;
            }
        moves_.emplace_back(by, region);
    }

    // The largest one is told as a copy, the others as damage.
    void tell(ScreenChange& change) const
    {
        const auto largest = std::ranges::max_element(
            moves_, {}, [](const auto& move) { return move.second.area(); });
        for (auto move = moves_.begin(); move != moves_.end(); ++move) {
            const auto& [by, region] = *move;
            if (move == largest && region.area() >= smallestCopy && region.count() <= mostCopies) {
                change.by = by;
                change.copied = region;
            } else {
                change.damaged.unite(region);
            }
        }
    }

private:
    std::vector<std::pair<Point, Region>> moves_;
};

} // namespace

Region ChangeTracker::visible(SurfaceId surface) const
{
    const PlacedWindow* window = layout_.find(surface);
    return window ? window->content.translated(-window->position()) : Region();
}

void ChangeTracker::damaged(SurfaceId surface, const Rect& rect)
{
    Content& content = contents_[surface];
    content.stale.unite(rect);
    content.moved.subtract(rect);
    if (content.stale.count() > mostRects) {
        content.stale = content.stale.bounds();
        content.moved.subtract(content.stale);
    }
}

void ChangeTracker::copied(SurfaceId surface, Point from, const Rect& to)
{
    const Point by = to.origin() - from;
    Content& content = contents_[surface];
    const Region seen = visible(surface);
    const auto arriving = [&](const Region& source) {
        return source.translated(by).intersect(to).intersect(seen);
    };
    // Three movements could be told of this image; the largest is kept, the rest is stale.
    struct Choice {
        Region moved;
        Point by;
    };
    const Region plain = arriving(seen.subtracted(content.moved).subtract(content.stale));
    const Region staying = content.moved.subtracted(to);
    std::array<Choice, 3> choices{
        Choice{arriving(content.moved), content.by + by},
        Choice{plain, by},
        Choice{staying, content.by},
    };
    if (content.by == by) choices[1].moved.unite(staying);
    const Choice& best = *std::ranges::max_element(
        choices, {}, [](const Choice& choice) { return choice.moved.area(); });
    content.stale.unite(content.moved).unite(to).subtract(best.moved);
    content.moved = best.by == Point{} ? Region() : best.moved; // back where they were
    content.by = best.by;
    if (content.moved.count() > mostRects) {
        content.stale.unite(content.moved);
        content.moved = {};
    }
}

void ChangeTracker::forget()
{
    layout_ = {};
    contents_.clear();
}

ScreenChange ChangeTracker::take(RfbLayout now)
{
    ScreenChange change;
    if (now.screen() != layout_.screen()) {
        change.damaged = Rect::of(now.screen());
        contents_.clear();
        layout_ = std::move(now);
        return change;
    }
    Moves moves;
    for (const PlacedWindow& window : now.windows()) {
        const PlacedWindow* before = layout_.find(window.state.id);
        const Point by = before ? window.position() - before->position() : Point{};
        if (before && before->state.image == window.state.image && before->image == window.image) {
            const Content& content = contents_[window.state.id];
            const Region seen = before->content.translated(-before->position());
            const Region here = window.content.translated(-window.position());
            const Region moved = here.intersected(content.moved).subtract(content.stale);
            const Region kept =
                here.intersected(seen).subtract(content.moved).subtract(content.stale);
            moves.add(by + content.by, moved.translated(window.position()));
            if (by != Point{}) moves.add(by, kept.translated(window.position()));
            change.damaged.unite(
                here.subtracted(moved).subtract(kept).translate(window.position()));
        } else {
            change.damaged.unite(window.content);
        }
        const Point frameBy = before ? window.frame.origin() - before->frame.origin() : Point{};
        if (before && before->tab == window.tab &&
            sameFrame(before->state, before->image, window.state, window.image)) {
            const Region kept = before->edging.translated(frameBy).intersect(window.edging);
            if (frameBy != Point{}) moves.add(frameBy, kept);
            change.damaged.unite(window.edging.subtracted(kept));
        } else {
            change.damaged.unite(window.edging);
        }
    }
    change.damaged.unite(now.bare().subtracted(layout_.bare()));
    moves.tell(change);
    contents_.clear();
    layout_ = std::move(now);
    return change;
}

} // namespace vitrine
