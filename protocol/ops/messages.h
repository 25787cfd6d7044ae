// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/ops.h"

#include <cstdint>
#include <string>

// What the server tells a viewer besides drawing. A frame is a list of these and of ops; it is
// decodable when its last byte arrives and is applied whole.
namespace vitrine {

// The first message of a session; also sent when the screen changes its size.
struct Welcome {
    std::uint32_t protocolVersion = 1;
    std::string sessionName;
    Size screen;
    bool desktop = false; // one screen with its root, rather than windows of the viewer's own

    static constexpr std::string_view name = "Welcome";
    static constexpr auto fields =
        std::tuple{Field{"protocolVersion", &Welcome::protocolVersion},
                   Field{"sessionName", &Welcome::sessionName}, Field{"screen", &Welcome::screen},
                   Field{"desktop", &Welcome::desktop}};
    bool operator==(const Welcome&) const = default;
};

// Ends each frame; numbers grow by one a frame. The viewer answers with Acknowledge.
struct FrameEnd {
    std::uint32_t number = 0;
    std::uint32_t milliseconds = 0; // when it was cut, since the session began

    static constexpr std::string_view name = "FrameEnd";
    static constexpr auto fields = std::tuple{Field{"number", &FrameEnd::number},
                                              Field{"milliseconds", &FrameEnd::milliseconds}};
    bool operator==(const FrameEnd&) const = default;
};

// A new image, all zero.
struct DefineImage {
    ImageId id;
    Size size;
    std::uint8_t depth = 24;

    static constexpr std::string_view name = "DefineImage";
    static constexpr auto fields =
        std::tuple{Field{"id", &DefineImage::id}, Field{"size", &DefineImage::size},
                   Field{"depth", &DefineImage::depth}};
    bool operator==(const DefineImage&) const = default;
};

struct DropImage {
    ImageId id;

    static constexpr std::string_view name = "DropImage";
    static constexpr auto fields = std::tuple{Field{"id", &DropImage::id}};
    bool operator==(const DropImage&) const = default;
};

struct DefineGlyph {
    GlyphId id;
    Glyph glyph;

    static constexpr std::string_view name = "DefineGlyph";
    static constexpr auto fields =
        std::tuple{Field{"id", &DefineGlyph::id}, Field{"glyph", &DefineGlyph::glyph}};
    bool operator==(const DefineGlyph&) const = default;
};

struct DropGlyph {
    GlyphId id;

    static constexpr std::string_view name = "DropGlyph";
    static constexpr auto fields = std::tuple{Field{"id", &DropGlyph::id}};
    bool operator==(const DropGlyph&) const = default;
};

enum class SurfaceRole : std::uint8_t {
    Root,
    Normal,
    Dialog,
    Utility,
    Menu,
    Tooltip,
    Splash,
    Dock,
    Desktop,
    Notification,
    DragIcon,
};

// Bits of Surface::states.
enum SurfaceState : std::uint32_t {
    Mapped = 1 << 0,
    Active = 1 << 1, // has the keyboard
    Minimized = 1 << 2,
    Maximized = 1 << 3,
    FullScreen = 1 << 4,
    Modal = 1 << 5,
    Above = 1 << 6,
    Urgent = 1 << 7,
    SkipTaskbar = 1 << 8,
    Touchable = 1 << 9, // it takes touches as such: Touch
};

// Bits of Surface::abilities: what its user may do with it.
enum SurfaceAbility : std::uint32_t {
    Movable = 1 << 0,
    Resizable = 1 << 1,
    Minimizable = 1 << 2,
    Maximizable = 1 << 3,
    Closable = 1 << 4,
};

// A top-level window (or the root) as viewers show it: all of its state, sent when any changes.
struct Surface {
    SurfaceId id;
    ImageId image;  // its pixels; another one after a resize
    Point position; // of the image's top left corner, on the screen
    SurfaceRole role = SurfaceRole::Normal;
    SurfaceId parent; // the window it is transient for, or none
    std::uint32_t states = 0;
    std::uint32_t abilities = 0;
    bool decorated = true; // the viewer draws a title bar
    Size minimumSize;      // of the image; zero: no limit
    Size maximumSize;
    Size sizeIncrement;      // the steps in which its user may resize it; zero: any
    std::string title;       // UTF-8
    std::string application; // WM_CLASS, the class
    std::vector<Rect> shape; // in the image's coordinates; empty: all of it

    static constexpr std::string_view name = "Surface";
    static constexpr auto fields = std::tuple{Field{"id", &Surface::id},
                                              Field{"image", &Surface::image},
                                              Field{"position", &Surface::position},
                                              Field{"role", &Surface::role},
                                              Field{"parent", &Surface::parent},
                                              Field{"states", &Surface::states},
                                              Field{"abilities", &Surface::abilities},
                                              Field{"decorated", &Surface::decorated},
                                              Field{"minimumSize", &Surface::minimumSize},
                                              Field{"maximumSize", &Surface::maximumSize},
                                              Field{"sizeIncrement", &Surface::sizeIncrement},
                                              Field{"title", &Surface::title},
                                              Field{"application", &Surface::application},
                                              Field{"shape", &Surface::shape}};
    bool operator==(const Surface&) const = default;
};

struct DropSurface {
    SurfaceId id;

