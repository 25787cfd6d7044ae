// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"
#include "protocol/canvas/ids.h"
#include "server/base/ids.h"
#include "server/display/cursor.h"
#include "server/display/input/cursor_animation.h"
#include "server/display/input/device_event.h"
#include "server/display/xkb/state.h"

#include <array>
#include <bitset>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace vitrine {

class Display;
class Window;
struct Key;
struct Touch;
struct KeymapNames;

class Delivery;
class Focus;
class Grabs;
class Keyboard;
class Keymap;
class Pointer;
class Touches;
class Typing;
class XInput;
class XkbClients;

// The pointer and the keyboard of the display, from the viewers' hands to the clients' events.
class InputDevices {
public:
    explicit InputDevices(Display& display); // borrowed; call `start` once the root exists
    ~InputDevices();
    void start();

    // What viewers do. A surface's position counts as on the screen, whatever covers it there.
    void movePointer(Point screen);
    void moveIn(const Window& topLevel, Point inImage);
    void button(std::uint8_t number, bool pressed);
    void wheel(int horizontal, int vertical);               // in 1/120 of a click, right and down
    void touch(const Touch& touch, const Window& topLevel); // by its finger, if not by others
    void key(const Key& key);
    void keycode(std::uint8_t keycode, bool pressed); // a key of the display's own
    void releaseAll();                                // a viewer lost the keyboard, or is gone

    // What is shown. Changes are counted by Display::changes().
    Point position() const;                         // of the pointer, on the screen
    CursorRef cursor() const;                       // never null
    CursorRef cursorOf(const Window& window) const; // its own; null where it has the parent's
    std::optional<Point> takeWarp();                // where a client put the pointer since
    CursorId newCursorId() { return cursorIds_.next(); }

    // What the window tree tells. Each is called after the change; `windowGone` on a window that is
    // about to be destroyed, while it still has its parent.
    void treeChanged();                    // mapped, moved, restacked, reshaped, …
    void windowUnviewable(Window& window); // for each window that no longer is
    void windowGone(Window& window);
    void clientGone(ClientId client);
    void cursorChanged(); // of any window

    // Auto-repeat and animated cursors: call `tick` when the display's clock has come to this time.
    // It may change with every key.
    std::optional<std::uint32_t> nextDeadline() const;
    void tick();
    std::function<void()> deadlineChanged; // called by a key that starts or stops repeating

    // What requests do.
    void setKeymap(const KeymapNames& names);     // keys that are down are released
    void setKeymap(Keymap keymap, bool geometry); // by XKB's GetKbdByName: the same
    void warp(Point screen);
    // Who moves a device: its viewer, or XTEST: one of its own, or one that is the viewers'.
    enum class Hand : std::uint8_t { Viewers, XTest, XTestOnViewers };
    template<class Act> void asXTest(Act act, Hand hand = Hand::XTest)
    {
        fedBy_ = hand;
        act();
        fedBy_ = Hand::Viewers;
    }
    void setImpervious(ClientId client, bool impervious)
    {
        impervious_.set(client.value, impervious);
    }
    bool isImpervious(ClientId client) const // to server grabs of others: XTEST
    {
        return impervious_.test(client.value);
    }
    void confine(const Rect& screen); // as a warp into it, but no motion is told
    void changeKeysyms(std::uint8_t first, int width, std::span<const std::uint32_t> keysyms);
    void changeModifiers(const std::array<std::uint8_t, 256>& modifiers);
    void changeButtons(std::span<const std::uint8_t> mapping);
    std::uint16_t state() const; // modifiers and buttons, as events have them
    xkb::State xkbState() const; // the same in full
    std::uint16_t stateFor(ClientId client, std::uint16_t state) const; // as it understands it

    Pointer& pointer() { return *pointer_; }
    Keyboard& keyboard() { return *keyboard_; }
    Focus& focus() { return *focus_; }
    Grabs& grabs() { return *grabs_; }
    XkbClients& xkbClients() { return *xkbClients_; }
    XInput& xinput() { return *xinput_; }
    Typing& typing() { return *typing_; }
    Touches& touches() { return *touches_; }

private:
    void step(std::uint8_t keycode, bool pressed, bool repeats);
    CursorRef wantedCursor() const; // animated or not
    void repeatKey();
    void setRepeat(std::optional<std::uint8_t> keycode);
    void feed(DeviceEvent event);
    void tellSlave(DeviceEvent event);
    void process(DeviceEvent event);
    void tellRules();
    void noteCursor();

    Display& display_;
    std::unique_ptr<Keyboard> keyboard_;
    std::unique_ptr<Pointer> pointer_;
    std::unique_ptr<Focus> focus_;
    std::unique_ptr<Delivery> delivery_;
    std::unique_ptr<Grabs> grabs_;
    std::unique_ptr<XkbClients> xkbClients_;
    std::unique_ptr<XInput> xinput_;
    std::unique_ptr<Typing> typing_;
    std::unique_ptr<Touches> touches_;
    Hand fedBy_ = Hand::Viewers; // by which is fed what is fed now
    bool warping_ = false;

    IdSource<CursorId> cursorIds_;
    CursorRef defaultCursor_;
    CursorId shown_;
    CursorAnimation animation_;
    std::optional<Point> warp_;
    Point hand_; // the last place that was told, also while the pointer is frozen

    struct Repeat {
        std::uint8_t keycode;
        std::uint32_t time;
        Hand hand;
    };
    std::optional<Repeat> repeat_;
    std::bitset<256> impervious_; // by client
    Point wheelRest_;             // less than a click in each direction
};

} // namespace vitrine
