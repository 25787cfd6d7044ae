// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/input/input_devices.h"

#include "protocol/ops/input.h"
#include "server/display/arrow_cursor.h"
#include "server/display/display.h"
#include "server/display/extension_states.h"
#include "server/display/input/delivery.h"
#include "server/display/input/focus.h"
#include "server/display/input/grabs.h"
#include "server/display/input/keyboard.h"
#include "server/display/input/pointer.h"
#include "server/display/input/touches.h"
#include "server/display/input/typing.h"
#include "server/display/policy/policy.h"
#include "server/display/xinput/xinput.h"
#include "server/display/xkb/xkb_clients.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "x11/core.h"
#include "x11/xkb.h"

namespace vitrine {

using Kind = DeviceEvent::Kind;

InputDevices::InputDevices(Display& display)
    : display_(display), keyboard_(std::make_unique<Keyboard>()),
      pointer_(std::make_unique<Pointer>(display)), focus_(std::make_unique<Focus>(display)),
      delivery_(std::make_unique<Delivery>(display)),
      grabs_(std::make_unique<Grabs>(display, *delivery_,
                                     [this](const DeviceEvent& event) { process(event); })),
      xkbClients_(std::make_unique<XkbClients>(display)),
      xinput_(std::make_unique<XInput>(display)),
      typing_(std::make_unique<Typing>(
          display, *keyboard_,
          [this](const KeyStep& next) { step(next.keycode, next.pressed, next.repeats); })),
      touches_(std::make_unique<Touches>(display, *delivery_,
                                         [this](const DeviceEvent& event) { feed(event); }))
{
}

InputDevices::~InputDevices() = default;

void InputDevices::start()
{
    defaultCursor_ = arrowCursor(newCursorId());
    shown_ = defaultCursor_->id();
    const Size screen = display_.screen().size;
    pointer_->place({screen.width / 2, screen.height / 2});
    tellRules();
}

void InputDevices::movePointer(Point screen)
{
    pointer_->prefer(0);
    if (screen != pointer_->position()) feed({.kind = Kind::Motion, .position = screen});
}

void InputDevices::moveIn(const Window& topLevel, Point inImage)
{
    // The image begins at the outer corner of the border. The root's is the screen.
    if (topLevel.isRoot()) return movePointer(inImage);
    pointer_->prefer(topLevel.id());
    feed({.kind = Kind::Motion, .position = topLevel.position() + inImage});
}

void InputDevices::button(std::uint8_t number, bool pressed)
{
    feed({.kind = pressed ? Kind::ButtonPress : Kind::ButtonRelease, .detail = number});
}

void InputDevices::wheel(int horizontal, int vertical)
{
    constexpr int click = 120;
    constexpr int most = 64; // clicks at once; more is no hand's doing
    const auto turn = [&](std::int32_t& rest, int by, std::uint8_t back, std::uint8_t forth) {
        if ((rest < 0) != (by < 0)) rest = 0;
        rest += std::clamp(by, -most * click, most * click);
        for (; std::abs(rest) >= click; rest -= rest < 0 ? -click : click) {
            const std::uint8_t number = rest < 0 ? back : forth;
            for (const Kind kind : {Kind::ButtonPress, Kind::ButtonRelease})
                feed({.kind = kind, .detail = number, .emulated = true});
        }
    };
    // First as an axis, for clients of XInput 2; the buttons follow from it.
    const Point by{std::clamp(horizontal, -most * click, most * click),
                   std::clamp(vertical, -most * click, most * click)};
    if (by != Point{}) feed({.kind = Kind::Motion, .scrolled = by});
    turn(wheelRest_.y, vertical, 4, 5);
    turn(wheelRest_.x, horizontal, 6, 7);
}

void InputDevices::touch(const Touch& touch, const Window& topLevel)
{
    const Point origin = topLevel.isRoot() ? Point{} : topLevel.position();
    switch (touch.phase) {
    case TouchPhase::Begin: return touches_->begin(touch.finger, topLevel, origin + touch.position);
    case TouchPhase::Move: return touches_->move(touch.finger, origin + touch.position);
    case TouchPhase::End: return touches_->end(touch.finger);
    }
}

void InputDevices::key(const Key& key)
{
    typing_->type(key);
}

void InputDevices::keycode(std::uint8_t keycode, bool pressed)
{
    if (keycode >= Keymap::minimum) step(keycode, pressed, true);
}

void InputDevices::releaseAll()
{
    typing_->releaseAll();
    touches_->endAll();
    for (std::size_t number = 1; number < pointer_->down().size(); ++number)
        if (pointer_->down().test(number)) button(static_cast<std::uint8_t>(number), false);
    setRepeat(std::nullopt);
    wheelRest_ = {};
}

void InputDevices::step(std::uint8_t keycode, bool pressed, bool repeats)
{
    feed({.kind = pressed ? Kind::KeyPress : Kind::KeyRelease, .detail = keycode});
    const KeyboardControl& control = keyboard_->control();
    if (pressed && repeats && control.autoRepeat && control.repeats.test(keycode))
        setRepeat(keycode);
    else if (repeat_ && (!pressed && repeat_->keycode == keycode))
        setRepeat(std::nullopt);
}

void InputDevices::setRepeat(std::optional<std::uint8_t> keycode)
{
    repeat_.reset();
    if (keycode)
        repeat_ = Repeat{*keycode, display_.now() + keyboard_->control().repeatDelay, fedBy_};
    if (deadlineChanged) deadlineChanged();
}

std::optional<std::uint32_t> InputDevices::nextDeadline() const
{
    std::optional<std::uint32_t> first = animation_.deadline();
    if (repeat_ && (!first || isEarlier(repeat_->time, *first))) first = repeat_->time;
    return first;
}

void InputDevices::tick()
{
    if (animation_.advance(display_.now())) noteCursor();
    repeatKey();
}

void InputDevices::repeatKey()
{
    const std::uint32_t now = display_.now();
    if (!repeat_ || isEarlier(now, repeat_->time)) return;
    // One at a time: what could not be told in time is not made up for.
    const std::uint8_t keycode = repeat_->keycode;
    repeat_->time = now + keyboard_->control().repeatInterval;
    if (!keyboard_->isDown(keycode) && !grabs_->frozen(Grabs::Device::Keyboard)) {
        repeat_.reset();
        return;
    }
    if (grabs_->frozen(Grabs::Device::Keyboard)) return;
    const Hand before = std::exchange(fedBy_, repeat_->hand);
    feed({.kind = Kind::KeyPress, .detail = keycode, .repeated = true});
    fedBy_ = before;
}

void InputDevices::feed(DeviceEvent event)
{
    event.time = display_.now();
    display_.userActive();
    event.device = event.isKey() ? DeviceNumber::MasterKeyboard : DeviceNumber::MasterPointer;
    event.source = event.touch             ? DeviceNumber::ViewerTouch
                   : event.isKey()         ? fedBy_ == Hand::XTest ? DeviceNumber::XTestKeyboard
                                                                   : DeviceNumber::ViewerKeyboard
                   : fedBy_ == Hand::XTest ? DeviceNumber::XTestPointer
                                           : DeviceNumber::ViewerPointer;
    if (event.isScroll()) event.position = pointer_->position();
    if (!warping_ && !event.touch) xinput_->tellRaw(event);
    if (event.kind == Kind::Motion && !event.isScroll()) hand_ = event.position;
    if (!grabs_->keep(event)) process(event);
}

void InputDevices::process(DeviceEvent event)
{
    if (!isMaster(event.device)) return grabs_->route(event); // it waited for a grab of its own
    event.state = state();
    event.keys = xkbState();
    event.buttons = pointer_->logicalDown();
    xinput_->noteSource(event);
    xinput_->devices().note(event);
    if (event.isScroll()) {
        event.position = pointer_->position();
        tellSlave(event);
        grabs_->route(event);
        return;
    }
    if (event.kind == Kind::Motion) {
        pointer_->place(event.position);
        noteCursor();
        hand_ = event.position = pointer_->position();
        pointer_->remember({event.time, event.position});
        tellSlave(event);
        if (!display_.policy().drags(event, false)) grabs_->route(event);
        return;
    }
    // A key is pressed where the hand is, also while the pointer stands still for a grab.
    event.position = event.isKey() ? hand_ : pointer_->position();
    if (event.isKey()) {
        if (keyboard_->isDown(event.detail) == (event.isPress() && !event.repeated)) return;
        keyboard_->set(event.detail, event.isPress());
        pointer_->hinted = 0;
        tellSlave(event);
        constexpr std::uint8_t escape = 9; // evdev's, as all our keymaps have it
        if (!display_.policy().drags(event, event.detail == escape)) grabs_->route(event);
        const std::uint8_t core =
            event.isPress() ? x11::KeyPressEvent::code : x11::KeyReleaseEvent::code;
        xkbClients_->tellState({.keycode = event.detail, .eventType = core});
        return;
    }
    if (!pointer_->set(event.detail, event.isPress())) return;
    event.detail = pointer_->logical(event.detail);
    if (event.detail == 0) return;
    if (display_.policy().drags(event, false)) return;
    constexpr std::uint8_t lastOfMouse = 3; // beyond are the wheel, back and forward
    if (event.isPress() && event.detail <= lastOfMouse && !grabs_->active(Grabs::Device::Pointer) &&
        !pointer_->window().isRoot())
        display_.policy().buttonPressed(pointer_->window().topLevel());
    tellSlave(event);
    grabs_->route(event);
    const std::uint8_t core =
        event.isPress() ? x11::ButtonPressEvent::code : x11::ButtonReleaseEvent::code;
    xkbClients_->tellState({.keycode = event.detail, .eventType = core},
                           x11::xkb::StatePart::PointerButtons);
}

// To those who listen to the slave itself; the master's is another event.
void InputDevices::tellSlave(DeviceEvent event)
{
    event.device = event.source;
    if (!grabs_->keep(event)) grabs_->route(event);
}

std::uint16_t InputDevices::state() const
{
    return static_cast<std::uint16_t>(keyboard_->modifiers() | pointer_->state());
}

xkb::State InputDevices::xkbState() const
{
    xkb::State state = keyboard_->state();
    state.buttons = pointer_->state();
    return state;
}

std::uint16_t InputDevices::stateFor(ClientId client, std::uint16_t state) const
{
    constexpr std::uint16_t groupBits = 0x6000; // which the core protocol knows nothing of
    return xkbClients_->of(client).initialized ? state
                                               : static_cast<std::uint16_t>(state & ~groupBits);
}

Point InputDevices::position() const
{
    return pointer_->position();
}

void InputDevices::warp(Point screen)
{
    pointer_->prefer(0);
    warping_ = fedBy_ == Hand::Viewers; // no hand did it
    feed({.kind = Kind::Motion, .position = screen});
    warping_ = false;
    warp_ = pointer_->position();
    display_.changed();
}

void InputDevices::confine(const Rect& screen)
{
    const Point at = pointer_->position();
    if (screen.empty() || screen.contains(at)) return;
    pointer_->prefer(0);
    pointer_->place({std::clamp(at.x, screen.x, screen.right() - 1),
                     std::clamp(at.y, screen.y, screen.bottom() - 1)});
    warp_ = hand_ = pointer_->position();
    display_.changed();
}

std::optional<Point> InputDevices::takeWarp()
{
    return std::exchange(warp_, std::nullopt);
}

CursorRef InputDevices::cursor() const
{
    return animation_.frameOf(wantedCursor());
}

CursorRef InputDevices::wantedCursor() const
{
    const Window* window = &pointer_->window();
    if (const Grab* grab = grabs_->active(Grabs::Device::Pointer)) {
        if (grab->cursor) return grab->cursor;
        const Window* const grabbed = display_.resources().find<Window>(grab->window);
        if (grabbed && !grabbed->isAncestorOf(*window)) window = grabbed;
    }
    for (; window; window = window->parent())
        if (window->attributes.cursor) return window->attributes.cursor;
    return defaultCursor_;
}

CursorRef InputDevices::cursorOf(const Window& window) const
{
    return window.isRoot() && !window.attributes.cursor ? defaultCursor_ : window.attributes.cursor;
}

void InputDevices::cursorChanged()
{
    noteCursor();
}

void InputDevices::noteCursor()
{
    const CursorRef wanted = wantedCursor();
    if (!animation_.shows(wanted)) {
        animation_.show(wanted, display_.now());
        if (deadlineChanged) deadlineChanged();
    }
    const CursorRef now = animation_.frameOf(wanted);
    if (std::exchange(shown_, now->id()) == now->id()) return;
    display_.changed();
    display_.extensions().xfixes.cursorShown(*now);
}

void InputDevices::treeChanged()
{
    grabs_->treeChanged();
    pointer_->treeChanged();
    hand_ = pointer_->position();
    noteCursor();
}

void InputDevices::windowUnviewable(Window& window)
{
    grabs_->windowUnviewable(window.id());
    focus_->windowUnviewable(window);
    xinput_->slaveFocus().windowUnviewable(window);
    if (pointer_->hinted == window.id()) pointer_->hinted = 0;
}

void InputDevices::windowGone(Window& window)
{
    grabs_->windowGone(window.id());
    focus_->windowUnviewable(window);
    xinput_->slaveFocus().windowUnviewable(window);
    pointer_->windowGone(window);
    touches_->windowGone(window.id());
    xinput_->windowGone(window.id());
}

void InputDevices::clientGone(ClientId client)
{
    grabs_->clientGone(client);
    touches_->clientGone(client);
    impervious_.reset(client.value);
    xinput_->clientGone(client);
    xkbClients_->clientGone(client);
    noteCursor();
}

void InputDevices::setKeymap(const KeymapNames& names)
{
    setKeymap(Keymap(names), false);
    tellRules();
}

void InputDevices::setKeymap(Keymap keymap, bool geometry)
{
    Keyboard keyboard(std::move(keymap));
    releaseAll();
    for (std::size_t keycode = Keymap::minimum; keycode <= Keymap::maximum; ++keycode)
        if (keyboard_->isDown(static_cast<Keycode>(keycode))) // as text waits before its release
            step(static_cast<Keycode>(keycode), false, false);
    keyboard.control() = keyboard_->control();
    keyboard.lockModifiers(0xff, keyboard_->state().lockedModifiers);
    *keyboard_ = std::move(keyboard);
    xkbClients_->tellNewKeyboard(x11::xkb::GetKbdByName::opcode, geometry);
    xkbClients_->tellState({.majorOpcode = x11::xkb::extension.majorOpcode,
                            .minorOpcode = x11::xkb::GetKbdByName::opcode});
}

// Which keymap it is, for setxkbmap and desktops.
void InputDevices::tellRules()
{
    const KeymapNames& names = keyboard_->keymap().names();
    std::string text;
    for (const std::string* part :
         {&names.rules, &names.model, &names.layout, &names.variant, &names.options})
        text.append(*part).push_back('\0');
    display_.changeProperty(display_.root(), PropertyMode::Replace,
                            display_.atoms().intern("_XKB_RULES_NAMES"), atom::string, 8,
                            std::as_bytes(std::span(text)));
}

void InputDevices::changeKeysyms(std::uint8_t first, int width,
                                 std::span<const std::uint32_t> keysyms)
{
    keyboard_->setKeysyms(first, width, keysyms);
    const auto count = static_cast<std::uint8_t>(keysyms.size() / static_cast<std::size_t>(width));
    xkbClients_->tellKeysyms(first, count);
    xinput_->devices().tellMapping(x11::Mapping::Keyboard, first, count);
}

void InputDevices::changeModifiers(const std::array<std::uint8_t, 256>& modifiers)
{
    keyboard_->setModifiers(modifiers);
    xkbClients_->tellModifierMap();
    xinput_->devices().tellMapping(x11::Mapping::Modifier);
}

void InputDevices::changeButtons(std::span<const std::uint8_t> mapping)
{
    pointer_->setMapping(mapping);
    xinput_->devices().tellMapping(x11::Mapping::Pointer);
    x11::MappingNotifyEvent event;
    event.request = x11::Mapping::Pointer;
    display_.eachClient([&](XClient& client) { client.send(event); });
}

} // namespace vitrine
