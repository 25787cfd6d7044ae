// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/tree_change.h"

#include "server/display/crowd.h"
#include "server/display/display.h"
#include "server/display/extension_states.h"
#include "server/display/gravity.h"
#include "server/display/structure_events.h"
#include "server/display/window_painting.h"

#include <algorithm>
#include <ranges>

#include "x11/core.h"

namespace vitrine {

namespace {

// A window's part that lies outside its children, split at the border.
Region borderOnly(const Window& window)
{
    return window.borderClip().subtracted(window.insideShape());
}

Region borderOnly(const Region& borderClip, Point offset, Size size)
{
    return borderClip.subtracted(Rect::at(offset, size));
}

} // namespace

void TreeChange::surfaceChanged(Window& topLevel, Point moved)
{
    if (!topLevel.viewable() || topLevel.isInputOnly()) return;
    surfaceMoved_ = moved;
    renewImage(topLevel);
    recompute(topLevel, Rect::of(topLevel.pixelSize()));
}

// The image is as large as the window with its border, as far as its client's allowance reaches:
// beyond that drawing is clipped, as if it lay outside the screen.
void TreeChange::renewImage(Window& topLevel)
{
    const Size wanted = topLevel.isRoot() ? topLevel.bounds().size() : topLevel.outer().size();
    if (topLevel.pixels_ && topLevel.pixelSize() == wanted) return;

    const auto& allowance = display_.pixelsOf(topLevel.owner());
    Size size = wanted;
    if (!Pixels::fit(*allowance, Pixels::bytesOf(size, topLevel.depth()))) {
        constexpr std::int32_t widest = 8192;
        const std::int64_t bytes = std::min(Pixels::maximumOfOne, allowance->left());
        size.width = std::min(size.width, widest);
        const std::int64_t rows = bytes / Pixels::bytesOf({size.width, 1}, topLevel.depth());
        size.height = static_cast<std::int32_t>(std::min<std::int64_t>(size.height, rows));
    }
    if (topLevel.pixels_ && topLevel.pixelSize() == size) return;

    oldPixels_ = std::move(topLevel.pixels_);
    topLevel.pixels_ =
        std::make_shared<Pixels>(display_.painter(), allowance, size, topLevel.depth());
    everything_ = true;
}

void TreeChange::childrenChanged(Window& parent, const Rect& area)
{
    if (!parent.viewable() || parent.isInputOnly() || area.empty()) return;
    if (parent.isRoot()) return; // its children are surfaces of their own

    const auto first = static_cast<std::ptrdiff_t>(changed_.size());
    const auto touched = [&](const Window* child) {
        return child->mapped_ && !child->isInputOnly() &&
               (child->outer().translated(parent.offset_).intersects(area) ||
                child->coverage().bounds().intersects(area));
    };
    Region clipList;
    if (std::ranges::count_if(parent.children(), touched) > Crowd::few) {
        clipList = placeCrowd(parent, parent.insideClip(), touched);
    } else {
        Region uncovered = parent.insideClip().intersect(area);
        for (Window* child : parent.children() | std::views::reverse) {
            if (!touched(child)) continue;
            // Outside of the area it has what it had; inside, what those above leave.
            const Rect outer = child->outer().translated(parent.offset_);
            const Region available =
                child->coverage().subtracted(area).unite(uncovered.intersected(outer));
            uncovered.subtract(place(*child, available));
        }
        clipList = parent.clipList_.subtracted(area).unite(uncovered);
    }
    if (clipList == parent.clipList_) return;
    if (remember(parent, parent.offset_, Regions::Kept))
        std::rotate(changed_.begin() + first, changed_.end() - 1, changed_.end());
    parent.clipList_.swap(clipList);
    parent.clip_.reset();
    parent.touch();
}

// Places children that were touched; all of them leave this of what is inside of their parent.
template<class Touched>
Region TreeChange::placeCrowd(const Window& parent, const Region& inside, Touched touched)
{
    Crowd above(inside.bounds());
    for (Window* child : parent.children_ | std::views::reverse) {
        const Rect outer = child->outer().translated(parent.offset_);
        if (touched(child)) place(*child, above.leaves(outer).intersect(inside));
        above.add(child->coverage());
    }
    return inside.subtracted(above.all());
}

// A child in its parent's surface; returns what it takes there. One that is redirected takes its
// part, but is drawn elsewhere.
const Region& TreeChange::place(Window& child, const Region& available)
{
    if (!child.hasOwnImage()) {
        recompute(child, available);
        return child.borderClip_;
    }
    redirected_.push_back(&child);
    child.coverage_ = {};
    if (child.redirection_ == Redirection::Automatic) {
        Region shape = child.borderShape().translate(-child.offset_);
        const Point inside = child.position_ + Point{child.borderWidth_, child.borderWidth_} +
                             child.parent_->offset_;
        child.coverage_ = shape.translate(inside).intersect(available);
    }
    return child.coverage_;
}

// Whether, apart from its own place, all that is shown of the window is as the tree has it.
bool TreeChange::unchangedInside(const Window& window)
{
    if (!window.shown_ || window.reshaped_ || window.inChange_ ||
        window.size_ != window.shownSize_ || window.borderWidth_ != window.shownBorderWidth_)
        return false;
    return std::ranges::all_of(window.children_, [&](const Window* child) {
        if (!child->mapped_ || child->isInputOnly()) return true;
        if (child->hasOwnImage()) return false;
        const int border = child->borderWidth_;
        return child->offset_ == window.offset_ + child->position_ + Point{border, border} &&
               unchangedInside(*child);
    });
}

void TreeChange::slide(Window& window, Point by)
{
    window.offset_ = window.offset_ + by;
    window.borderClip_.translate(by);
    window.clipList_.translate(by);
    window.clip_.reset();
    window.touch();
    for (Window* child : window.children_)
        if (child->mapped_ && !child->isInputOnly()) slide(*child, by);
}

// `available` is what its parent leaves to the window.
void TreeChange::recompute(Window& window, const Region& available)
{
    const int borderWidth = window.borderWidth_;
    Point offset = window.position_ + Point{borderWidth, borderWidth};
    if (window.isRoot())
        offset = {};
    else if (window.hasOwnImage())
        offset = {borderWidth, borderWidth};
    else
        offset = offset + window.parent_->offset_;

    const Point shownOffset = window.offset_;
    const Point moved = offset - shownOffset;
    if (moved != Point{} && !everything_ && unchangedInside(window)) {
        Region kept = window.borderShape().translate(moved).intersect(available);
        if (kept == window.borderClip_.translated(moved)) { // as a whole, with all that is in it
            slide(window, moved);
            addMove(moved, kept);
            return;
        }
    }
    window.offset_ = offset;
    Region borderClip = window.borderShape().intersect(available);
    if (!everything_ && window.shown_ && offset == shownOffset &&
        window.size_ == window.shownSize_ && borderWidth == window.shownBorderWidth_ &&
        borderClip == window.borderClip_ && !window.reshaped_)
        return;

    remember(window, shownOffset, Regions::Taken);
    window.shown_ = true;
    window.reshaped_ = false;
    window.shownSize_ = window.size_;
    window.shownBorderWidth_ = borderWidth;
    window.borderClip_ = std::move(borderClip);

    Region remaining = window.insideClip();
    const auto shown = [](const Window* child) { return child->mapped_ && !child->isInputOnly(); };
    if (!window.isRoot() && std::ssize(window.children_) > Crowd::few) {
        remaining = placeCrowd(window, remaining, shown);
    } else if (!window.isRoot()) {
        for (Window* child : window.children_ | std::views::reverse) {
            if (!shown(child)) continue;
            remaining.subtract(place(*child, remaining));
        }
    }
    window.clipList_ = std::move(remaining);
    window.clip_.reset();
    window.touch();
}

bool TreeChange::remember(Window& window, Point offset, Regions regions)
{
    if (std::exchange(window.inChange_, true)) return false; // what it had at first counts
    if (changed_.empty()) changed_.reserve(16);
    Before& before = changed_.emplace_back();
    before.window = &window;
    before.shown = window.shown_;
    before.offset = offset;
    before.size = window.shownSize_;
    before.borderWidth = window.shownBorderWidth_;
    if (regions == Regions::Taken) {
        before.borderClip.swap(window.borderClip_);
        before.clipList.swap(window.clipList_);
    } else {
        before.borderClip = window.borderClip_;
        before.clipList = window.clipList_;
    }
    return true;
}

// Splits what a window now has into what it keeps, perhaps moved, and what is exposed.
void TreeChange::keep(Before& before)
{
    Window& window = *before.window;
    before.exposedInside = window.clipList_;
    const bool shaped = window.boundingShape || window.clipShape;
    const bool bordered = before.borderWidth != 0 || window.borderWidth_ != 0 || shaped;
    if (bordered) before.exposedBorder = borderOnly(window);
    if (!before.shown) return;

    const Point moved = window.offset_ - before.offset;
    const Size growth{window.size_.width - before.size.width,
                      window.size_.height - before.size.height};
    const bool resized = growth != Size{};
    if (bordered && !resized && before.borderWidth == window.borderWidth_) {
        Region kept = borderOnly(before.borderClip, before.offset, before.size);
        kept.translate(moved).intersect(before.exposedBorder);
        before.exposedBorder.subtract(kept);
        addMove(moved, kept);
    }
    const std::uint8_t gravity = window.attributes.bitGravity;
    if (resized && gravity == forgetGravity && !window.isRoot()) return;

    Point shift = moved;
    if (resized) {
        // A surface's own coordinates say nothing of its place on the screen; the screen's do.
        const Point inside = window.hasOwnImage() ? surfaceMoved_ : moved;
        shift = shift + gravityShift(gravity, growth, inside);
    }
    if (shift == Point{} && !everything_) { // nothing moves
        before.exposedInside.subtract(before.clipList);
        return;
    }
    Region kept = before.clipList.translated(shift).intersect(window.clipList_);
    before.exposedInside.subtract(kept);
    addMove(shift, kept);
}

void TreeChange::addMove(Point by, const Region& to)
{
    if (to.empty() || (by == Point{} && !everything_)) return;
    auto move = std::ranges::find(moves_, by, &Move::by);
    if (move == moves_.end()) move = moves_.insert(moves_.end(), Move{by, {}});
    move->to.unite(to);
}

// Whether a move would overwrite what a later one has still to copy.
bool TreeChange::movesInterfere() const
{
    for (std::size_t later = 1; later < moves_.size(); ++later) {
        const Region source = moves_[later].to.translated(-moves_[later].by);
        for (std::size_t i = 0; i < later; ++i)
            if (!source.intersected(moves_[i].to).empty()) return true;
    }
    return false;
}

void TreeChange::movePixels()
{
    if (moves_.empty()) return;
    const ImageId image = changed_.front().window->image();
    if (oldPixels_) {
        for (const Move& move : moves_) copy(move, oldPixels_->image(), move.by, image);
    } else if (!movesInterfere()) {
        for (const Move& move : moves_) copy(move, image, move.by, image);
    } else {
        copyByWayOfAnother(image);
    }
}

void TreeChange::copyByWayOfAnother(ImageId image)
{
    Rect sources;
    for (const Move& move : moves_) sources = sources.united(move.to.bounds().translated(-move.by));
    Painter& painter = display_.painter();
    const ImageId other =
        painter.createImage(sources.size(), painter.image(image)->depth()); // for a moment
    painter.copyArea(other, {}, image, sources.origin(), Rect::of(sources.size()));
    for (const Move& move : moves_) copy(move, other, move.by + sources.origin(), image);
    painter.dropImage(other);
}

// `by` leads from the source's coordinates to the target's.
void TreeChange::copy(const Move& move, ImageId source, Point by, ImageId target)
{
    const Rect to = move.to.bounds();
    if (to.empty()) return;
    Raster raster;
    raster.clip = clipOf(move.to, to);
    display_.painter().copyArea(target, raster, source, to.origin() - by, to);
}

void TreeChange::finish()
{
    for (Before& before : changed_) keep(before);
    movePixels();
    Painter& painter = display_.painter();
    oldPixels_.reset();
    for (const Before& before : changed_) {
        paintBorder(painter, *before.window, before.exposedBorder);
        paintBackground(painter, *before.window, before.exposedInside);
    }
    for (const Before& before : changed_) tellVisibility(*before.window);
    for (Before& before : changed_) {
        Window& window = *before.window;
        window.inChange_ = false;
        sendExpose(display_, window, before.exposedInside.translate(-window.offset_));
    }
    changed_.clear();
    finishRedirected();
}

void TreeChange::finishRedirected()
{
    for (Window* window : std::exchange(redirected_, {})) {
        TreeChange change(display_);
        change.surfaceChanged(*window, window == movedWindow_ ? movedBy_ : Point{});
        change.finish();
        display_.extensions().composite.showIn(*window, window->imageBounds());
    }
}

void TreeChange::tellVisibility(Window& window)
{
    // X11 protocol, VisibilityNotify: Unobscured 0, PartiallyObscured 1, FullyObscured 2; the
    // window's own children do not count.
    std::uint8_t visibility = 1;
    if (window.hasOwnImage() || window.borderClip_ == window.borderShape())
        visibility = 0;
    else if (window.borderClip_.empty())
        visibility = 2;
    if (std::exchange(window.visibility_, visibility) == visibility) return;
    x11::VisibilityNotifyEvent event;
    event.window = window.id();
    event.state = visibility;
    display_.deliver(window, x11::EventMask::VisibilityChange, event);
}

} // namespace vitrine
