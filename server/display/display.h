// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/glyph.h"
#include "protocol/canvas/images.h"
#include "server/base/clock.h"
#include "server/display/access_control.h"
#include "server/display/atoms.h"
#include "server/display/client.h"
#include "server/display/graphics_context.h"
#include "server/display/painter.h"
#include "server/display/pixmap.h"
#include "server/display/properties.h"
#include "server/display/resources.h"
#include "server/display/screen.h"
#include "server/display/selections.h"
#include "server/display/window.h"
#include "server/display/window_tree.h"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vitrine {

class Clipboard;
struct ExtensionStates;
class Fonts;
class Idle;
class InputDevices;
class Pictures;
class Policy;
class RandR;
class ScreenSavers;
class Sync;
class Timers;

// The X world of one session: all that its clients share. Knows no sockets; one thread only.
class Display {
public:
    // The clock is borrowed. `fontPath` are folders of core fonts; empty: the machine's usual ones.
    explicit Display(const Clock& clock, Size screen = {1280, 800},
                     std::vector<std::string> fontPath = {});
    ~Display();

    std::uint32_t now() const { return clock_.milliseconds(); } // X's time
    const Clock& clock() const { return clock_; }
    const Screen& screen() const { return screen_; }
    void resize(Size screen, Size millimeters = {}); // empty: as Screen has it
    void userActive();                               // somebody uses pointer or keyboard

    Images& images() { return images_; }
    Glyphs& glyphs() { return glyphs_; }
    Painter& painter() { return painter_; }
    Fonts& fonts() { return *fonts_; }
    void setSink(OpSink* sink); // borrowed until the next call; null: nobody
    Resources& resources() { return resources_; }
    Atoms& atoms() { return atoms_; }
    Selections& selections() { return selections_; }
    WindowTree& tree() { return tree_; }
    InputDevices& input() { return *input_; }
    Policy& policy() { return *policy_; }
    Clipboard& clipboard() { return *clipboard_; }
    ExtensionStates& extensions() { return *extensions_; } // server/display/extension_states.h
    Timers& timers() { return *timers_; }
    Idle& idle() { return *idle_; }
    RandR& randr() { return *randr_; }
    Sync& sync() { return *sync_; }
    ScreenSavers& screenSavers() { return *screenSavers_; }
    Pictures& pictures() { return *pictures_; }

    // What a request names, or the error for an id that names nothing of the kind.
    Window& root() { return *root_; }
    const Window& root() const { return *root_; }
    Window& window(Xid id) { return resources_.get<Window>(id); }
    Drawable& drawable(Xid id);
    Pixmap& pixmap(Xid id); // as up to date as its owner's memory is
    GraphicsContext& gc(Xid id) { return resources_.get<GraphicsContext>(id); }
    Window* window(SurfaceId id); // a top-level window or the root; null where there is none

    // Names a new resource of a client, or throws BadIDChoice, or BadAlloc over its quota.
    template<class T> void add(XClient& client, Xid id, std::shared_ptr<T> object)
    {
        claim(client, id);
        resources_.add<T>(id, std::move(object));
    }
    void checkNew(const XClient& client, Xid id) const; // throws as `add` would
    void free(Xid id); // anything but a window: those, WindowTree destroys

    // Where and inside what a context's drawing on a drawable goes. Throws BadMatch where root or
    // depth differ, or the window is InputOnly.
    Target target(const Drawable& drawable, const GraphicsContext& gc);
    // Where else it goes: from the root with IncludeInferiors on, the top-level windows, each where
    // it shows on the screen. Nowhere for all others.
    std::vector<Target> inferiorTargets(const Drawable& drawable, const GraphicsContext& gc);
    // Where a drawable is read, or drawn on without a context: IncludeInferiors or not.
    Target target(const Drawable& drawable, bool includeInferiors = false);

    // What is on the screen: the root with all top-level windows on it. Depth 24.
    Image composed(const Rect& screenRect) const;

    ScreenSaver screenSaver; // then tell screenSavers()
    AccessControl accessControl;

    // What a client wants to hear of a window; 0: nothing.
    void select(Window& window, ClientId client, std::uint32_t mask);
    void setCursor(Window& window, std::shared_ptr<Cursor> cursor);

