// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/window_attributes.h"

#include "server/display/colormap.h"
#include "server/display/cursor.h"
#include "server/display/display.h"
#include "server/display/gravity.h"

namespace vitrine {

namespace {

using x11::EventMask;

constexpr std::uint32_t allEvents = 0x01ffffff;
constexpr std::uint32_t deviceEvents =
    EventMask::KeyPress | EventMask::KeyRelease | EventMask::ButtonPress |
    EventMask::ButtonRelease | EventMask::PointerMotion | EventMask::Button1Motion |
    EventMask::Button2Motion | EventMask::Button3Motion | EventMask::Button4Motion |
    EventMask::Button5Motion | EventMask::ButtonMotion;
// At most one client at a time may select each of these on a window.
constexpr std::uint32_t exclusiveEvents =
    EventMask::SubstructureRedirect | EventMask::ResizeRedirect | EventMask::ButtonPress;

// Of a value's four bytes the least significant counts, the others are unused.
std::uint8_t checked(std::uint32_t given, std::uint32_t highest)
{
    const auto value = static_cast<std::uint8_t>(given);
    if (value > highest) throw badValue(value);
    return value;
}

std::shared_ptr<const Pixmap> pixmapFor(Call& call, const Window& window, Xid id)
{
    auto pixmap = call.display.resources().share<Pixmap>(id);
    if (!pixmap) throw badPixmap(id);
    if (pixmap->depth() != window.depth()) throw badMatch();
    return pixmap;
}

Background backgroundOf(Call& call, const Window& window, const Window* parent, std::uint32_t id)
{
    if (id == x11::BackPixmap::None) return {};
    if (id == x11::BackPixmap::ParentRelative) {
        if (parent && parent->depth() != window.depth()) throw badMatch();
        return {Background::Kind::ParentRelative, 0, nullptr};
    }
    return {Background::Kind::Pixmap, 0, pixmapFor(call, window, id)};
}

Border borderOf(Call& call, const Window& window, const Window* parent, std::uint32_t id)
{
    if (id != 0) return {0, pixmapFor(call, window, id)};
    if (!parent) return {};
    if (parent->depth() != window.depth()) throw badMatch();
    return parent->attributes.border; // CopyFromParent
}

void selectEvents(Call& call, Window& window, std::uint32_t mask)
{
    if (mask & ~allEvents) throw badValue(mask);
    for (const EventSelection& other : window.selections())
        if (other.client != call.client.id() && (other.mask & mask & exclusiveEvents))
            throw badAccess();
    call.display.select(window, call.client.id(), mask);
}

void setColormap(Call& call, Window& window, const Window* parent, Xid id)
{
    if (id == 0) { // CopyFromParent
        if (!parent || parent->attributes.colormap == 0 || parent->visual() != window.visual())
            throw badMatch();
        id = parent->attributes.colormap;
    }
    const Colormap& colormap = call.display.resources().get<Colormap>(id);
    if (colormap.visual != window.visual()) throw badMatch();
    window.attributes.colormap = id;
    x11::ColormapNotifyEvent event;
    event.window = window.id();
    event.colormap = id;
    event.new_ = true;
    event.state = colormap.installed;
    call.display.deliver(window, EventMask::ColorMapChange, event);
}

void setCursor(Call& call, Window& window, Xid id)
{
    std::shared_ptr<Cursor> cursor;
    if (id != 0) {
        cursor = call.display.resources().share<Cursor>(id);
        if (!cursor) throw badCursor(id);
    }
    call.display.setCursor(window, std::move(cursor));
}

// In the order of the mask's bits, as values that fail leave the earlier ones set.
template<class Values>
void setAll(Call& call, Window& window, const Window* parent, const Values& values)
{
    WindowAttributes& attributes = window.attributes;
    const bool wasRelative = attributes.background.kind == Background::Kind::ParentRelative;
    if (values.backgroundPixmap)
        attributes.background = backgroundOf(call, window, parent, *values.backgroundPixmap);
    if (values.backgroundPixel)
        attributes.background = {Background::Kind::Pixel, *values.backgroundPixel, nullptr};
    if (values.borderPixmap)
        attributes.border = borderOf(call, window, parent, *values.borderPixmap);
    if (values.borderPixel) attributes.border = {*values.borderPixel, nullptr};
    if (values.bitGravity) attributes.bitGravity = checked(*values.bitGravity, staticGravity);
    if (values.winGravity) attributes.winGravity = checked(*values.winGravity, staticGravity);
    if (values.backingStore)
        attributes.backingStore = checked(*values.backingStore, x11::BackingStore::Always);
    if (values.backingPlanes) attributes.backingPlanes = *values.backingPlanes;
    if (values.backingPixel) attributes.backingPixel = *values.backingPixel;
    if (values.overrideRedirect)
        attributes.overrideRedirect = checked(*values.overrideRedirect, 1) != 0;
    if (values.saveUnder) attributes.saveUnder = checked(*values.saveUnder, 1) != 0;
    if (values.eventMask) selectEvents(call, window, *values.eventMask);
    if (values.doNotPropagateMask) {
        if (*values.doNotPropagateMask & ~deviceEvents) throw badValue(*values.doNotPropagateMask);
        attributes.doNotPropagate = *values.doNotPropagateMask;
    }
    if (values.colormap) setColormap(call, window, parent, *values.colormap);
    if (values.cursor) setCursor(call, window, *values.cursor);
    // "The border tile origin is always the same as the background tile origin."
    const bool isRelative = attributes.background.kind == Background::Kind::ParentRelative;
    const bool borderMoved = isRelative != wasRelative && attributes.border.pixmap;
    if (values.borderPixmap || values.borderPixel || borderMoved)
        call.display.tree().paintBorder(window);
}

} // namespace

void setAttributes(Call& call, Window& window, const Window* parent,
                   const x11::CreateWindow::Values& values)
{
    setAll(call, window, parent, values);
}

void setAttributes(Call& call, Window& window, const Window* parent,
                   const x11::ChangeWindowAttributes::Values& values)
{
    setAll(call, window, parent, values);
}

} // namespace vitrine
