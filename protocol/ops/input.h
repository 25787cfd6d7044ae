// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"
#include "protocol/canvas/ids.h"
#include "protocol/ops/field.h"

#include <cstdint>
#include <string>
#include <tuple>
#include <variant>

// What a viewer tells the server. Each travels alone, is bounded, and is checked by the server.
namespace vitrine {

// The first message of a viewer.
struct Hello {
    std::uint32_t protocolVersion = 1;
    Size viewport;      // the room it has for the screen; zero: no wish
    std::string resume; // a token from an earlier link, or empty

    static constexpr std::string_view name = "Hello";
    static constexpr auto fields =
        std::tuple{Field{"protocolVersion", &Hello::protocolVersion},
                   Field{"viewport", &Hello::viewport}, Field{"resume", &Hello::resume}};
    bool operator==(const Hello&) const = default;
};

struct Acknowledge {
    std::uint32_t frame = 0;
    std::uint32_t decodeMicroseconds = 0;
    std::uint32_t mismatches = 0; // Checks that failed since the session began

    static constexpr std::string_view name = "Acknowledge";
    static constexpr auto fields =
        std::tuple{Field{"frame", &Acknowledge::frame},
                   Field{"decodeMicroseconds", &Acknowledge::decodeMicroseconds},
                   Field{"mismatches", &Acknowledge::mismatches}};
    bool operator==(const Acknowledge&) const = default;
};

// The pointer moved. With a surface: in the coordinates of its image; without: on the screen.
struct PointerMove {
    SurfaceId surface;
    Point position;

    static constexpr std::string_view name = "PointerMove";
    static constexpr auto fields = std::tuple{Field{"surface", &PointerMove::surface},
                                              Field{"position", &PointerMove::position}};
    bool operator==(const PointerMove&) const = default;
};

struct PointerButton {
    std::uint8_t button = 1; // 1 left, 2 middle, 3 right, 8 back, 9 forward; the wheel is Wheel
    bool pressed = false;

    static constexpr std::string_view name = "PointerButton";
    static constexpr auto fields = std::tuple{Field{"button", &PointerButton::button},
                                              Field{"pressed", &PointerButton::pressed}};
    bool operator==(const PointerButton&) const = default;
};

// In 1/120 of a wheel's click, to the right and down.
struct Wheel {
    std::int32_t horizontal = 0;
    std::int32_t vertical = 0;

    static constexpr std::string_view name = "Wheel";
    static constexpr auto fields =
        std::tuple{Field{"horizontal", &Wheel::horizontal}, Field{"vertical", &Wheel::vertical}};
    bool operator==(const Wheel&) const = default;
};

// A key, three ways: the server uses the code where the layouts agree on the keysym, finds or makes
// a keycode for the keysym where they do not, and types the text, however long, where there is
// neither.
struct Key {
    std::uint32_t code = 0;   // Linux input event code (KEY_A is 30); zero: unknown
    std::uint32_t keysym = 0; // X11 keysym; zero: unknown
    std::string text;         // UTF-8, what it would type; may be empty
    bool pressed = false;

    static constexpr std::string_view name = "Key";
    static constexpr auto fields =
        std::tuple{Field{"code", &Key::code}, Field{"keysym", &Key::keysym},
                   Field{"text", &Key::text}, Field{"pressed", &Key::pressed}};
    bool operator==(const Key&) const = default;
};

// The viewer lost the keyboard: every pressed key and button is released.
struct ReleaseAll {
    static constexpr std::string_view name = "ReleaseAll";
    static constexpr auto fields = std::tuple{};
    bool operator==(const ReleaseAll&) const = default;
};

// The room for the screen changed.
struct Viewport {
    Size size;

    static constexpr std::string_view name = "Viewport";
    static constexpr auto fields = std::tuple{Field{"size", &Viewport::size}};
    bool operator==(const Viewport&) const = default;
};

enum class SurfaceAction : std::uint8_t {
    Activate,   // raise and focus
    Close,      // WM_DELETE_WINDOW, or KillClient where it is not understood
    MoveResize, // to `geometry`, of the image, on the screen
    Minimize,
    Maximize,
    FullScreen,
    Restore, // back from any of the three
};

struct ActOnSurface {
    SurfaceId surface;
    SurfaceAction action = SurfaceAction::Activate;
    Rect geometry; // for MoveResize

    static constexpr std::string_view name = "ActOnSurface";
    static constexpr auto fields =
        std::tuple{Field{"surface", &ActOnSurface::surface}, Field{"action", &ActOnSurface::action},
                   Field{"geometry", &ActOnSurface::geometry}};
    bool operator==(const ActOnSurface&) const = default;
};

// The viewer's user copied something.
struct SetClipboard {
    std::string text; // UTF-8

    static constexpr std::string_view name = "SetClipboard";
    static constexpr auto fields = std::tuple{Field{"text", &SetClipboard::text}};
    bool operator==(const SetClipboard&) const = default;
};

enum class TouchPhase : std::uint8_t { Begin, Move, End };

// A finger on a surface that takes touches (SurfaceState::Touchable); on others a viewer makes
// of them what they would be by a mouse.
struct Touch {
    std::uint32_t finger = 0; // from Begin to End
    TouchPhase phase = TouchPhase::Begin;
    SurfaceId surface; // that it began on, as in PointerMove
    Point position;    // at its end, too

    static constexpr std::string_view name = "Touch";
    static constexpr auto fields =
        std::tuple{Field{"finger", &Touch::finger}, Field{"phase", &Touch::phase},
                   Field{"surface", &Touch::surface}, Field{"position", &Touch::position}};
    bool operator==(const Touch&) const = default;
};

// What is selected on the viewer's side, for the middle button: X's PRIMARY.
struct SetPrimary {
    std::string text; // UTF-8

    static constexpr std::string_view name = "SetPrimary";
    static constexpr auto fields = std::tuple{Field{"text", &SetPrimary::text}};
    bool operator==(const SetPrimary&) const = default;
};

// Whether the viewer wants to hear what is selected in the session: PrimaryText. At first it does
// not.
struct FollowPrimary {
    bool follows = true;

    static constexpr std::string_view name = "FollowPrimary";
    static constexpr auto fields = std::tuple{Field{"follows", &FollowPrimary::follows}};
    bool operator==(const FollowPrimary&) const = default;
};

// Everything that travels up: a message's number is its place here.
using Input = std::variant<Hello, Acknowledge, PointerMove, PointerButton, Wheel, Key, ReleaseAll,
                           Viewport, ActOnSurface, SetClipboard, Touch, SetPrimary, FollowPrimary>;

} // namespace vitrine
