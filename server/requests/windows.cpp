// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/windows.h"

#include "server/display/colormap.h"
#include "server/display/display.h"
#include "server/display/extension_states.h"
#include "server/requests/window_attributes.h"

#include <algorithm>

namespace vitrine {

namespace {

// X11 protocol, CreateWindow: all that an InputOnly window has.
constexpr std::uint32_t inputOnlyAttributes = x11::CW::WinGravity | x11::CW::EventMask |
                                              x11::CW::DontPropagate | x11::CW::OverrideRedirect |
                                              x11::CW::Cursor;

WindowClass classOf(const x11::CreateWindow& request, const Window& parent)
{
    if (request.class_ > x11::WindowClass::InputOnly) throw badValue(request.class_);
    return request.class_ == x11::WindowClass::CopyFromParent
               ? parent.windowClass()
               : static_cast<WindowClass>(request.class_);
}

// A window without its place in the tree, or the error that its depth, visual and class ask for.
std::shared_ptr<Window> newWindow(Call& call, const x11::CreateWindow& request,
                                  const Window& parent)
{
    const WindowClass windowClass = classOf(request, parent);
    const bool inputOnly = windowClass == WindowClass::InputOnly;
    const Xid visual = request.visual == 0 ? parent.visual() : request.visual;
    const Visual* known = Screen::visual(visual);
    if (inputOnly) {
        if (request.depth != 0 || request.borderWidth != 0) throw badMatch();
        if (request.valueMask & ~inputOnlyAttributes) throw badMatch();
        if (!known) throw badMatch();
        return std::make_shared<Window>(request.wid, call.client.id(), windowClass, 0, visual);
    }
    if (parent.isInputOnly()) throw badMatch();
    const int depth = request.depth == 0 ? parent.depth() : request.depth;
    if (!known || known->depth != depth) throw badMatch();

    const auto& values = request.valueList;
    const bool like = depth == parent.depth() && visual == parent.visual();
    if (!like && !values.borderPixmap && !values.borderPixel) throw badMatch();
    if (visual != parent.visual() && !values.colormap) throw badMatch();
    return std::make_shared<Window>(request.wid, call.client.id(), windowClass, depth, visual);
}

// Of a request's 32-bit values X uses 16, signed or not.
std::optional<int> signedValue(const std::optional<std::int32_t>& value)
{
    if (!value) return std::nullopt;
    return static_cast<std::int16_t>(*value);
}

std::optional<int> unsignedValue(const std::optional<std::uint32_t>& value)
{
    if (!value) return std::nullopt;
    return static_cast<std::uint16_t>(*value);
}

WindowChanges changesOf(Call& call, const x11::ConfigureWindow::Values& values)
{
    WindowChanges changes{.x = signedValue(values.x),
                          .y = signedValue(values.y),
                          .width = unsignedValue(values.width),
                          .height = unsignedValue(values.height),
                          .borderWidth = unsignedValue(values.borderWidth)};
    if (changes.width == 0 || changes.height == 0) throw badValue(0);
    if (values.sibling) changes.sibling = &call.display.window(*values.sibling);
    if (values.stackMode) {
        const auto mode = static_cast<std::uint8_t>(*values.stackMode); // the rest is unused
        if (mode > x11::StackMode::Opposite) throw badValue(mode);
        changes.stackMode = static_cast<StackMode>(mode);
    }
    return changes;
}

} // namespace

void handle(Call& call, const x11::CreateWindow& request)
{
    Display& display = call.display;
    display.checkNew(call.client, request.wid);
    Window& parent = display.window(request.parent);
    if (request.width == 0 || request.height == 0) throw badValue(0);
    const auto window = newWindow(call, request, parent);
    if (!WindowTree::fits(*window, parent)) throw badAlloc();

    if (!window->isInputOnly()) {
        // Without a colormap it is CopyFromParent, which has one.
        if (!request.valueList.colormap && parent.attributes.colormap == 0) throw badMatch();
        window->attributes.border = parent.attributes.border;
        window->attributes.colormap = parent.attributes.colormap;
    }
    setAttributes(call, *window, &parent, request.valueList);
    display.add(call.client, request.wid, window);
    display.tree().create(*window, parent, {request.x, request.y, request.width, request.height},
                          request.borderWidth);
}

void handle(Call& call, const x11::ChangeWindowAttributes& request)
{
    Window& window = call.display.window(request.window);
    if (window.isInputOnly() && (request.valueMask & ~inputOnlyAttributes)) throw badMatch();
    setAttributes(call, window, window.parent(), request.valueList);
}

x11::GetWindowAttributes::Reply handle(Call& call, const x11::GetWindowAttributes& request)
{
    const Window& window = call.display.window(request.window);
    const WindowAttributes& attributes = window.attributes;
    x11::GetWindowAttributes::Reply reply;
    reply.backingStore = attributes.backingStore;
    reply.visual = window.visual();
    reply.class_ = static_cast<std::uint16_t>(window.windowClass());
    reply.bitGravity = attributes.bitGravity;
    reply.winGravity = attributes.winGravity;
    reply.backingPlanes = attributes.backingPlanes;
    reply.backingPixel = attributes.backingPixel;
    reply.saveUnder = attributes.saveUnder;
    const Colormap* const colormap = call.display.resources().find<Colormap>(attributes.colormap);
    reply.mapIsInstalled = colormap && colormap->installed;
    reply.mapState = static_cast<std::uint8_t>(window.mapState());
    reply.overrideRedirect = attributes.overrideRedirect;
    reply.colormap = attributes.colormap;
    reply.allEventMasks = window.selectedByAll();
    reply.yourEventMask = window.selectedBy(call.client.id());
    reply.doNotPropagateMask = static_cast<std::uint16_t>(attributes.doNotPropagate);
    return reply;
}

void handle(Call& call, const x11::DestroyWindow& request)
{
    call.display.tree().destroy(call.display.window(request.window));
}

void handle(Call& call, const x11::DestroySubwindows& request)
{
    call.display.tree().destroyChildren(call.display.window(request.window));
}

void handle(Call& call, const x11::ChangeSaveSet& request)
{
    Window& window = call.display.window(request.window);
    if (window.owner() == call.client.id()) throw badMatch();
    if (request.mode > x11::SetMode::Delete) throw badValue(request.mode);
    call.client.changeSaveSet({.window = window.id()}, request.mode == x11::SetMode::Insert);
    if (request.mode == x11::SetMode::Insert) window.inSaveSet = true;
}

void handle(Call& call, const x11::ReparentWindow& request)
{
    Window& window = call.display.window(request.window);
    Window& parent = call.display.window(request.parent);
    if (window.isRoot() || window.isAncestorOf(parent)) throw badMatch();
    if (parent.isInputOnly() && !window.isInputOnly()) throw badMatch();
    if (window.attributes.background.kind == Background::Kind::ParentRelative &&
        window.depth() != parent.depth())
        throw badMatch();
    if (!WindowTree::fits(window, parent)) throw badAlloc();
    call.display.tree().reparent(window, parent, {request.x, request.y}, &call.client);
}

void handle(Call& call, const x11::MapWindow& request)
{
    call.display.tree().map(call.display.window(request.window), &call.client);
}

void handle(Call& call, const x11::MapSubwindows& request)
{
    call.display.tree().mapChildren(call.display.window(request.window), &call.client);
}

void handle(Call& call, const x11::UnmapWindow& request)
{
    call.display.tree().unmap(call.display.window(request.window));
}

void handle(Call& call, const x11::UnmapSubwindows& request)
{
    call.display.tree().unmapChildren(call.display.window(request.window));
}

void handle(Call& call, const x11::ConfigureWindow& request)
{
    Window& window = call.display.window(request.window);
    const auto& values = request.valueList;
    if (window.isInputOnly() && values.borderWidth) throw badMatch();
    if (values.sibling && !values.stackMode) throw badMatch();
    const WindowChanges changes = changesOf(call, values);
    if (changes.sibling &&
        (changes.sibling == &window || changes.sibling->parent() != window.parent()))
        throw badMatch();
    call.display.tree().configure(window, changes, &call.client);
}

void handle(Call& call, const x11::CirculateWindow& request)
{
    if (request.direction > x11::Circulate::LowerHighest) throw badValue(request.direction);
    call.display.tree().circulate(call.display.window(request.window),
                                  static_cast<CirculateDirection>(request.direction), &call.client);
}

x11::GetGeometry::Reply handle(Call& call, const x11::GetGeometry& request)
{
    const Drawable& drawable = call.display.drawable(request.drawable);
    const Rect bounds = drawable.bounds();
    x11::GetGeometry::Reply reply;
    reply.depth = static_cast<std::uint8_t>(drawable.depth());
    reply.root = call.display.root().id();
    reply.x = static_cast<std::int16_t>(bounds.x);
    reply.y = static_cast<std::int16_t>(bounds.y);
    reply.width = static_cast<std::uint16_t>(bounds.width);
    reply.height = static_cast<std::uint16_t>(bounds.height);
    reply.borderWidth = static_cast<std::uint16_t>(drawable.borderWidth());
    return reply;
}

x11::QueryTree::Reply handle(Call& call, const x11::QueryTree& request)
{
    const Window& window = call.display.window(request.window);
    x11::QueryTree::Reply reply;
    reply.root = call.display.root().id();
    reply.parent = window.parent() ? window.parent()->id() : 0;
    const Window* overlay = call.display.extensions().composite.overlay(); // Composite: unlisted
    for (const Window* child : window.children())
        if (child != overlay) reply.children.push_back(child->id());
    return reply;
}

x11::TranslateCoordinates::Reply handle(Call& call, const x11::TranslateCoordinates& request)
{
    const Window& source = call.display.window(request.srcWindow);
    const Window& target = call.display.window(request.dstWindow);
    const Point point =
        Point{request.srcX, request.srcY} + source.screenOrigin() - target.screenOrigin();
    const Window* child = target.childAt(point);
    x11::TranslateCoordinates::Reply reply;
    reply.sameScreen = true;
    reply.child = child ? child->id() : 0;
    reply.dstX = static_cast<std::int16_t>(point.x);
    reply.dstY = static_cast<std::int16_t>(point.y);
    return reply;
}

void handle(Call& call, const x11::ClearArea& request)
{
    Window& window = call.display.window(request.window);
    if (window.isInputOnly()) throw badMatch();
    const Rect inside = window.inside();
    const Rect area{request.x, request.y,
                    request.width == 0 ? inside.width - request.x : request.width,
                    request.height == 0 ? inside.height - request.y : request.height};
    call.display.tree().clear(window, area, request.exposures);
}

} // namespace vitrine