    static constexpr std::string_view name = "DropSurface";
    static constexpr auto fields = std::tuple{Field{"id", &DropSurface::id}};
    bool operator==(const DropSurface&) const = default;
};

struct Stacking {
    std::vector<SurfaceId> surfaces; // all mapped ones, bottom to top; the root is not among them

    static constexpr std::string_view name = "Stacking";
    static constexpr auto fields = std::tuple{Field{"surfaces", &Stacking::surfaces}};
    bool operator==(const Stacking&) const = default;
};

struct SurfaceIcon {
    SurfaceId surface;
    Image icon; // depth 32, straight alpha

    static constexpr std::string_view name = "SurfaceIcon";
    static constexpr auto fields =
        std::tuple{Field{"surface", &SurfaceIcon::surface}, Field{"icon", &SurfaceIcon::icon}};
    bool operator==(const SurfaceIcon&) const = default;
};

struct DefineCursor {
    CursorId id;
    Point hotspot;
    Image image; // depth 32, premultiplied alpha

    static constexpr std::string_view name = "DefineCursor";
    static constexpr auto fields =
        std::tuple{Field{"id", &DefineCursor::id}, Field{"hotspot", &DefineCursor::hotspot},
                   Field{"image", &DefineCursor::image}};
    bool operator==(const DefineCursor&) const = default;
};

struct DropCursor {
    CursorId id;

    static constexpr std::string_view name = "DropCursor";
    static constexpr auto fields = std::tuple{Field{"id", &DropCursor::id}};
    bool operator==(const DropCursor&) const = default;
};

struct ShowCursor {
    CursorId id; // none: hidden

    static constexpr std::string_view name = "ShowCursor";
    static constexpr auto fields = std::tuple{Field{"id", &ShowCursor::id}};
    bool operator==(const ShowCursor&) const = default;
};

// The pointer moved without the viewer (WarpPointer).
struct WarpPointer {
    Point position; // on the screen

    static constexpr std::string_view name = "WarpPointer";
    static constexpr auto fields = std::tuple{Field{"position", &WarpPointer::position}};
    bool operator==(const WarpPointer&) const = default;
};

// A program took the clipboard.
struct ClipboardText {
    std::string text; // UTF-8

    static constexpr std::string_view name = "ClipboardText";
    static constexpr auto fields = std::tuple{Field{"text", &ClipboardText::text}};
    bool operator==(const ClipboardText&) const = default;
};

struct Bell {
    std::uint8_t volume = 0; // percent

    static constexpr std::string_view name = "Bell";
    static constexpr auto fields = std::tuple{Field{"volume", &Bell::volume}};
    bool operator==(const Bell&) const = default;
};

// The exactness law, checked: the viewer hashes the rectangle (`tileHash`) and reports a
// difference.
struct Check {
    ImageId image;
    Rect rect;
    std::uint64_t hash = 0;

    static constexpr std::string_view name = "Check";
    static constexpr auto fields = std::tuple{
        Field{"image", &Check::image}, Field{"rect", &Check::rect}, Field{"hash", &Check::hash}};
    bool operator==(const Check&) const = default;
};

// A program that was started and has no window yet: said when it is, and when it is so no more.
struct Launch {
    std::uint32_t number = 0; // never used again
    bool underWay = true;
    std::string title;       // the program's name for its user; UTF-8
    std::string application; // its menu entry, or its windows' class; for an icon

    static constexpr std::string_view name = "Launch";
    static constexpr auto fields =
        std::tuple{Field{"number", &Launch::number}, Field{"underWay", &Launch::underWay},
                   Field{"title", &Launch::title}, Field{"application", &Launch::application}};
    bool operator==(const Launch&) const = default;
};

// A program selected something, for whoever follows it.
struct PrimaryText {
    std::string text; // UTF-8

    static constexpr std::string_view name = "PrimaryText";
    static constexpr auto fields = std::tuple{Field{"text", &PrimaryText::text}};
    bool operator==(const PrimaryText&) const = default;
};

// Everything that travels down, ops first: a message's number is its place here.
using Message =
    std::variant<FillRects, FillSpans, DrawPoints, DrawSegments, DrawPolyline, DrawRectangles,
                 DrawArcs, FillArcs, FillPolygon, DrawText, CopyArea, CopyPlane, PutPixels,
                 CompositeRects, CompositeGlyphs, CompositeImage, Welcome, FrameEnd, DefineImage,
                 DropImage, DefineGlyph, DropGlyph, Surface, DropSurface, Stacking, SurfaceIcon,
                 DefineCursor, DropCursor, ShowCursor, WarpPointer, ClipboardText, Bell, Check,
                 Launch, PrimaryText>;

} // namespace vitrine
