// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"
#include "server/display/held_region.h"

// Where drawing goes, and what the screen looks like.
namespace vitrine {

namespace {

Region visiblePart(const Window& window, bool includeInferiors)
{
    return includeInferiors ? window.insideClip() : window.clipList();
}

constexpr std::uint32_t colourPlanes = 0xffffff; // all but alpha

Target unclipped(const Drawable& drawable, bool includeInferiors)
{
    Target target{drawable.image(), drawable.offset(), {}};
    if (!drawable.isWindow()) return target;
    const auto& window = static_cast<const Window&>(drawable);
    if (window.depth() < window.surfaceOwner().depth()) target.planes = colourPlanes;
    if (!target.image)
        target.clip.rects = std::make_shared<const std::vector<Rect>>();
    else if (includeInferiors)
        target.clip = clipOf(window.insideClip(), window.imageBounds());
    else
        target.clip = window.clip();
    return target;
}

// What the context's clip leaves of a region that lies in an image whose drawable's origin is
// there.
Region within(const GraphicsContext& gc, Region region, Point origin)
{
    if (!gc.clip) return region;
    const Region clip = gc.clip->translated(origin + gc.clipOrigin);
    checkCombination(region, clip);
    return region.intersect(clip);
}

Target clipped(const Drawable& drawable, const GraphicsContext& gc)
{
    Target target = unclipped(drawable, gc.includeInferiors);
    if (!gc.clip || target.nothing()) return target;
    if (!drawable.isWindow()) {
        const Rect whole = drawable.bounds();
        target.clip = clipOf(within(gc, whole, target.offset), whole);
        return target;
    }
    const auto& window = static_cast<const Window&>(drawable);
    target.clip = clipOf(within(gc, visiblePart(window, gc.includeInferiors), target.offset),
                         window.imageBounds());
    return target;
}

// Calls use(window, shown) for the root's visible children, from the top; `shown` is what nothing
// above covers, in the coordinates of the window's image. Returns what they leave of the screen.
template<class Use> Region eachShown(const Window& root, Use&& use)
{
    Region open(root.inside());
    const auto children = root.children();
    for (auto child = children.rbegin(); child != children.rend(); ++child) {
        const Window& window = **child;
        if (!window.image() || window.redirection() == Redirection::Manual)
            continue; // not shown, not by itself, or InputOnly
        const Region covered = window.borderClip().translated(window.position());
        use(window, open.intersected(covered).translate(-window.position()));
        open.subtract(covered);
    }
    return open;
}

// One row of premultiplied pixels over opaque ones.
void blend(std::uint32_t* to, const std::uint32_t* from, std::int32_t count)
{
    for (std::int32_t i = 0; i < count; ++i) {
        const std::uint32_t alpha = from[i] >> 24;
        std::uint32_t result = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            const std::uint32_t under = (to[i] >> shift & 0xff) * (255 - alpha);
            const std::uint32_t sum = (from[i] >> shift & 0xff) + (under + 127) / 255;
            result |= std::min<std::uint32_t>(sum, 255) << shift;
        }
        to[i] = result;
    }
}

// Draws a surface whose outer corner is at `corner`, on an image that begins at `origin`.
void compose(Image& onto, Point origin, const Window& window, Point corner, const Image& pixels)
{
    Region shape = window.borderClip().intersected(pixels.bounds());
    shape.intersect(onto.bounds().translated(origin - corner));
    shape.each([&](const Rect& rect) {
        for (std::int32_t y = rect.y; y < rect.bottom(); ++y) {
            const std::uint32_t* from = pixels.row<std::uint32_t>(y) + rect.x;
            std::uint32_t* to =
                onto.row<std::uint32_t>(y + corner.y - origin.y) + rect.x + corner.x - origin.x;
            if (pixels.depth() == 32)
                blend(to, from, rect.width);
            else
                std::copy_n(from, rect.width, to);
        }
    });
}

// Where drawing on the screen, windows and all, goes on the root's own image.
Target rootTarget(const Window& root, const GraphicsContext& gc)
{
    const Region open = eachShown(root, [](const Window&, const Region&) {});
    return {root.image(), {}, clipOf(within(gc, open, {}), root.imageBounds())};
}

} // namespace

Target Display::target(const Drawable& drawable, const GraphicsContext& gc)
{
    if (gc.depth != drawable.depth()) throw badMatch();
    if (drawable.isWindow() && static_cast<const Window&>(drawable).isInputOnly()) throw badMatch();
    drawable.refresh(drawable.bounds());
    if (!gc.clip && !gc.includeInferiors) return unclipped(drawable, false);
    if (gc.includeInferiors && drawable.id() == Screen::root) return rootTarget(*root_, gc);

    const std::uint64_t drawn = drawable.serial();
    CachedTarget& cached = targets_[(drawn * 7 + gc.clipSerial) % targets_.size()];
    if (cached.drawable != drawn || cached.gc != gc.clipSerial)
        cached = {drawn, gc.clipSerial, clipped(drawable, gc)};
    return cached.target;
}

std::vector<Target> Display::inferiorTargets(const Drawable& drawable, const GraphicsContext& gc)
{
    std::vector<Target> targets;
    if (!gc.includeInferiors || drawable.id() != Screen::root) return targets;
    eachShown(*root_, [&](const Window& window, Region shown) {
        shown = within(gc, std::move(shown), -window.position());
        if (shown.empty()) return;
        targets.push_back({window.image(), -window.position(), clipOf(shown, window.imageBounds()),
                           colourPlanes});
    });
    return targets;
}

Target Display::target(const Drawable& drawable, bool includeInferiors)
{
    return unclipped(drawable, includeInferiors);
}

Image Display::composed(const Rect& screenRect) const
{
    Image result(screenRect.size(), Screen::rootVisual.depth);
    const auto draw = [&](const Window& window, Point corner) {
        if (const Image* pixels = images_.find(window.image()))
            compose(result, screenRect.origin(), window, corner, *pixels);
    };
    draw(*root_, {});
    for (const Window* child : root_->children())
        if (child->redirection() != Redirection::Manual) draw(*child, child->position());
    return result;
}

} // namespace vitrine
