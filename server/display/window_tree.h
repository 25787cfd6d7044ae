// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/window.h"

#include <memory>
#include <optional>

namespace vitrine {

class Display;
class TreeChange;
class XClient;

// X11 protocol, ConfigureWindow; the numbers are X's.
enum class StackMode : std::uint8_t { Above, Below, TopIf, BottomIf, Opposite };
enum class CirculateDirection : std::uint8_t { RaiseLowest, LowerHighest };

struct WindowChanges {
    std::optional<int> x, y, width, height, borderWidth;
    std::optional<StackMode> stackMode;
    Window* sibling = nullptr; // null: all of them
};

// All changes to the window tree, with everything that follows from them: events, exposures,
// pixels moved by gravity, focus and pointer told. `by` is the client that asks; another client's
// SubstructureRedirect, or the built-in policy for top-level windows, may then decide. Null: the
// server itself wants it, and it happens.
class WindowTree {
public:
    explicit WindowTree(Display& display) : display_(display) {} // borrowed, outlives us

    // `window` is already a resource. On top of its siblings, unmapped.
    void create(Window& window, Window& parent, const Rect& bounds, int borderWidth);
    void showRoot(Window& root, Size size); // once
    // A window of the server's own, outside the screen and not among the root's children.
    void adopt(Window& window, Window& root);
    void destroy(Window& window); // with everything inside; not the root
    void destroyChildren(Window& window);

    void map(Window& window, const XClient* by = nullptr);
    void mapChildren(Window& window, const XClient* by = nullptr); // top to bottom
    void unmap(Window& window);
    // Bottom to top; of one client, or all.
    void unmapChildren(Window& window, const XClient* of = nullptr);

    void configure(Window& window, const WindowChanges& changes, const XClient* by = nullptr);
    void circulate(Window& window, CirculateDirection direction, const XClient* by = nullptr);
    // Its handler has checked that it may go there.
    void reparent(Window& window, Window& parent, Point position, const XClient* by = nullptr);
    void resizeRoot(Size size);

    // Whether a window keeps its pixels apart, and who shows them. Not the root.
    void redirect(Window& window, Redirection how);

    // The shape members of `window` changed.
    void shapeChanged(Window& window);

    void paintBorder(Window& window); // its attributes changed
    void clear(Window& window, const Rect& rect, bool exposures);
    // Expose events, for what of the region (in the window's coordinates) is visible.
    void expose(Window& window, const Region& region);

    // Whether a window may go into another: the tree's depth is bounded.
    static bool fits(const Window& window, const Window& parent);

private:
    const XClient* redirector(const Window& parent, std::uint32_t mask, const XClient* by) const;
    bool redirectedMap(Window& window, const XClient* by);
    void setMapped(Window& window);
    void setUnmapped(Window& window, bool fromConfigure);
    void setViewable(Window& window, bool viewable);
    void show(Window& window, TreeChange& change);
    void destroyInside(Window& window);
    void forget(Window& window);
    void leaveParent(Window& window);
    void forgetShown(Window& window);
    bool staysOnTop(const Window& window) const;
    void enterParent(Window& window, Window& parent);

    bool redirectedConfigure(Window& window, const WindowChanges& changes, const Rect& bounds,
                             const XClient* by);
    void moveAndResize(Window& window, const Rect& bounds, int borderWidth);
    void moveChildren(Window& window, Size growth, Point moved);
    std::size_t stackPlace(const Window& window, const Rect& outer,
                           const WindowChanges& changes) const;
    void restack(Window& window, std::size_t place);
    void tellConfigured(Window& window);
    void tellTreeChanged();

    Display& display_;
};

} // namespace vitrine
