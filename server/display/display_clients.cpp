// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/colormap.h"
#include "server/display/display.h"
#include "server/display/extension_states.h"
#include "server/display/input/input_devices.h"
#include "server/display/installed_colormaps.h"
#include "server/display/randr/randr.h"
#include "server/display/saver/screen_savers.h"
#include "server/display/sync/sync.h"

#include <algorithm>
#include <ranges>
#include <set>

// Clients come and go. X11 protocol, section 10 (connection close).
namespace vitrine {

XClient* Display::connect(ClientOutput& output, x11::ByteOrder order)
{
    for (std::uint32_t number = 1; number < clients_.size(); ++number) {
        if (clients_[number]) continue;
        clients_[number] = std::make_unique<XClient>(ClientId{number}, &output, order);
        return clients_[number].get();
    }
    return nullptr;
}

XClient* Display::client(ClientId id)
{
    return id.value < clients_.size() ? clients_[id.value].get() : nullptr;
}

void Display::disconnect(XClient& client)
{
    closeDown(client);
    client.disconnected = true;
    if (client.closeDownMode == CloseDownMode::Destroy) clients_[client.id().value].reset();
}

// What a client left behind. Its connection may still be closing, and name it once more.
void Display::destroyLeft(XClient& client)
{
    destroyResources(client);
    client.closeDownMode = CloseDownMode::Destroy;
    if (client.disconnected) clients_[client.id().value].reset();
}

void Display::kill(Xid resource)
{
    XClient* owner = client(Resources::ownerOf(resource));
    if (!owner || !resources_.has(resource)) throw badValue(resource);
    if (ClientOutput* output = owner->output()) {
        closeDown(*owner);
        output->close(); // `disconnect` follows when it has closed
    } else {
        destroyLeft(*owner);
    }
}

void Display::destroyRetained()
{
    for (const auto& client : clients_)
        if (client && client->gone() && client->closeDownMode == CloseDownMode::RetainTemporary)
            destroyLeft(*client);
}

// Once: also where KillClient came first and the connection's end second.
void Display::closeDown(XClient& client)
{
    if (client.gone()) return;
    client.detach();
    if (serverGrab == client.id()) serverGrab.reset();
    input_->clientGone(client.id());
    selections_.clientGone(client.id());
    extensions_->clientGone(client.id());
    randr_->clientGone(client.id());
    sync_->clientGone(client.id());
    screenSavers_->clientGone(client.id());
    std::vector<Window*> selected;
    resources_.each<Window>([&](Xid, Window& window) {
        if (window.selectedBy(client.id())) selected.push_back(&window);
    });
    // One by one: our own policy may come back, and make windows.
    for (Window* window : selected) select(*window, client.id(), 0);
    if (client.closeDownMode == CloseDownMode::Destroy) destroyResources(client);
}

// Windows in the save-set go to the closest ancestor that does not belong to the client, stay where
// they are on the screen, and are mapped.
void Display::giveBackSaved(const XClient& client)
{
    for (const SavedWindow& saved : client.saveSet) {
        Window* window = resources_.find<Window>(saved.window);
        if (!window || window->isRoot()) continue;
        Window* parent = window->parent();
        while (parent->parent() && parent->owner() == client.id()) parent = parent->parent();
        if (saved.toRoot) parent = root_;
        if (parent != window->parent()) {
            if (!saved.map) tree_.unmap(*window);
            const Point corner = window->parent()->screenOrigin() + window->position();
            tree_.reparent(*window, *parent, corner - parent->screenOrigin());
        }
        if (saved.map) tree_.map(*window);
    }
}

void Display::forgetSaved(Xid window)
{
    for (auto& client : clients_)
        if (client)
            std::erase_if(client->saveSet,
                          [&](const SavedWindow& saved) { return saved.window == window; });
}

void Display::destroyResources(XClient& client)
{
    giveBackSaved(client);
    sync_->destroyOwned(client.id());
    const std::vector<Xid> owned = resources_.ownedBy(client.id());
    // Whole trees at once, and those on top of the stack, most likely the youngest, first. Of
    // thousands that go, each would uncover the others: they are unmapped together.
    constexpr std::size_t crowd = 256;
    if (owned.size() > crowd) {
        std::set<Window*> parents;
        for (const Xid id : owned)
            if (const Window* window = resources_.find<Window>(id))
                if (window->parent()) parents.insert(window->parent());
        for (Window* parent : parents)
            if (parent->owner() != client.id()) tree_.unmapChildren(*parent, &client);
    }
    for (const Xid id : owned | std::views::reverse) {
        Window* window = resources_.find<Window>(id);
        if (window && window->parent() && window->parent()->owner() != client.id())
            tree_.destroy(*window);
    }
    std::vector<Xid> colormaps;
    for (const Xid id : owned) {
        if (resources_.find<Colormap>(id))
            colormaps.push_back(id);
        else if (!resources_.find<Window>(id))
            free(id);
    }
    freeColormaps(*this, colormaps);
    resources_.each<Colormap>([&](Xid, Colormap& map) { map.freeAll(client.id()); });
}

std::vector<Xid> Resources::ownedBy(ClientId client) const
{
    std::vector<Xid> owned;
    entries_.each([&](Xid id, const Entry&) {
        if (ownerOf(id) == client) owned.push_back(id);
    });
    std::ranges::sort(owned);
    return owned;
}

} // namespace vitrine
