// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/window_tree.h"

#include "server/display/clipboard.h"
#include "server/display/display.h"
#include "server/display/extension_states.h"
#include "server/display/input/input_devices.h"
#include "server/display/policy/policy.h"
#include "server/display/randr/randr.h"
#include "server/display/render/pictures.h"
#include "server/display/structure_events.h"
#include "server/display/tree_change.h"
#include "server/display/window_painting.h"

#include <algorithm>
#include <ranges>

#include "x11/core.h"

namespace vitrine {

namespace {

std::int16_t narrow(std::int32_t coordinate)
{
    return static_cast<std::int16_t>(coordinate);
}

int heightOf(const Window& window)
{
    int height = 0;
    for (const Window* child : window.children()) height = std::max(height, heightOf(*child));
    return height + 1;
}

} // namespace

bool WindowTree::fits(const Window& window, const Window& parent)
{
    constexpr int deepest = 500; // the tree is walked recursively
    int depth = heightOf(window);
    for (const Window* above = &parent; above; above = above->parent()) ++depth;
    return depth <= deepest;
}

void WindowTree::enterParent(Window& window, Window& parent)
{
    window.parent_ = &parent;
    auto& siblings = parent.children_;
    const bool under = !siblings.empty() && staysOnTop(*siblings.back());
    siblings.insert(siblings.end() - (under ? 1 : 0), &window);
    display_.extensions().composite.entered(window);
    if (parent.isRoot() && !window.surface_) window.surface_ = display_.newSurface();
    display_.changed();
}

void WindowTree::leaveParent(Window& window)
{
    auto& siblings = window.parent_->children_;
    const auto place = std::ranges::find(siblings | std::views::reverse, &window);
    siblings.erase(std::prev(place.base()));
    display_.extensions().composite.left(window);
    display_.changed();
}

void WindowTree::create(Window& window, Window& parent, const Rect& bounds, int borderWidth)
{
    window.position_ = bounds.origin();
    window.size_ = bounds.size();
    window.borderWidth_ = borderWidth;
    enterParent(window, parent);

    x11::CreateNotifyEvent event;
    event.parent = parent.id();
    event.window = window.id();
    event.x = narrow(bounds.x);
    event.y = narrow(bounds.y);
    event.width = static_cast<std::uint16_t>(bounds.width);
    event.height = static_cast<std::uint16_t>(bounds.height);
    event.borderWidth = static_cast<std::uint16_t>(borderWidth);
    event.overrideRedirect = window.attributes.overrideRedirect;
    display_.deliver(parent, x11::EventMask::SubstructureNotify, event);
}

void WindowTree::showRoot(Window& root, Size size)
{
    root.size_ = size;
    root.surface_ = display_.newSurface();
    root.mapped_ = root.viewable_ = true;
    TreeChange change(display_);
    change.surfaceChanged(root);
    change.finish();
}

void WindowTree::adopt(Window& window, Window& root)
{
    window.parent_ = &root;
    window.position_ = {-1, -1};
    window.size_ = {1, 1};
}

// X11 protocol, DestroyWindow: inferiors first.
void WindowTree::destroyInside(Window& window)
{
    for (Window* child : window.children_ | std::views::reverse) {
        destroyInside(*child);
        forget(*child);
    }
    window.children_.clear();
}

// Tells that the window is gone, and lets go of it.
void WindowTree::forget(Window& window)
{
    x11::DestroyNotifyEvent event;
    event.window = window.id();
    tellStructure(display_, window, window.parent_, event);
    if (window.isTopLevel()) display_.policy().destroyed(window);
    display_.input().windowGone(window);
    display_.selections().windowDestroyed(window.id());
    display_.clipboard().windowGone(window.id());
    display_.randr().windowGone(window.id());
    display_.policy().windowGone(window);
    display_.pictures().windowGone(window);
    if (window.inSaveSet) display_.forgetSaved(window.id());
    display_.extensions().windowGone(window);
    display_.free(window.id());
}

void WindowTree::destroy(Window& window)
{
    if (isFixed(window)) return;
    unmap(window);
    destroyInside(window);
    leaveParent(window);
    forget(window);
}

void WindowTree::destroyChildren(Window& window)
{
    if (window.children_.empty()) return;
    unmapChildren(window);
    std::vector<Window*> kept;               // the server's own
    for (Window* child : window.children_) { // "in bottom-to-top stacking order"
        if (isFixed(*child)) {
            kept.push_back(child);
            continue;
        }
        destroyInside(*child);
        forget(*child);
    }
    window.children_ = std::move(kept);
    display_.changed();
}

const XClient* WindowTree::redirector(const Window& parent, std::uint32_t mask,
                                      const XClient* by) const
{
    if (!by || !(parent.selectedByAll() & mask)) return nullptr;
    for (const EventSelection& selection : parent.selections())
        if ((selection.mask & mask) && selection.client != by->id())
            return display_.client(selection.client);
    return nullptr;
}

// Somebody else decides: a window manager, or our policy.
bool WindowTree::redirectedMap(Window& window, const XClient* by)
{
    if (!by || window.attributes.overrideRedirect) return false;
    const Window& parent = *window.parent_;
    if (redirector(parent, x11::EventMask::SubstructureRedirect, by)) {
        x11::MapRequestEvent event;
        event.parent = parent.id();
        event.window = window.id();
        display_.deliver(parent, x11::EventMask::SubstructureRedirect, event);
        return true;
    }
    if (!window.isTopLevel() || window.isInputOnly() ||
        (parent.selectedByAll() & x11::EventMask::SubstructureRedirect) ||
        display_.policy().standsAside())
        return false; // the window manager itself asks, or nobody decides
    display_.policy().mapRequested(window);
    return true;
}

void WindowTree::setMapped(Window& window)
{
    window.mapped_ = true;
    x11::MapNotifyEvent event;
    event.window = window.id();
    event.overrideRedirect = window.attributes.overrideRedirect;
    tellStructure(display_, window, window.parent_, event);
    display_.changed();
    if (window.parent_->viewable_) setViewable(window, true);
}

void WindowTree::setUnmapped(Window& window, bool fromConfigure)
{
    window.mapped_ = false;
    x11::UnmapNotifyEvent event;
    event.window = window.id();
    event.fromConfigure = fromConfigure;
    tellStructure(display_, window, window.parent_, event);
    display_.changed();
    if (window.viewable_) setViewable(window, false);
    if (window.isTopLevel()) display_.policy().unmapped(window);
}

void WindowTree::setViewable(Window& window, bool viewable)
{
    window.viewable_ = viewable;
    if (!viewable) display_.input().windowUnviewable(window); // before those inside, as X.Org
    for (Window* child : window.children_)
        if (child->mapped_) setViewable(*child, viewable);
    if (viewable) return;

    window.shown_ = false;
    window.visibility_ = 3;
    window.borderClip_ = {};
    window.clipList_ = {};
    window.clip_.reset();
    window.touch();
    window.coverage_ = {};
    window.pixels_.reset();
}

void WindowTree::map(Window& window, const XClient* by)
{
    // Compositing managers hide the overlay until they begin.
    const bool kept = by && isFixed(window) && !staysOnTop(window);
    if (window.mapped_ || kept || redirectedMap(window, by)) return;
    setMapped(window);
    TreeChange change(display_);
    show(window, change);
    change.finish();
    if (window.viewable_) tellTreeChanged();
}

// A window has just become viewable, or changed its geometry, or its place.
void WindowTree::show(Window& window, TreeChange& change)
{
    if (window.isTopLevel())
        change.surfaceChanged(window);
    else
        change.childrenChanged(*window.parent_, window.outer().translated(window.parent_->offset_));
}

void WindowTree::mapChildren(Window& window, const XClient* by)
{
    const std::vector<Window*> children = window.children_;
    if (window.isRoot()) {
        for (Window* child : children | std::views::reverse) map(*child, by);
        return;
    }
    Rect area;
    for (Window* child : children | std::views::reverse) {
        if (child->mapped_ || redirectedMap(*child, by)) continue;
        setMapped(*child);
        area = area.united(child->outer());
    }
    TreeChange change(display_);
    change.childrenChanged(window, area.translated(window.offset_));
    change.finish();
    tellTreeChanged();
}

void WindowTree::unmap(Window& window)
{
    if (!window.mapped_ || window.isRoot()) return;
    const Rect area = window.coverage().bounds();
    const bool seen = window.viewable_;
    setUnmapped(window, false);
    TreeChange change(display_);
    change.childrenChanged(*window.parent_, area);
    change.finish();
    if (seen) tellTreeChanged();
}

void WindowTree::unmapChildren(Window& window, const XClient* of)
{
    Rect area;
    for (Window* child : window.children_) {
        if (!child->mapped_ || (of && child->owner() != of->id())) continue;
        area = area.united(child->coverage().bounds());
        setUnmapped(*child, false);
    }
    TreeChange change(display_);
    change.childrenChanged(window, area);
    change.finish();
    tellTreeChanged();
}

void WindowTree::reparent(Window& window, Window& parent, Point position, const XClient* by)
{
    if (isFixed(window)) return;
    const bool wasMapped = window.mapped_;
    unmap(window);
    Window* const old = window.parent_;
    leaveParent(window);
    window.position_ = position;
    enterParent(window, parent);

    x11::ReparentNotifyEvent event;
    event.window = window.id();
    event.parent = parent.id();
    event.x = narrow(position.x);
    event.y = narrow(position.y);
    event.overrideRedirect = window.attributes.overrideRedirect;
    tellStructure(display_, window, old, event);
    event.event = parent.id(); // a second time where it is the old one: X.Org's way too
    display_.deliver(parent, x11::EventMask::SubstructureNotify, event);
    if (wasMapped) map(window, by);
    tellTreeChanged();
}

// Drawn as yet unseen: its part of the old surface is lost, what it shows comes by Expose.
void WindowTree::forgetShown(Window& window)
{
    window.shown_ = false;
    window.borderClip_ = {};
    window.clipList_ = {};
    window.coverage_ = {};
    window.clip_.reset();
    window.pixels_.reset();
    window.touch();
    for (Window* child : window.children_)
        if (!child->hasOwnImage()) forgetShown(*child);
}

void WindowTree::redirect(Window& window, Redirection how)
{
    const Redirection before = window.redirection_;
    if (window.isRoot() || before == how) return;
    const bool moves = !window.isTopLevel() && window.viewable_ && !window.isInputOnly();
    const bool anew = moves && (before == Redirection::None || how == Redirection::None);
    const Rect area =
        moves
            ? window.coverage().bounds().united(window.outer().translated(window.parent_->offset_))
            : Rect{};
    if (anew) forgetShown(window);
    window.redirection_ = how;
    display_.changed();
    if (moves) {
        TreeChange change(display_);
        change.childrenChanged(*window.parent_, area);
        change.finish();
    }
    tellTreeChanged();
}

bool WindowTree::staysOnTop(const Window& window) const
{
    return display_.extensions().composite.overlay() == &window;
}

void WindowTree::shapeChanged(Window& window)
{
    window.reshaped_ = true;
    display_.changed();
    TreeChange change(display_);
    if (window.isTopLevel())
        change.surfaceChanged(window);
    else if (window.parent_)
        change.childrenChanged(
            *window.parent_,
            window.coverage().bounds().united(window.outer().translated(window.parent_->offset_)));
    change.finish();
    tellTreeChanged();
}

// What is seen where is not what it was.
void WindowTree::tellTreeChanged()
{
    display_.extensions().treeChanged();
    display_.input().treeChanged();
}

void WindowTree::paintBorder(Window& window)
{
    if (!window.image()) return;
    vitrine::paintBorder(display_.painter(), window,
                         window.borderClip_.subtracted(window.insideShape()));
}

void WindowTree::clear(Window& window, const Rect& rect, bool exposures)
{
    if (!window.image()) return;
    Region part = window.clipList_.intersected(rect.translated(window.offset_));
    paintBackground(display_.painter(), window, part);
    if (exposures) sendExpose(display_, window, part.translate(-window.offset_));
}

void WindowTree::expose(Window& window, const Region& region)
{
    if (!window.image()) return;
    Region part = region.translated(window.offset_).intersect(window.clipList_);
    sendExpose(display_, window, part.translate(-window.offset_));
}

} // namespace vitrine
