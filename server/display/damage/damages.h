// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"
#include "server/base/region.h"
#include "server/display/drawn_sink.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace vitrine {

class Damages;
class Display;
class Drawable;
class Pixmap;
class Window;

enum class DamageLevel : std::uint8_t { RawRectangles, DeltaRectangles, BoundingBox, NonEmpty };

// A client's DAMAGE: what has been drawn on a drawable, with all that is inside of it, and how it
// is told.
class DamageObject {
public:
    DamageObject(Damages& all, Xid id, ClientId client, Xid drawable, DamageLevel level);
    ~DamageObject();
    DamageObject(const DamageObject&) = delete;
    DamageObject& operator=(const DamageObject&) = delete;

    DamageLevel level() const { return level_; }
    Region region; // in the drawable's coordinates; what is in it has been told

private:
    friend class Damages;

    Damages& all_;
    Xid id_;
    ClientId client_;
    Xid drawable_;
    DamageLevel level_;
    Window* window_ = nullptr; // Damages::windowGone comes before its end; null: a pixmap
    std::weak_ptr<Pixmap> pixmap_;
    std::uint64_t serial_ = 0; // of the drawable when
    ImageId image_;            // this was its image
};

// "DAMAGE Extension", version 1.1. Listens to all drawing while there is any DamageObject.
class Damages : public DrawnListener {
public:
    Damages(Display& display, DrawnSink& sink) : display_(display), sink_(sink) {}

    // Tells the new one of what a window already shows.
    void begin(DamageObject& damage);
    // The drawable's pixels changed without being drawn on: its clients say so.
    void add(const Drawable& drawable, const Region& region);
    // Takes a part out of what was told; what then is left is told again.
    void subtract(DamageObject& damage, const Region& part);
    // Whether what it is of is there no more.
    static bool ended(const DamageObject& damage);

    void treeChanged(); // top-level windows came, went, moved or were restacked
    void windowGone(const Window& window);

    bool concerns(ImageId image) override;
    void drawn(ImageId image, const Region& where) override;

private:
    friend class DamageObject;
    void enter(DamageObject& damage);
    void leave(DamageObject& damage);

    // How a top-level window lay on the screen.
    struct Placed {
        Xid window;
        Region on;
        bool operator==(const Placed&) const = default;
    };

    const Drawable* drawableOf(const DamageObject& damage) const;
    ImageId imageOf(DamageObject& damage) const;
    bool watchesScreen() const;
    void drawnOnScreen(ImageId image, const Region& where);
    std::vector<Placed> placed() const;
    void report(DamageObject& damage, const Region& where);
    void tell(const DamageObject& damage, const Region& where) const;

    Display& display_;
    DrawnSink& sink_;
    std::vector<DamageObject*> objects_;
    std::vector<Placed> placed_; // while the root is watched
};

} // namespace vitrine
