// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/drawable.h"
#include "server/display/held_region.h"
#include "server/display/render/pict_format.h"

#include <pixman.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace vitrine {

class Display;
class Pixmap;
class Window;

// The numbers are X's.
enum class Repeat : std::uint8_t { None, Normal, Pad, Reflect };
enum class Filter : std::uint8_t { Nearest, Bilinear, Convolution };

struct LinearGradient {
    pixman_point_fixed_t from, to;
};
struct RadialGradient {
    pixman_point_fixed_t inner, outer;
    pixman_fixed_t innerRadius, outerRadius;
};
struct ConicalGradient {
    pixman_point_fixed_t center;
    pixman_fixed_t angle;
};
struct Gradient {
    std::variant<LinearGradient, RadialGradient, ConicalGradient> shape;
    std::vector<pixman_gradient_stop_t> stops; // at least one, ascending, 0 to 1
};

// X Rendering Extension, section 8: a drawable with a format and all that says how it is read and
// drawn on; or a colour or gradient, which can only be read.
class Picture {
public:
    using Source = std::variant<Window*, std::shared_ptr<Pixmap>, pixman_color_t, Gradient>;

    // Of a window, which outlives us: Pictures::windowGone frees us.
    Picture(Window& window, const PictFormat& format) : source_(&window), format_(&format) {}
    Picture(std::shared_ptr<Pixmap> pixmap, const PictFormat& format)
        : source_(std::move(pixmap)), format_(&format)
    {
    }
    explicit Picture(const pixman_color_t& color) : source_(color) {}
    explicit Picture(Gradient gradient) : source_(std::move(gradient)) {}

    const Drawable* drawable() const; // null for colours and gradients
    const Pixmap* pixmap() const;     // null for anything else
    const PictFormat& format() const; // of colours and gradients: the natural one of depth 32
    const pixman_color_t* color() const { return std::get_if<pixman_color_t>(&source_); }
    const Gradient* gradient() const { return std::get_if<Gradient>(&source_); }

    // X Rendering Extension, CreatePicture.
    Repeat repeat = Repeat::None;
    std::shared_ptr<Picture> alphaMap; // of a pixmap; its own alpha map does not count
    Point alphaOrigin;
    bool includeInferiors = false;
    bool smoothEdges = false; // poly-edge
    bool componentAlpha = false;
    std::optional<pixman_transform_t> transform;
    Filter filter = Filter::Nearest;
    std::vector<pixman_fixed_t> filterParameters;

    const HeldRegion& clip() const { return clip_; } // relative to clipOrigin
    Point clipOrigin() const { return clipOrigin_; }
    void setClip(HeldRegion clip);
    void setClipOrigin(Point origin);
    void setIncludeInferiors(bool include);

    // Where drawing on it goes. It has a drawable.
    const Target& target(Display& display);
    // Until it is widened, what is drawn on goes no further than this part of its image.
    void narrow(Display& display, const Rect& part);
    void widen() { targetOf_ = 0; }

private:
    Source source_;
    const PictFormat* format_ = nullptr;
    HeldRegion clip_;
    Point clipOrigin_;

    std::uint64_t targetOf_ = 0; // the serial of the drawable when `target_` was found; 0: none
    Target target_;
};

} // namespace vitrine
