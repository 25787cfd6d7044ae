// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/drawable.h"
#include "server/display/held_region.h"
#include "server/display/pixels.h"
#include "server/display/properties.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace vitrine {

class Cursor;
class Pixmap;

enum class WindowClass : std::uint16_t { CopyFromParent, InputOutput, InputOnly };
enum class MapState : std::uint8_t { Unmapped, Unviewable, Viewable };

// Composite: whether the window keeps its pixels in an image of its own, as top-level windows
// always do, and who shows them: the server, or the client that asked for it.
enum class Redirection : std::uint8_t { None, Automatic, Manual };

struct Background {
    enum class Kind : std::uint8_t { None, ParentRelative, Pixel, Pixmap };
    Kind kind = Kind::None;
    std::uint32_t pixel = 0;
    std::shared_ptr<const Pixmap> pixmap;
};

struct Border {
    std::uint32_t pixel = 0;
    std::shared_ptr<const Pixmap> pixmap; // null: the pixel
};

// X11 protocol, CreateWindow: what ChangeWindowAttributes changes. The numbers are X's.
struct WindowAttributes {
    Background background;
    Border border;
    std::uint8_t bitGravity = 0; // Forget
    std::uint8_t winGravity = 1; // NorthWest
    std::uint8_t backingStore = 0;
    std::uint32_t backingPlanes = ~std::uint32_t{0};
    std::uint32_t backingPixel = 0;
    bool saveUnder = false;
    bool overrideRedirect = false;
    std::uint32_t doNotPropagate = 0;
    Xid colormap = 0;               // None: the colormap was freed
    std::shared_ptr<Cursor> cursor; // null: the parent's
};

struct EventSelection {
    ClientId client;
    std::uint32_t mask = 0;
};

// One window of the tree. Only WindowTree changes its place in it; what clients see of a change
// (events, exposures) is made there too. Three coordinate systems: the window's own (its origin is
// inside the border), its parent's, and the surface's: the image of the top-level (or redirected)
// window, which begins at the outer corner of that window's border.
class Window : public Drawable {
public:
    Window(Xid id, ClientId owner, WindowClass windowClass, int depth, Xid visual);

    ClientId owner() const { return owner_; }
    WindowClass windowClass() const { return class_; }
    bool isInputOnly() const { return class_ == WindowClass::InputOnly; }
    Xid visual() const { return visual_; }

    // The tree.
    Window* parent() const { return parent_; }                      // null for the root alone
    std::span<Window* const> children() const { return children_; } // bottom to top
    bool isRoot() const { return parent_ == nullptr; }
    bool isTopLevel() const { return parent_ && parent_->isRoot(); }
    bool isAncestorOf(const Window& other) const; // or the same window
    Window& topLevel();                           // the root for the root itself
    const Window& topLevel() const { return const_cast<Window*>(this)->topLevel(); }
    // The window in whose image it is drawn: a top-level, redirected or root window.
    bool hasOwnImage() const
    {
        return !parent_ || isTopLevel() || redirection_ != Redirection::None;
    }
    Window& surfaceOwner();
    const Window& surfaceOwner() const { return const_cast<Window*>(this)->surfaceOwner(); }
    Redirection redirection() const { return redirection_; }

    // Geometry, as X tells it: the outer corner in the parent's coordinates, the size inside.
    Point position() const { return position_; }
    int borderWidth() const override { return borderWidth_; }
    Rect bounds() const override { return Rect::at(position_, size_); }
    Rect outer() const; // with the border, in the parent's coordinates
    Rect inside() const { return Rect::of(size_); }
    Point screenOrigin() const; // of the inside, on the screen

    bool mapped() const { return mapped_; }
    bool viewable() const { return viewable_; }
    MapState mapState() const;

    // Pixels.
    SurfaceId surface() const { return surface_; } // as viewers know it, once it was a top-level
    Rect imageBounds() const { return Rect::of(surfaceOwner().pixelSize()); }
    const std::shared_ptr<Pixels>& pixels() const { return pixels_; } // null: none of its own

    ImageId image() const override; // none unless viewable and InputOutput
    Point offset() const override { return offset_; }
    // What of the surface belongs to it: with the border, and without it and without its children.
    const Region& borderClip() const { return borderClip_; }
    const Region& clipList() const { return clipList_; }
    const Clip& clip() const;  // clipList() as ops carry it
    Region insideClip() const; // without the border, with the children
    // What it takes from its parent, in the parent's surface: nothing for one redirected by hand.
    const Region& coverage() const { return hasOwnImage() ? coverage_ : borderClip_; }
    // How its parts lie on the surface, clipped by nothing.
    Region borderShape() const;
    Region insideShape() const;

    // Shapes, in the window's coordinates; none: the rectangle.
    HeldRegion boundingShape;
    HeldRegion clipShape;
    HeldRegion inputShape;
    // Whether the point, in the parent's coordinates, hits the window or its border.
    bool holds(Point inParent) const;
    // The mapped child under a point in our coordinates; null where there is none.
    Window* childAt(Point point) const;

    WindowAttributes attributes;
    Properties properties;
    bool inSaveSet = false; // of any client, now or once

    // Which client wants which events.
    std::span<const EventSelection> selections() const { return selections_; }
    std::uint32_t selectedBy(ClientId client) const;
    std::uint32_t selectedByAll() const { return allSelected_; }
    void select(ClientId client, std::uint32_t mask);

private:
    friend class WindowTree;
    friend class TreeChange;

    ClientId owner_;
    WindowClass class_;
    Xid visual_;

    Window* parent_ = nullptr;      // outlives us
    std::vector<Window*> children_; // owned by Resources; each leaves before it goes
    Point position_;
    Size size_;
    int borderWidth_ = 0;
    bool mapped_ = false;
    bool viewable_ = false;

    SurfaceId surface_;
    Redirection redirection_ = Redirection::None;
    std::shared_ptr<Pixels> pixels_; // of a viewable window that has its own image
    Size pixelSize() const { return pixels_ ? pixels_->size() : Size{}; }

    // As last recomputed by TreeChange; stale while not shown.
    bool shown_ = false;
    bool reshaped_ = false; // since then
    bool inChange_ = false; // a TreeChange knows what was shown before
    Point offset_;
    Size shownSize_;
    int shownBorderWidth_ = 0;
    Region borderClip_;
    Region clipList_;
    Region coverage_; // of a redirected window
    mutable std::optional<Clip> clip_;
    std::uint8_t visibility_ = 3; // as last told, X's numbers; 3: never

    std::vector<EventSelection> selections_;
    std::uint32_t allSelected_ = 0;
};

} // namespace vitrine
