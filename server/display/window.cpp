// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/window.h"

#include <algorithm>
#include <ranges>

namespace vitrine {

Window::Window(Xid id, ClientId owner, WindowClass windowClass, int depth, Xid visual)
    : Drawable(id, depth, true), owner_(owner), class_(windowClass), visual_(visual)
{
}

bool Window::isAncestorOf(const Window& other) const
{
    for (const Window* window = &other; window; window = window->parent_)
        if (window == this) return true;
    return false;
}

Window& Window::topLevel()
{
    Window* window = this;
    while (window->parent_ && window->parent_->parent_) window = window->parent_;
    return *window;
}

Window& Window::surfaceOwner()
{
    Window* window = this;
    while (!window->hasOwnImage()) window = window->parent_;
    return *window;
}

Rect Window::outer() const
{
    return Rect::at(position_, {size_.width + 2 * borderWidth_, size_.height + 2 * borderWidth_});
}

Point Window::screenOrigin() const
{
    Point origin;
    for (const Window* window = this; window; window = window->parent_)
        origin = origin + window->position_ + Point{window->borderWidth_, window->borderWidth_};
    return origin;
}

MapState Window::mapState() const
{
    if (!mapped_) return MapState::Unmapped;
    return viewable_ ? MapState::Viewable : MapState::Unviewable;
}

ImageId Window::image() const
{
    if (!viewable_ || isInputOnly()) return {};
    const auto& pixels = surfaceOwner().pixels_;
    return pixels ? pixels->image() : ImageId{};
}

const Clip& Window::clip() const
{
    if (!clip_) clip_ = clipOf(clipList_, imageBounds());
    return *clip_;
}

Region Window::borderShape() const
{
    Region shape = inside().grown(borderWidth_);
    if (boundingShape) shape.intersect(*boundingShape);
    return shape.translate(offset_);
}

Region Window::insideShape() const
{
    Region shape = inside();
    if (boundingShape) shape.intersect(*boundingShape);
    if (clipShape) shape.intersect(*clipShape);
    return shape.translate(offset_);
}

Region Window::insideClip() const
{
    return insideShape().intersect(borderClip_);
}

bool Window::holds(Point inParent) const
{
    if (!outer().contains(inParent)) return false;
    const Point own = inParent - position_ - Point{borderWidth_, borderWidth_};
    return (!boundingShape || boundingShape->contains(own)) &&
           (!inputShape || inputShape->contains(own));
}

Window* Window::childAt(Point point) const
{
    for (Window* child : children_ | std::views::reverse)
        if (child->mapped_ && child->holds(point)) return child;
    return nullptr;
}

std::uint32_t Window::selectedBy(ClientId client) const
{
    for (const EventSelection& selection : selections_)
        if (selection.client == client) return selection.mask;
    return 0;
}

void Window::select(ClientId client, std::uint32_t mask)
{
    std::erase_if(selections_, [&](const EventSelection& old) { return old.client == client; });
    if (mask) selections_.push_back({client, mask});
    allSelected_ = 0;
    for (const EventSelection& selection : selections_) allSelected_ |= selection.mask;
}

} // namespace vitrine
