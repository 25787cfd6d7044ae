// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"
#include "protocol/canvas/ids.h"
#include "server/base/ids.h"
#include "server/display/cursor.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace vitrine {

class Display;
class Window;
struct Key;

class Grabs;
class Focus;
class Keyboard;
class Pointer;

// The pointer and the keyboard of the display, from the viewers' hands to the clients' events.
class InputDevices {
public:
    explicit InputDevices(
        Display& display); // borrowed for our life; call `start` once the root exists
    ~InputDevices();
    void start();

    // What viewers do.
    void movePointer(Point screen);
    void moveIn(const Window& topLevel, Point inImage); // as PointerMove with a surface has it
    void button(std::uint8_t number, bool pressed);
    void wheel(int horizontal, int vertical); // in 1/120 of a click, right and down
    void key(const Key& key);
    void releaseAll(); // a viewer lost the keyboard, or is gone

    // What is shown. Changes are counted by Display::changes().
    Point position() const;          // of the pointer, on the screen
    CursorRef cursor() const;        // null: hidden
    std::optional<Point> takeWarp(); // where a client put the pointer since

    // What the window tree tells. Each is called after the change; `windowGone` also on a window
    // that is about to be destroyed, while it still has its parent.
    void treeChanged();                    // mapped, moved, restacked, reshaped, …
    void windowUnviewable(Window& window); // for each window that no longer is
    void windowGone(Window& window);
    void clientGone(ClientId client);
    void cursorChanged(const Window& window); // its cursor attribute

    // Auto-repeat: call `tick` when the display's clock has come to this time. It may change with
    // every key.
    std::optional<std::uint32_t> nextDeadline() const;
    void tick();

    Pointer& pointer() { return *pointer_; }
    Keyboard& keyboard() { return *keyboard_; }
    Grabs& grabs() { return *grabs_; }
    Focus& focus() { return *focus_; }

private:
    Display& display_;
    std::unique_ptr<Keyboard> keyboard_;
    std::unique_ptr<Pointer> pointer_;
    std::unique_ptr<Focus> focus_;
    std::unique_ptr<Grabs> grabs_;
};

} // namespace vitrine
