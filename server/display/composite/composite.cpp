// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/composite/composite.h"

#include "protocol/canvas/depths.h"
#include "server/display/display.h"

#include <algorithm>

namespace vitrine {

// "If multiple clients request manual redirection of a window, an Access error is generated".
void Composite::redirect(ClientId client, Window& window, Scope scope, Redirection how)
{
    if (&window == overlay_) return;
    if (scope == Scope::Window && window.isRoot()) throw badMatch();
    const bool taken = std::ranges::any_of(redirects_, [&](const Redirect& other) {
        return other.window == window.id() && other.scope == scope &&
               other.how == Redirection::Manual;
    });
    if (taken && how == Redirection::Manual) throw badAccess();
    redirects_.push_back({client, window.id(), scope, how});
    update(window, scope);
}

void Composite::unredirect(ClientId client, Window& window, Scope scope, Redirection how)
{
    const auto found = std::ranges::find(redirects_, Redirect{client, window.id(), scope, how});
    if (found == redirects_.end()) throw badValue(static_cast<std::uint32_t>(window.id()));
    redirects_.erase(found);
    update(window, scope);
}

Redirection Composite::wanted(const Window& window) const
{
    if (&window == overlay_) return Redirection::None;
    Redirection how = Redirection::None;
    for (const Redirect& each : redirects_) {
        const bool itself = each.scope == Scope::Window && each.window == window.id();
        const bool asChild = each.scope == Scope::Subwindows && window.parent() &&
                             each.window == window.parent()->id();
        if (itself || asChild) how = std::max(how, each.how); // by hand comes before automatic
    }
    return how;
}

void Composite::update(Window& window, Scope scope)
{
    if (scope == Scope::Window) return update(window);
    for (Window* child : std::vector(window.children().begin(), window.children().end()))
        update(*child);
}

void Composite::update(Window& window)
{
    forgetCopied(window);
    const Redirection how = wanted(window);
    display_.tree().redirect(window, how);
    if (how != Redirection::Automatic || window.isTopLevel()) return;
    if (copied_.empty()) sink_.listenToAll(*this);
    copied_.push_back(&window);
    if (window.viewable()) showIn(window, window.imageBounds());
}

void Composite::forgetCopied(const Window& window)
{
    if (std::erase(copied_, &window) > 0 && copied_.empty()) sink_.leaveAll(*this);
}

void Composite::entered(Window& window)
{
    if (!redirects_.empty() || window.redirection() != Redirection::None) update(window);
}

void Composite::left(Window& window)
{
    forgetCopied(window);
}

void Composite::windowGone(const Window& window)
{
    forgetCopied(window);
    std::erase_if(redirects_, [&](const Redirect& each) { return each.window == window.id(); });
}

void Composite::clientGone(ClientId client)
{
    std::vector<Redirect> ended;
    std::erase_if(redirects_, [&](const Redirect& each) {
        if (each.client != client) return false;
        ended.push_back(each);
        return true;
    });
    for (const Redirect& each : ended)
        if (Window* window = display_.resources().find<Window>(each.window))
            update(*window, each.scope);
    if (std::erase(holders_, client) > 0 && holders_.empty()) hideOverlay();
}

Window& Composite::acquireOverlay(ClientId client)
{
    holders_.push_back(client);
    if (!overlay_) {
        const Xid id = display_.newOwnId();
        auto window = std::make_shared<Window>(id, ClientId{}, WindowClass::InputOutput,
                                               Screen::rootVisual.depth, Screen::rootVisual.id);
        window->attributes.overrideRedirect = true;
        window->attributes.colormap = Screen::defaultColormap;
        Window& created = *window;
        display_.resources().add<Window>(id, std::move(window));
        display_.tree().create(created, display_.root(), Rect::of(display_.screen().size), 0);
        overlay_ = &created;
        update(created); // not redirected with the root's other children
    }
    if (overlay_->viewable()) return *overlay_;
    // It has no background: what the screen shows stays, until something is drawn.
    Image shown = display_.composed(Rect::of(display_.screen().size));
    display_.tree().map(*overlay_);
    display_.painter().putPixels(overlay_->image(), {}, std::move(shown), {});
    return *overlay_;
}

bool Composite::releaseOverlay(ClientId client)
{
    const auto found = std::ranges::find(holders_, client);
    if (found == holders_.end()) return false;
    holders_.erase(found);
    if (holders_.empty()) hideOverlay();
    return true;
}

// As good as destroyed: the next one who wants it finds it new.
void Composite::hideOverlay()
{
    display_.tree().destroyChildren(*overlay_);
    display_.tree().unmap(*overlay_);
    overlay_->boundingShape.reset();
    overlay_->clipShape.reset();
    overlay_->inputShape.reset();
}

void Composite::screenResized()
{
    if (!overlay_) return;
    const Size size = display_.screen().size;
    display_.tree().configure(*overlay_, {.width = size.width, .height = size.height});
}

bool Composite::concerns(ImageId image)
{
    return std::ranges::any_of(copied_,
                               [&](const Window* window) { return window->image() == image; });
}

void Composite::drawn(ImageId image, const Region& where)
{
    for (const Window* window : std::vector(copied_))
        if (window->image() == image) showIn(*window, where);
}

void Composite::showIn(const Window& window, const Region& where)
{
    if (window.redirection() != Redirection::Automatic || window.isTopLevel()) return;
    const Window& parent = *window.parent();
    Painter& painter = display_.painter();
    const Image* from = painter.image(window.image());
    Image* to = painter.image(parent.image());
    if (!from || !to) return;
    const Point corner = window.position() + parent.offset();
    Region part = where.translated(corner).intersect(window.coverage());
    if (part.empty()) return;
    const Rect bounds = part.bounds();
    if (from->depth() == to->depth()) {
        Raster raster;
        raster.clip = clipOf(part, bounds);
        return painter.copyArea(parent.image(), raster, window.image(), bounds.origin() - corner,
                                bounds);
    }
    part.intersect(from->bounds().translated(corner)).intersect(to->bounds());
    const std::uint32_t gained = gainedBits(from->depth(), to->depth());
    part.each([&](const Rect& rect) {
        for (std::int32_t y = rect.y; y < rect.bottom(); ++y)
            for (std::int32_t x = rect.x; x < rect.right(); ++x)
                to->setPixel({x, y}, from->pixel(Point{x, y} - corner) | gained);
        painter.damage(parent.image(), rect);
    });
}

} // namespace vitrine
