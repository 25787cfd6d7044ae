// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/policy/policy.h"

#include "server/display/display.h"
#include "server/display/input/focus.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/typing.h"
#include "server/display/policy/built_in_policy.h"
#include "server/display/policy/closing.h"
#include "server/display/policy/launches.h"
#include "server/display/policy/manager_requests.h"
#include "server/display/policy/system_tray.h"
#include "server/display/policy/window_hints.h"

#include <algorithm>

#include "x11/core.h"

namespace vitrine {

struct Policy::State {
    explicit State(Display& theDisplay)
        : display(theDisplay), atoms(theDisplay.atoms()), launches(theDisplay, atoms),
          builtIn(theDisplay, atoms, launches), manager(theDisplay, atoms), tray(theDisplay)
    {
    }

    void describeManaged(const Window& window, const ManagedWindow& managed,
                         Surface& surface) const;
    void describeForeign(const Window& topLevel, const Window& client, Surface& surface) const;

    void takeOver()
    {
        launches.begin();
        builtIn.begin();
        tray.begin();
    }
    void leave()
    {
        launches.end();
        builtIn.end();
        tray.end();
    }

    Display& display;
    PolicyAtoms atoms;
    Launches launches;
    BuiltInPolicy builtIn;
    ManagerRequests manager;
    SystemTray tray;
    bool managerRuns = false;
    bool aside = false;
};

Policy::Policy(Display& display) : state_(std::make_unique<State>(display)) {}

Policy::~Policy() = default;

void Policy::start()
{
    state_->takeOver();
}

void Policy::standAside()
{
    state_->aside = true;
    if (!state_->managerRuns) state_->leave();
    state_->display.changed();
}

bool Policy::standsAside() const
{
    return state_->aside;
}

Launches& Policy::launches()
{
    return state_->launches;
}

void Policy::redirectChanged()
{
    const bool runs = state_->display.root().selectedByAll() & x11::EventMask::SubstructureRedirect;
    if (runs == state_->managerRuns) return;
    state_->managerRuns = runs;
    if (!state_->aside) {
        if (runs)
            state_->leave();
        else
            state_->takeOver();
    }
    state_->display.changed();
}

void Policy::perform(const ActOnSurface& action)
{
    Window* const window = state_->display.window(action.surface);
    if (!window || !window->isTopLevel()) return;
    ActOnSurface bounded = action;
    Rect& geometry = bounded.geometry;
    geometry = {std::clamp(geometry.x, -32768, 32767), std::clamp(geometry.y, -32768, 32767),
                std::clamp(geometry.width, 1, 32767), std::clamp(geometry.height, 1, 32767)};
    if (state_->managerRuns) {
        state_->manager.perform(*window, bounded);
        return;
    }
    BuiltInPolicy& policy = state_->builtIn;
    switch (action.action) {
    case SurfaceAction::Activate:
        policy.used(window->id(), state_->display.now());
        policy.activate(*window);
        break;
    case SurfaceAction::Close: policy.close(*window); break;
    case SurfaceAction::MoveResize: {
        const int border = 2 * window->borderWidth();
        policy.moveResize(*window, {geometry.x, geometry.y, std::max(1, geometry.width - border),
                                    std::max(1, geometry.height - border)});
        break;
    }
    case SurfaceAction::Minimize: policy.minimize(*window); break;
    case SurfaceAction::Maximize: policy.setMaximized(*window, true, true); break;
    case SurfaceAction::FullScreen: policy.setFullScreen(*window, true); break;
    case SurfaceAction::Restore: policy.restore(*window); break;
    }
}

void Policy::describe(const Window& topLevel, Surface& surface) const
{
    const PolicyAtoms& atoms = state_->atoms;
    const Window& client = state_->managerRuns ? state_->manager.clientOf(topLevel) : topLevel;
    surface.role = roleOf(client, atoms);
    surface.title = titleOf(client, atoms);
    surface.application = applicationOf(client);
    surface.states = topLevel.mapped() ? SurfaceState::Mapped : std::uint32_t{0};
    if (const Window* const parent =
            state_->display.resources().find<Window>(transientForOf(client));
        parent && !parent->isRoot() && &parent->topLevel() != &topLevel)
        surface.parent = parent->topLevel().surface();
    if (wmHintsOf(client).urgent) surface.states |= SurfaceState::Urgent;

    if (const ManagedWindow* const managed = state_->builtIn.find(topLevel.id()))
        state_->describeManaged(topLevel, *managed, surface);
    else
        state_->describeForeign(topLevel, client, surface);
}

void Policy::State::describeManaged(const Window& window, const ManagedWindow& managed,
                                    Surface& surface) const
{
    const auto set = [&](bool is, SurfaceState state) {
        if (is) surface.states |= state;
    };
    set(builtIn.active() == window.id(), SurfaceState::Active);
    set(managed.minimized, SurfaceState::Minimized);
    set(managed.maximized(), SurfaceState::Maximized);
    set(managed.fullScreen, SurfaceState::FullScreen);
    set(managed.modal, SurfaceState::Modal);
    set(managed.above, SurfaceState::Above);
    set(managed.demandsAttention, SurfaceState::Urgent);
    set(managed.skipTaskbar, SurfaceState::SkipTaskbar);

    const MotifHints motif = motifHintsOf(window, atoms);
    const SizeHints hints = sizeHintsOf(window);
    const bool framed = surface.role == SurfaceRole::Normal ||
                        surface.role == SurfaceRole::Dialog || surface.role == SurfaceRole::Utility;
    surface.decorated = framed && motif.decorated && !managed.fullScreen;
    const bool resizable = motif.resizable && !hints.fixed();
    const auto can = [&](bool is, SurfaceAbility ability) {
        if (is && framed) surface.abilities |= ability;
    };
    can(motif.movable, SurfaceAbility::Movable);
    can(resizable, SurfaceAbility::Resizable);
    can(motif.minimizable, SurfaceAbility::Minimizable);
    can(resizable && motif.maximizable, SurfaceAbility::Maximizable);
    can(motif.closable, SurfaceAbility::Closable);

    // The hints are of the inside, viewers know the image.
    const int border = 2 * window.borderWidth();
    const auto ofImage = [&](Size size) {
        return size.empty() ? Size{} : Size{size.width + border, size.height + border};
    };
    surface.minimumSize = ofImage(hints.minimum);
    surface.maximumSize = ofImage(hints.maximum);
    surface.sizeIncrement = hints.increment;
}

// Override-redirect windows, and all where a window manager runs: it has drawn the decorations.
void Policy::State::describeForeign(const Window& topLevel, const Window& client,
                                    Surface& surface) const
{
    surface.decorated = false;
    if (!managerRuns || (&client == &topLevel && topLevel.attributes.overrideRedirect)) return;
    constexpr std::uint32_t iconicState = 3;
    const auto states = statesOf(client, atoms);
    const auto has = [&](Atom state) {
        return std::find(states.begin(), states.end(), state) != states.end();
    };
    const auto set = [&](bool is, SurfaceState state) {
        if (is) surface.states |= state;
    };
    set(manager.active() == client.id(), SurfaceState::Active);
    set(wmStateOf(client, atoms) == iconicState, SurfaceState::Minimized);
    set(has(atoms.stateMaximizedVertically) && has(atoms.stateMaximizedHorizontally),
        SurfaceState::Maximized);
    set(has(atoms.stateFullScreen), SurfaceState::FullScreen);
    set(has(atoms.stateModal), SurfaceState::Modal);
    set(has(atoms.stateAbove), SurfaceState::Above);
    set(has(atoms.stateDemandsAttention), SurfaceState::Urgent);
    set(has(atoms.stateSkipTaskbar), SurfaceState::SkipTaskbar);
    if (wmStateOf(client, atoms))
        surface.abilities = SurfaceAbility::Movable | SurfaceAbility::Resizable |
                            SurfaceAbility::Minimizable | SurfaceAbility::Maximizable |
                            SurfaceAbility::Closable;
}

Image Policy::icon(const Window& topLevel, int wantedSize) const
{
    const Window& client = state_->managerRuns ? state_->manager.clientOf(topLevel) : topLevel;
    return iconOf(client, state_->atoms, wantedSize);
}

void Policy::mapRequested(Window& topLevel)
{
    state_->builtIn.mapRequested(topLevel);
}

void Policy::configureRequested(Window& topLevel, Rect geometry)
{
    state_->builtIn.configureRequested(topLevel, geometry);
}

void Policy::unmapped(Window& topLevel)
{
    if (!state_->managerRuns) state_->builtIn.unmapped(topLevel);
}

void Policy::destroyed(Window& topLevel)
{
    if (!state_->managerRuns) state_->builtIn.destroyed(topLevel);
}

void Policy::propertyChanged(Window& window, std::uint32_t atom)
{
    state_->tray.propertyChanged(window, atom);
    if (!state_->managerRuns)
        state_->builtIn.propertyChanged(window, atom);
    else if (!window.isTopLevel())
        state_->display.changed(); // a client in its frame, or the root
}

std::uint32_t Policy::ping(const Window& window) const
{
    const PolicyAtoms& atoms = state_->atoms;
    for (const Window* asked = &window; asked; asked = asked->parent())
        if (hasProtocol(*asked, atoms, atoms.wmPing)) {
            sendProtocol(state_->display, atoms, *asked, atoms.wmPing);
            return asked->id();
        }
    return 0;
}

void Policy::clientMessage(Window& window, const ClientMessage& message)
{
    const PolicyAtoms& atoms = state_->atoms;
    if (message.type == atoms.wmProtocols && message.values[0] == atoms.wmPing)
        state_->display.input().typing().answered(message.values[2], message.values[1]);
    if (!state_->managerRuns) state_->builtIn.clientMessage(window, message);
}

void Policy::withdrawn(Window& window)
{
    if (!state_->managerRuns && !window.mapped()) state_->builtIn.unmapped(window);
}

void Policy::messageToServer(const Window& own, const ClientMessage& message)
{
    state_->tray.message(own, message);
}

void Policy::windowGone(const Window& window)
{
    state_->tray.windowGone(window);
}

void Policy::screenResized()
{
    state_->tray.arrange();
    if (!state_->managerRuns && !state_->aside) state_->builtIn.screenResized();
}

void Policy::buttonPressed(Window& topLevel)
{
    if (!state_->managerRuns) state_->builtIn.buttonPressed(topLevel);
}

bool Policy::drags(const DeviceEvent& event, bool cancels)
{
    return !state_->managerRuns && !state_->aside && state_->builtIn.drags(event, cancels);
}

} // namespace vitrine
