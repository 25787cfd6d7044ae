// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/policy/settings.h"

#include "server/display/display.h"

#include <cstring>

#include "x11/core.h"

namespace vitrine {

namespace {

constexpr int dotsPerInch = 96; // as Screen has it

// What GTK and Qt take without any desktop, said aloud, so that all of them take the same.
const std::vector<Setting>& settings()
{
    static const std::vector<Setting> all{
        {"Xft/DPI", dotsPerInch * 1024},
        {"Xft/Antialias", 1},
        {"Xft/Hinting", 1},
        {"Xft/HintStyle", "hintslight"},
        {"Xft/RGBA", "none"}, // the viewer's pixels are not known
        {"Net/DoubleClickTime", 400},
        {"Net/DoubleClickDistance", 5},
        {"Net/DndDragThreshold", 8},
        {"Net/CursorBlink", 1},
        {"Net/CursorBlinkTime", 1200},
        {"Net/ThemeName", "Adwaita"},
        {"Net/IconThemeName", "Adwaita"},
        {"Gtk/FontName", "Sans 10"},
        {"Gtk/CursorThemeName", "Adwaita"},
        {"Gtk/CursorThemeSize", 24},
    };
    return all;
}

template<class T> void put(std::vector<std::byte>& out, T value)
{
    const std::size_t at = out.size();
    out.resize(at + sizeof value);
    std::memcpy(out.data() + at, &value, sizeof value);
}

void putText(std::vector<std::byte>& out, const std::string& text)
{
    for (const char letter : text) out.push_back(static_cast<std::byte>(letter));
    out.resize((out.size() + 3) / 4 * 4);
}

} // namespace

std::vector<std::byte> encodeSettings(const std::vector<Setting>& settings, std::uint32_t serial)
{
    enum Type : std::uint8_t { Integer, String };
    std::vector<std::byte> out;
    put(out, std::uint32_t{x11::nativeOrder == x11::ByteOrder::Little ? 0u : 1u << 24});
    put(out, serial);
    put(out, static_cast<std::uint32_t>(settings.size()));
    for (const auto& [name, value] : settings) {
        const auto* const text = std::get_if<std::string>(&value);
        put(out, text ? String : Integer);
        put(out, std::uint8_t{0});
        put(out, static_cast<std::uint16_t>(name.size()));
        putText(out, name);
        put(out, serial); // of its last change
        if (!text) {
            put(out, std::get<std::int32_t>(value));
            continue;
        }
        put(out, static_cast<std::uint32_t>(text->size()));
        putText(out, *text);
    }
    return out;
}

DesktopSettings::DesktopSettings(Display& display) : display_(display) {}

void DesktopSettings::begin()
{
    Atoms& atoms = display_.atoms();
    const Atom resources = atoms.intern("RESOURCE_MANAGER");
    if (!display_.root().properties.find(resources)) {
        const std::string text = "Xft.dpi:\t" + std::to_string(dotsPerInch) + "\n";
        display_.changeProperty(display_.root(), PropertyMode::Replace, resources, atom::string, 8,
                                std::as_bytes(std::span(text)));
    }
    const Atom selection = atoms.intern("_XSETTINGS_S0");
    if (display_.selections().owner(selection).window != 0) return;
    if (window_ == 0) window_ = display_.createOwnWindow().id();
    Window& window = display_.window(window_);
    const Atom name = atoms.intern("_XSETTINGS_SETTINGS");
    display_.changeProperty(window, PropertyMode::Replace, name, name, 8,
                            encodeSettings(settings(), 0));
    display_.selections().setOwner(selection, &window, ClientId{}, display_.now());
    // ICCCM 2.8: whoever manages a selection says so to all.
    x11::ClientMessageEvent event;
    event.format = 32;
    event.window = Screen::root;
    event.type = atoms.intern("MANAGER");
    event.data.data32 = {display_.now(), selection, window_, 0, 0};
    display_.deliver(display_.root(), x11::EventMask::StructureNotify, event);
}

void DesktopSettings::end()
{
    const Atom selection = display_.atoms().intern("_XSETTINGS_S0");
    if (window_ != 0 && display_.selections().owner(selection).window == window_)
        display_.selections().setOwner(selection, nullptr, ClientId{}, display_.now());
}

} // namespace vitrine
