// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"
#include "server/display/extension_states.h"
#include "server/display/gravity.h"
#include "server/display/input/input_devices.h"
#include "server/display/policy/policy.h"
#include "server/display/structure_events.h"
#include "server/display/tree_change.h"

#include <algorithm>
#include <ranges>

#include "x11/core.h"

// ConfigureWindow and CirculateWindow: geometry and stacking.
namespace vitrine {

namespace {

using Siblings = std::span<Window* const>; // bottom to top

bool overlap(const Window& sibling, const Rect& outer)
{
    return sibling.mapped() && sibling.outer().intersects(outer);
}

std::size_t placeOf(Siblings siblings, const Window& window)
{
    return static_cast<std::size_t>(std::ranges::find(siblings, &window) - siblings.begin());
}

x11::ConfigureRequestEvent requestEvent(const Window& window, const WindowChanges& changes)
{
    using Bits = x11::ConfigWindow;
    x11::ConfigureRequestEvent event;
    const auto bit = [&](const auto& change, std::uint32_t mask) {
        if (change) event.valueMask = static_cast<std::uint16_t>(event.valueMask | mask);
    };
    bit(changes.x, Bits::X);
    bit(changes.y, Bits::Y);
    bit(changes.width, Bits::Width);
    bit(changes.height, Bits::Height);
    bit(changes.borderWidth, Bits::BorderWidth);
    bit(changes.sibling, Bits::Sibling);
    bit(changes.stackMode, Bits::StackMode);
    event.parent = window.parent()->id();
    event.window = window.id();
    event.sibling = changes.sibling ? changes.sibling->id() : 0;
    event.stackMode = static_cast<std::uint8_t>(changes.stackMode.value_or(StackMode::Above));
    const Rect bounds = window.bounds();
    event.x = static_cast<std::int16_t>(changes.x.value_or(bounds.x));
    event.y = static_cast<std::int16_t>(changes.y.value_or(bounds.y));
    event.width = static_cast<std::uint16_t>(changes.width.value_or(bounds.width));
    event.height = static_cast<std::uint16_t>(changes.height.value_or(bounds.height));
    event.borderWidth =
        static_cast<std::uint16_t>(changes.borderWidth.value_or(window.borderWidth()));
    return event;
}

} // namespace

// Where in the list of all siblings, the window itself taken out, it is to stand.
std::size_t WindowTree::stackPlace(const Window& window, const Rect& outer,
                                   const WindowChanges& changes) const
{
    const Siblings siblings = window.parent()->children();
    const std::size_t own = placeOf(siblings, window);
    const std::size_t top = siblings.size() - (staysOnTop(*siblings.back()) ? 2 : 1);
    const Window* sibling = changes.sibling;
    const auto occludedBy = [&](const Window& other, bool above) {
        return (placeOf(siblings, other) > own) == above && overlap(other, outer);
    };
    const auto occludedByAny = [&](bool above) {
        if (!window.mapped()) return false;
        if (sibling) return occludedBy(*sibling, above);
        const Siblings side = above ? siblings.subspan(own + 1) : siblings.first(own);
        return std::ranges::any_of(side, [&](const Window* w) { return overlap(*w, outer); });
    };
    switch (*changes.stackMode) {
    case StackMode::Above:
    case StackMode::Below: {
        const bool above = *changes.stackMode == StackMode::Above;
        if (!sibling) return above ? top : 0;
        const std::size_t place = placeOf(siblings, *sibling);
        return (place > own ? place - 1 : place) + (above ? 1 : 0);
    }
    case StackMode::TopIf: return occludedByAny(true) ? top : own;
    case StackMode::BottomIf: return occludedByAny(false) ? 0 : own;
    case StackMode::Opposite:
        if (occludedByAny(true)) return top;
        return occludedByAny(false) ? 0 : own;
    }
    return own;
}

void WindowTree::restack(Window& window, std::size_t place)
{
    auto& siblings = window.parent_->children_;
    const auto from = siblings.begin() + static_cast<std::ptrdiff_t>(placeOf(siblings, window));
    const auto to = siblings.begin() + static_cast<std::ptrdiff_t>(place);
    if (from < to)
        std::rotate(from, from + 1, to + 1);
    else
        std::rotate(to, from, from + 1);
    display_.changed();
}

bool WindowTree::redirectedConfigure(Window& window, const WindowChanges& changes,
                                     const Rect& bounds, const XClient* by)
{
    if (!by || window.attributes.overrideRedirect) return false;
    const Window& parent = *window.parent_;
    if (redirector(parent, x11::EventMask::SubstructureRedirect, by)) {
        display_.deliver(parent, x11::EventMask::SubstructureRedirect,
                         requestEvent(window, changes));
        return true;
    }
    if (!window.isTopLevel() || window.isInputOnly() ||
        (parent.selectedByAll() & x11::EventMask::SubstructureRedirect) ||
        display_.policy().standsAside())
        return false; // the window manager itself asks, or nobody decides
    if (bounds == window.bounds() || !window.mapped_) return false;
    WindowChanges others = changes;
    others.x = others.y = others.width = others.height = std::nullopt;
    if (changes.borderWidth || changes.stackMode) configure(window, others);
    display_.policy().configureRequested(window, bounds);
    return true;
}

void WindowTree::configure(Window& window, const WindowChanges& changes, const XClient* by)
{
    if (window.isRoot() || (by && isFixed(window))) return;
    Rect bounds{changes.x.value_or(window.position_.x), changes.y.value_or(window.position_.y),
                changes.width.value_or(window.size_.width),
                changes.height.value_or(window.size_.height)};
    const int borderWidth = changes.borderWidth.value_or(window.borderWidth_);
    if (redirectedConfigure(window, changes, bounds, by)) return;

    if (bounds.size() != window.size_ && redirector(window, x11::EventMask::ResizeRedirect, by)) {
        x11::ResizeRequestEvent event;
        event.window = window.id();
        event.width = static_cast<std::uint16_t>(bounds.width);
        event.height = static_cast<std::uint16_t>(bounds.height);
        display_.deliver(window, x11::EventMask::ResizeRedirect, event);
        bounds = Rect::at(bounds.origin(), window.size_);
    }

    const Rect outer{bounds.x, bounds.y, bounds.width + 2 * borderWidth,
                     bounds.height + 2 * borderWidth};
    const bool stacks = changes.stackMode.has_value();
    const std::size_t place = stacks ? stackPlace(window, outer, changes) : 0;
    const bool restacked = stacks && place != placeOf(window.parent_->children_, window);
    if (!restacked && bounds == window.bounds() && borderWidth == window.borderWidth_) return;

    if (restacked) restack(window, place);
    moveAndResize(window, bounds, borderWidth);
}

void WindowTree::moveAndResize(Window& window, const Rect& bounds, int borderWidth)
{
    const Rect old = window.bounds();
    const int oldBorder = window.borderWidth_;
    const Rect oldArea = window.coverage().bounds();
    window.position_ = bounds.origin();
    window.size_ = bounds.size();
    window.borderWidth_ = borderWidth;
    display_.changed();
    tellConfigured(window);

    const Point moved =
        bounds.origin() - old.origin() + Point{borderWidth - oldBorder, borderWidth - oldBorder};
    const Size growth{bounds.width - old.width, bounds.height - old.height};
    if (growth != Size{}) moveChildren(window, growth, moved);

    TreeChange change(display_);
    if (window.isTopLevel()) {
        if (growth != Size{} || borderWidth != oldBorder) change.surfaceChanged(window, moved);
    } else if (window.viewable_) {
        const Rect area = window.outer().translated(window.parent_->offset_);
        if (window.hasOwnImage()) change.redirectedMoved(window, moved);
        change.childrenChanged(*window.parent_, oldArea.united(area));
    }
    change.finish();
    if (growth != Size{}) display_.extensions().doubleBuffers.resized(window);
    if (window.viewable_) tellTreeChanged();
}

// Window gravity: children keep their place relative to an edge of their parent.
void WindowTree::moveChildren(Window& window, Size growth, Point moved)
{
    for (Window* child : window.children_ | std::views::reverse)
        if (child->attributes.winGravity == unmapGravity && child->mapped_)
            setUnmapped(*child, true);
    for (Window* child : window.children_ | std::views::reverse) {
        const std::uint8_t gravity = child->attributes.winGravity;
        const Point shift = gravityShift(gravity, growth, moved);
        if (shift == Point{}) continue;
        child->position_ = child->position_ + shift;
        x11::GravityNotifyEvent event;
        event.window = child->id();
        event.x = static_cast<std::int16_t>(child->position_.x);
        event.y = static_cast<std::int16_t>(child->position_.y);
        tellStructure(display_, *child, &window, event);
    }
}

void WindowTree::tellConfigured(Window& window)
{
    display_.extensions().presentations.configured(window);
    const bool heard =
        (window.selectedByAll() & x11::EventMask::StructureNotify) ||
        (window.parent_ && (window.parent_->selectedByAll() & x11::EventMask::SubstructureNotify));
    if (!heard) return;
    x11::ConfigureNotifyEvent event;
    event.window = window.id();
    if (window.parent_) {
        const Siblings siblings = window.parent_->children_;
        const std::size_t place = placeOf(siblings, window);
        event.aboveSibling = place == 0 ? 0 : siblings[place - 1]->id();
    }
    event.x = static_cast<std::int16_t>(window.position_.x);
    event.y = static_cast<std::int16_t>(window.position_.y);
    event.width = static_cast<std::uint16_t>(window.size_.width);
    event.height = static_cast<std::uint16_t>(window.size_.height);
    event.borderWidth = static_cast<std::uint16_t>(window.borderWidth_);
    event.overrideRedirect = window.attributes.overrideRedirect;
    tellStructure(display_, window, window.parent_, event);
}

void WindowTree::circulate(Window& window, CirculateDirection direction, const XClient* by)
{
    const Siblings children = window.children_;
    const bool raise = direction == CirculateDirection::RaiseLowest;
    Window* found = nullptr; // the lowest that is occluded, or the highest that occludes
    for (std::size_t i = 0; i < children.size() && !found; ++i) {
        const std::size_t place = raise ? i : children.size() - 1 - i;
        Window& child = *children[place];
        const Siblings others = raise ? children.subspan(place + 1) : children.first(place);
        if (child.mapped_ && std::ranges::any_of(others, [&](const Window* other) {
                return overlap(*other, child.outer());
            }))
            found = &child;
    }
    if (!found) return;

    x11::CirculateNotifyEvent event;
    event.window = found->id();
    event.place = raise ? 0 : 1; // Top, Bottom
    if (redirector(window, x11::EventMask::SubstructureRedirect, by)) {
        x11::CirculateRequestEvent request;
        request.event = window.id();
        request.window = found->id();
        request.place = event.place;
        display_.deliver(window, x11::EventMask::SubstructureRedirect, request);
        return;
    }
    const std::size_t top = children.size() - (staysOnTop(*children.back()) ? 2 : 1);
    restack(*found, raise ? top : 0);
    tellStructure(display_, *found, &window, event);
    TreeChange change(display_);
    change.childrenChanged(window, found->outer().translated(window.offset_));
    change.finish();
    tellTreeChanged();
}

void WindowTree::resizeRoot(Size size)
{
    Window& root = display_.root();
    root.size_ = size;
    display_.changed();
    tellConfigured(root);
    TreeChange change(display_);
    change.surfaceChanged(root);
    change.finish();
    tellTreeChanged();
    display_.policy().screenResized();
    display_.extensions().composite.screenResized();
    display_.extensions().doubleBuffers.resized(root);
}

} // namespace vitrine
