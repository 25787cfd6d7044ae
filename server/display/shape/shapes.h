// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"
#include "server/display/held_region.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace vitrine {

class Display;
class Window;

enum class ShapeKind : std::uint8_t { Bounding, Clip, InputShape };

// "X Nonrectangular Window Shape Extension", version 1.1: changes of windows' shapes, and who is
// told of them. The shapes themselves are the windows'.
class Shapes {
public:
    explicit Shapes(Display& display) : display_(display) {} // borrowed, outlives us

    // Null: the rectangle, "as if the window had no shape".
    static const HeldRegion& shape(const Window& window, ShapeKind kind);
    static Rect rectangle(const Window& window, ShapeKind kind); // that it has without a shape
    static Region region(const Window& window, ShapeKind kind);  // either

    // And tells it. The root stays as it is.
    void set(Window& window, ShapeKind kind, HeldRegion shape);
    void tell(const Window& window, ShapeKind kind);

    void select(ClientId client, const Window& window, bool wanted);
    bool selected(ClientId client, const Window& window) const;
    void windowGone(Xid window) { watchers_.erase(window); }
    void clientGone(ClientId client);

private:
    Display& display_;
    std::unordered_map<Xid, std::vector<ClientId>> watchers_; // by window
};

} // namespace vitrine
