// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/rfb/screen_update.h"

#include <algorithm>
#include <cstring>

namespace vitrine {

namespace {

constexpr std::uint32_t background = 0x23272e;
constexpr std::uint32_t rgb = 0xffffff; // windows of depth 32 are shown as if they were opaque
constexpr std::size_t mostPatches = 256;

class Composer {
public:
    explicit Composer(const Region& damage)
    {
        // A patch a rectangle would be mostly heads where there are very many.
        const Region all = damage.count() > mostPatches ? Region(damage.bounds()) : damage;
        all.each([&](const Rect& rect) {
            patches_.push_back({.at = rect.origin(), .pixels = Image(rect.size(), 24)});
        });
    }

    void fill(const Region& where, std::uint32_t color)
    {
        each(where, [&](Image& to, const Rect& rect, Point) {
            for (std::int32_t y = rect.y; y < rect.bottom(); ++y)
                std::fill_n(to.row<std::uint32_t>(y) + rect.x, rect.width, color);
        });
    }

    // `source` lies with its top left corner at `origin` on the screen.
    void draw(const Region& where, const Image& source, Point origin)
    {
        if (source.bytesPerPixel() != 4) return;
        each(where, [&](Image& to, const Rect& rect, Point at) {
            const Point from = rect.origin() + at - origin;
            for (std::int32_t y = 0; y < rect.height; ++y) {
                const auto* in = source.row<std::uint32_t>(from.y + y) + from.x;
                std::transform(in, in + rect.width, to.row<std::uint32_t>(rect.y + y) + rect.x,
                               [](std::uint32_t pixel) { return pixel & rgb; });
            }
        });
    }

    std::vector<ScreenUpdate::Patch> take() { return std::move(patches_); }

private:
    // Calls with a patch, a rectangle in its coordinates, and where the patch is on the screen.
    template<class Use> void each(const Region& where, Use use)
    {
        for (ScreenUpdate::Patch& patch : patches_) {
            const Rect place = Rect::at(patch.at, patch.pixels.size());
            if (!where.intersects(place)) continue;
            where.intersected(place).each(
                [&](const Rect& rect) { use(patch.pixels, rect.translated(-patch.at), patch.at); });
        }
    }

    std::vector<ScreenUpdate::Patch> patches_;
};

} // namespace

ScreenUpdate makeUpdate(const ScreenChange& change, const RfbLayout& layout,
                        const std::vector<RfbWindow>& windows, const Letters& letters)
{
    const Region damage = change.damaged.intersected(Rect::of(layout.screen()));
    Composer composer(damage);
    composer.fill(layout.bare(), background);
    for (const PlacedWindow& window : layout.windows()) {
        if (damage.intersects(window.frame) && !window.edging.intersected(damage).empty()) {
            const Image frame = window.tab ? drawTab(window.state, window.frame.size(), letters)
                                           : drawFrame(window.state, window.image, letters);
            composer.draw(window.edging, frame, window.frame.origin());
        }
        const auto live = std::ranges::find(windows, window.state.id,
                                            [](const RfbWindow& entry) { return entry.state.id; });
        if (live != windows.end() && live->pixels && !window.content.empty())
            composer.draw(window.content, *live->pixels, window.position());
    }
    return {
        .screen = layout.screen(),
        .copied = change.copied.rects(),
        .by = change.by,
        .patches = composer.take(),
    };
}

} // namespace vitrine
