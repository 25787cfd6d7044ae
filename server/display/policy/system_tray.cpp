// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/policy/system_tray.h"

#include "server/display/display.h"
#include "server/display/policy/synthetic_event.h"

#include <algorithm>

#include "x11/core.h"

namespace vitrine {

namespace {

constexpr std::string_view selectionName = "_NET_SYSTEM_TRAY_S0";
constexpr std::size_t mostIcons = 64;
constexpr std::uint32_t background = 0x2b303b;

x11::ClientMessageEvent messageTo(Xid window, Atom type, std::array<std::uint32_t, 5> values)
{
    x11::ClientMessageEvent event;
    event.format = 32;
    event.window = window;
    event.type = type;
    event.data.data32 = values;
    return event;
}

} // namespace

SystemTray::SystemTray(Display& display) : display_(display) {}

Window* SystemTray::find(Xid id) const
{
    return display_.resources().find<Window>(id);
}

void SystemTray::begin()
{
    Atoms& atoms = display_.atoms();
    const Atom selection = atoms.intern(selectionName);
    if (display_.selections().owner(selection).window != 0) return;
    if (owner_ == 0) owner_ = display_.createOwnWindow().id();
    Window& window = display_.window(owner_);
    const auto set = [&](std::string_view name, Atom type, std::uint32_t value) {
        display_.changeProperty(window, PropertyMode::Replace, atoms.intern(name), type, 32,
                                std::as_bytes(std::span(&value, 1)));
    };
    set("_NET_SYSTEM_TRAY_ORIENTATION", atom::cardinal, 0); // in a row
    set("_NET_SYSTEM_TRAY_VISUAL", atoms.intern("VISUALID"), Screen::rootVisual.id);
    display_.selections().setOwner(selection, &window, ClientId{}, display_.now());
    display_.deliver(display_.root(), x11::EventMask::StructureNotify,
                     messageTo(Screen::root, atoms.intern("MANAGER"),
                               {display_.now(), selection, owner_, 0, 0}));
}

void SystemTray::end()
{
    const Atom selection = display_.atoms().intern(selectionName);
    if (owner_ != 0 && display_.selections().owner(selection).window == owner_)
        display_.selections().setOwner(selection, nullptr, ClientId{}, display_.now());
    for (const Xid id : std::exchange(icons_, {})) {
        Window* const icon = find(id);
        if (!icon) continue;
        display_.tree().unmap(*icon);
        display_.tree().reparent(*icon, display_.root(), {});
    }
    arrange();
}

void SystemTray::message(const Window& to, const ClientMessage& message)
{
    constexpr std::uint32_t requestDock = 0;
    if (to.id() != owner_ || message.type != display_.atoms().find("_NET_SYSTEM_TRAY_OPCODE"))
        return;
    Window* const icon = find(message.values[2]);
    if (message.values[1] == requestDock && icon && !icon->isRoot() && icon->owner()) dock(*icon);
}

void SystemTray::dock(Window& icon)
{
    if (icons_.size() >= mostIcons || icon.id() == container_ ||
        std::ranges::count(icons_, icon.id()) > 0)
        return;
    icons_.push_back(icon.id());
    display_.tree().unmap(icon);
    display_.tree().reparent(icon, container(), {});
    arrange();
    embed(icon);
    showAsTold(icon);
}

// The dock, made with the first icon.
Window& SystemTray::container()
{
    if (Window* const made = find(container_)) return *made;
    container_ = display_.newOwnId();
    auto window = std::make_shared<Window>(container_, ClientId{}, WindowClass::InputOutput,
                                           Screen::rootVisual.depth, Screen::rootVisual.id);
    Window& created = *window;
    created.attributes.background = {Background::Kind::Pixel, background, nullptr};
    created.attributes.colormap = Screen::defaultColormap;
    created.attributes.overrideRedirect = true;
    display_.resources().add<Window>(container_, std::move(window));
    display_.tree().create(created, display_.root(), {0, 0, iconSide, iconSide}, 0);
    const Atom dockType = display_.atoms().intern("_NET_WM_WINDOW_TYPE_DOCK");
    display_.changeProperty(created, PropertyMode::Replace,
                            display_.atoms().intern("_NET_WM_WINDOW_TYPE"), atom::atom, 32,
                            std::as_bytes(std::span(&dockType, 1)));
    constexpr std::string_view name = "System tray";
    display_.changeProperty(created, PropertyMode::Replace, display_.atoms().intern("_NET_WM_NAME"),
                            display_.atoms().intern("UTF8_STRING"), 8,
                            std::as_bytes(std::span(name)));
    return created;
}

// XEMBED 0.5: the embedder says who it is once the window is its child.
void SystemTray::embed(Window& icon)
{
    constexpr std::uint32_t embeddedNotify = 0, version = 0;
    if (XClient* const client = display_.client(icon.owner()))
        sendSynthetic(*client, messageTo(icon.id(), display_.atoms().intern("_XEMBED"),
                                         {display_.now(), embeddedNotify, 0, container_, version}));
}

void SystemTray::showAsTold(Window& icon)
{
    constexpr std::uint32_t mappedFlag = 1;
    const Property* const info = icon.properties.find(display_.atoms().intern("_XEMBED_INFO"));
    const auto values = info ? info->cardinals() : std::vector<std::uint32_t>{};
    if (values.size() >= 2 && !(values[1] & mappedFlag))
        display_.tree().unmap(icon);
    else
        display_.tree().map(icon);
    arrange();
}

void SystemTray::propertyChanged(Window& window, Atom name)
{
    if (std::ranges::count(icons_, window.id()) == 0) return;
    if (name == display_.atoms().find("_XEMBED_INFO")) showAsTold(window);
}

void SystemTray::windowGone(const Window& window)
{
    if (std::erase(icons_, window.id()) > 0) arrange();
}

void SystemTray::arrange()
{
    Window* const dock = find(container_);
    if (!dock) return;
    std::erase_if(icons_, [&](Xid id) { // taken away by its program
        const Window* const icon = find(id);
        return !icon || icon->parent() != dock;
    });
    int shown = 0;
    for (const Xid id : icons_) {
        Window& icon = *find(id);
        WindowChanges changes;
        changes.x = shown * iconSide;
        changes.y = 0;
        changes.width = changes.height = iconSide;
        display_.tree().configure(icon, changes);
        if (icon.mapped()) ++shown;
    }
    if (shown == 0) return display_.tree().unmap(*dock);
    const Size screen = display_.screen().size;
    WindowChanges changes;
    changes.x = screen.width - shown * iconSide;
    changes.y = screen.height - iconSide;
    changes.width = shown * iconSide;
    changes.height = iconSide;
    display_.tree().configure(*dock, changes);
    display_.tree().map(*dock);
}

} // namespace vitrine
