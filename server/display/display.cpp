// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"

#include "server/display/clipboard.h"
#include "server/display/colormap.h"
#include "server/display/extension_states.h"
#include "server/display/idle.h"
#include "server/display/input/input_devices.h"
#include "server/display/policy/policy.h"
#include "server/display/randr/randr.h"
#include "server/display/render/pictures.h"
#include "server/display/saver/screen_savers.h"
#include "server/display/sync/sync.h"
#include "server/display/timers.h"
#include "server/render/fonts.h"

#include <utility>

#include "x11/core.h"

namespace vitrine {

Display::Display(const Clock& clock, Size screen, std::vector<std::string> fontPath)
    : clock_(clock), timers_(std::make_unique<Timers>(clock)), idle_(std::make_unique<Idle>(clock))
{
    screen_.size = screen;
    fonts_ = std::make_unique<Fonts>(
        GlyphStore{[this](Glyph glyph) { return painter_.defineGlyph(std::move(glyph)); },
                   [this](GlyphId id) { painter_.dropGlyph(id); }},
        fontPath.empty() ? Fonts::defaultDirectories() : std::move(fontPath));
    extensions_ = std::make_unique<ExtensionStates>(*this);
    painter_.setSink(&extensions_->drawn);
    pictures_ = std::make_unique<Pictures>(*this);
    resources_.add<Colormap>(Screen::defaultColormap,
                             std::make_shared<Colormap>(Screen::rootVisual.id, true));
    createRoot();
    input_ = std::make_unique<InputDevices>(*this);
    policy_ = std::make_unique<Policy>(*this);
    clipboard_ = std::make_unique<Clipboard>(*this);
    randr_ = std::make_unique<RandR>(*this);
    sync_ = std::make_unique<Sync>(*this);
    screenSavers_ = std::make_unique<ScreenSavers>(*this);
    input_->start();
    policy_->start();
}

Display::~Display()
{
    painter_.setSink(nullptr); // which goes before all that is drawn on
}

void Display::setSink(OpSink* sink)
{
    extensions_->drawn.setNext(sink);
}

void Display::createRoot()
{
    auto root = std::make_shared<Window>(Screen::root, ClientId{}, WindowClass::InputOutput,
                                         Screen::rootVisual.depth, Screen::rootVisual.id);
    constexpr std::uint32_t slate = 0x2b303b;
    root->attributes.background = {Background::Kind::Pixel, slate, nullptr};
    root->attributes.colormap = Screen::defaultColormap;
    root_ = root.get();
    resources_.add<Window>(Screen::root, std::move(root));
    tree_.showRoot(*root_, screen_.size);
}

void Display::resize(Size screen, Size millimeters)
{
    const bool same = screen == screen_.size;
    if (screen.empty() || (same && millimeters == screen_.measured)) return;
    screen_.size = screen;
    screen_.measured = millimeters;
    if (!same) tree_.resizeRoot(screen);
    randr_->screenResized();
}

void Display::userActive()
{
    sync_->userActive();
    idle_->end();
    screenSavers_->userActive();
}

Window& Display::createOwnWindow()
{
    const Xid id = newOwnId();
    auto window =
        std::make_shared<Window>(id, ClientId{}, WindowClass::InputOnly, 0, Screen::rootVisual.id);
    window->attributes.overrideRedirect = true;
    Window& created = *window;
    resources_.add<Window>(id, std::move(window));
    tree_.adopt(created, *root_);
    return created;
}

Drawable& Display::drawable(Xid id)
{
    if (auto* drawable = resources_.findAny<Drawable, Window, Pixmap, BackBuffer>(id))
        return *drawable;
    throw badDrawable(id);
}

Pixmap& Display::pixmap(Xid id)
{
    Pixmap& pixmap = resources_.get<Pixmap>(id);
    pixmap.refresh(pixmap.bounds());
    return pixmap;
}

Window* Display::window(SurfaceId id)
{
    if (root_->surface() == id) return root_;
    for (Window* child : root_->children())
        if (child->surface() == id) return child;
    return nullptr;
}

void Display::checkNew(const XClient& client, Xid id) const
{
    if (!client.owns(id) || resources_.has(id)) throw badIdChoice(id);
    if (client.resources >= XClient::maximumResources) throw badAlloc();
}

void Display::claim(XClient& client, Xid id)
{
    checkNew(client, id);
    ++client.resources;
}

void Display::free(Xid id)
{
    if (!resources_.has(id)) return;
    resources_.remove(id);
    if (XClient* owner = client(Resources::ownerOf(id))) --owner->resources;
}

const std::shared_ptr<Allowance>& Display::pixelsOf(ClientId id) const
{
    const auto& client = clients_[id.value];
    return client ? client->pixels : ownPixels_;
}

void Display::select(Window& window, ClientId client, std::uint32_t mask)
{
    const std::uint32_t before = window.selectedByAll();
    window.select(client, mask);
    const std::uint32_t changed = before ^ window.selectedByAll();
    if (window.isRoot() && (changed & x11::EventMask::SubstructureRedirect))
        policy_->redirectChanged();
}

void Display::setCursor(Window& window, std::shared_ptr<Cursor> cursor)
{
    window.attributes.cursor = std::move(cursor);
    input_->cursorChanged();
}

void Display::changeProperty(Window& window, PropertyMode mode, Atom name, Atom type,
                             std::uint8_t format, std::span<const std::byte> bytes,
                             const std::shared_ptr<Allowance>& memory)
{
    window.properties.change(mode, name, type, format, bytes, memory);
    propertyChanged(window, name, false);
}

void Display::deleteProperty(Window& window, Atom name)
{
    if (window.properties.remove(name)) propertyChanged(window, name, true);
}

void Display::propertyChanged(Window& window, Atom name, bool deleted)
{
    x11::PropertyNotifyEvent event;
    event.window = window.id();
    event.atom = name;
    event.time = now();
    event.state = deleted ? x11::Property::Delete : x11::Property::NewValue;
    deliver(window, x11::EventMask::PropertyChange, event);
    // A window manager's frame shows what the window in it says.
    if (window.isTopLevel() || (window.parent() && window.parent()->isTopLevel())) changed();
    if (policy_) policy_->propertyChanged(window, name); // a client may be inside of a frame
    if (clipboard_) clipboard_->propertyChanged(window, name, deleted);
}

} // namespace vitrine
