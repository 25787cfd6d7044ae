// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/shape/shapes.h"

#include "server/display/display.h"

#include <algorithm>

#include "x11/shape.h"

namespace vitrine {

namespace {

HeldRegion& shapeOf(Window& window, ShapeKind kind)
{
    switch (kind) {
    case ShapeKind::Bounding: return window.boundingShape;
    case ShapeKind::Clip: return window.clipShape;
    case ShapeKind::InputShape: break;
    }
    return window.inputShape;
}

} // namespace

const HeldRegion& Shapes::shape(const Window& window, ShapeKind kind)
{
    return shapeOf(const_cast<Window&>(window), kind);
}

Rect Shapes::rectangle(const Window& window, ShapeKind kind)
{
    return kind == ShapeKind::Clip ? window.inside() : window.inside().grown(window.borderWidth());
}

Region Shapes::region(const Window& window, ShapeKind kind)
{
    const auto& own = shape(window, kind);
    return own ? *own : Region(rectangle(window, kind));
}

void Shapes::set(Window& window, ShapeKind kind, HeldRegion shape)
{
    if (window.isRoot()) return;
    shapeOf(window, kind) = std::move(shape);
    display_.tree().shapeChanged(window);
    tell(window, kind);
}

void Shapes::tell(const Window& window, ShapeKind kind)
{
    const auto watchers = watchers_.find(window.id());
    if (watchers == watchers_.end()) return;
    const auto& own = shape(window, kind);
    const Rect extents = own ? own->bounds() : rectangle(window, kind);
    x11::shape::NotifyEvent event;
    event.shapeKind = static_cast<std::uint8_t>(kind);
    event.affectedWindow = window.id();
    event.extentsX = static_cast<std::int16_t>(extents.x);
    event.extentsY = static_cast<std::int16_t>(extents.y);
    event.extentsWidth = static_cast<std::uint16_t>(extents.width);
    event.extentsHeight = static_cast<std::uint16_t>(extents.height);
    event.serverTime = display_.now();
    event.shaped = own != nullptr;
    for (const ClientId client : watchers->second)
        if (XClient* to = display_.client(client)) to->send(event);
}

void Shapes::select(ClientId client, const Window& window, bool wanted)
{
    if (!wanted) {
        const auto found = watchers_.find(window.id());
        if (found != watchers_.end() && std::erase(found->second, client) > 0 &&
            found->second.empty())
            watchers_.erase(found);
    } else if (!selected(client, window)) {
        watchers_[window.id()].push_back(client);
    }
}

bool Shapes::selected(ClientId client, const Window& window) const
{
    const auto found = watchers_.find(window.id());
    return found != watchers_.end() && std::ranges::count(found->second, client) > 0;
}

void Shapes::clientGone(ClientId client)
{
    for (auto entry = watchers_.begin(); entry != watchers_.end();) {
        std::erase(entry->second, client);
        entry = entry->second.empty() ? watchers_.erase(entry) : std::next(entry);
    }
}

} // namespace vitrine