    // A window of the server's own, InputOnly and never mapped: to own selections, hold properties
    // and be pointed to by them.
    Window& createOwnWindow();
    Xid newOwnId() { return ++lastOwnId_; } // for any other thing of the server's

    // Clients. Null where there are too many.
    XClient* connect(ClientOutput& output, x11::ByteOrder order = x11::nativeOrder);
    void disconnect(XClient& client); // its connection is closed: close-down as its mode says
    void kill(Xid resource);          // KillClient
    XClient* client(ClientId id);     // null where it is gone, and for the server itself
    template<class Use> void eachClient(Use use) // that is connected
    {
        for (const auto& client : clients_)
            if (client && client->output()) use(*client);
    }
    void destroyRetained(); // KillClient of AllTemporary
    const std::shared_ptr<Allowance>& pixelsOf(ClientId id) const;

    // While set, requests of all others wait (GrabServer).
    std::optional<ClientId> serverGrab;

    // Told when a client rings the bell, in percent of the loudest; empty: nobody listens.
    std::function<void(std::uint8_t)> onBell;

    // Sends an event to each client that selected any of `mask` on the window. True if any did.
    template<class Event> bool deliver(const Window& window, std::uint32_t mask, const Event& event)
    {
        if (!(window.selectedByAll() & mask)) return false;
        for (const EventSelection& selection : window.selections())
            if (selection.mask & mask)
                if (XClient* to = client(selection.client)) to->send(event);
        return true;
    }

    // With PropertyNotify, and told to whom it concerns in the server.
    void changeProperty(Window& window, PropertyMode mode, Atom name, Atom type,
                        std::uint8_t format, std::span<const std::byte> bytes,
                        const std::shared_ptr<Allowance>& memory = {}); // null: the server's own
    void deleteProperty(Window& window, Atom name);                // no harm where there is none
    void propertyChanged(Window& window, Atom name, bool deleted); // tells it

    void forgetSaved(Xid window); // no client's save-set holds it any more
    SurfaceId newSurface() { return surfaceIds_.next(); }

    // Grows whenever anything that a viewer is shown changed, but for pixels.
    std::uint64_t changes() const { return changes_; }
    void changed() { ++changes_; }

private:
    void createRoot();
    void claim(XClient& client, Xid id);
    void closeDown(XClient& client);
    void giveBackSaved(const XClient& client);
    void destroyResources(XClient& client);
    void destroyLeft(XClient& client);

    const Clock& clock_;
    std::unique_ptr<Timers> timers_; // outlives all that set one
    std::unique_ptr<Idle> idle_;
    Screen screen_;
    Images images_;
    Glyphs glyphs_;
    Painter painter_{images_, glyphs_};
    std::unique_ptr<Fonts> fonts_;                // outlives the contexts that use its fonts
    std::unique_ptr<ExtensionStates> extensions_; // outlives the resources that refer to it
    std::unique_ptr<Pictures> pictures_;          // outlives the glyphs that its clients use
    Atoms atoms_;
    Resources resources_; // before it go all that it holds
    Selections selections_{*this};
    WindowTree tree_{*this};
    Window* root_ = nullptr;
    std::array<std::unique_ptr<XClient>, 256> clients_; // by number; 0 is the server, never here
    std::shared_ptr<Allowance> ownPixels_ =
        std::make_shared<Allowance>(Allowance{XClient::maximumPixels});
    IdSource<SurfaceId> surfaceIds_;
    Xid lastOwnId_ = 0x200; // of the server; see Screen for those below
    std::uint64_t changes_ = 0;

    struct CachedTarget {
        std::uint64_t drawable = 0;
        std::uint64_t gc = 0;
        Target target;
    };
    std::array<CachedTarget, 16> targets_;

    std::unique_ptr<InputDevices> input_;
    std::unique_ptr<Policy> policy_;
    std::unique_ptr<Clipboard> clipboard_;
    std::unique_ptr<RandR> randr_;
    std::unique_ptr<Sync> sync_;
    std::unique_ptr<ScreenSavers> screenSavers_;
};

} // namespace vitrine
