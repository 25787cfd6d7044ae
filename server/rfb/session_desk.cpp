// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/rfb/session_desk.h"

#include "server/display/clipboard.h"
#include "server/display/display.h"
#include "server/render/fonts.h"
#include "server/scene/act.h"

#include <algorithm>

namespace vitrine {

namespace {

constexpr Size smallestScreen{64, 64};

} // namespace

SessionDesk::SessionDesk(Scene& scene, Display& display) : scene_(scene), display_(display) {}

SessionDesk::~SessionDesk()
{
    watch(nullptr);
}

Size SessionDesk::screen() const
{
    return scene_.state()->screen;
}

std::vector<RfbWindow> SessionDesk::windows() const
{
    const auto state = scene_.state();
    std::vector<RfbWindow> windows;
    for (const Surface* surface : state->bottomToTop())
        windows.push_back({.state = *surface, .pixels = scene_.image(surface->image)});
    for (const Surface& surface : state->surfaces)
        if ((surface.states & Minimized) && !(surface.states & Mapped))
            windows.push_back({.state = surface, .pixels = nullptr});
    return windows;
}

std::shared_ptr<const DefineCursor> SessionDesk::cursor() const
{
    return scene_.state()->cursor;
}

int SessionDesk::letter(char32_t character, Glyph& shape) const
{
    if (!font_) font_ = display_.fonts().fallback();
    CharMetrics metrics;
    if (!font_ || character > 0xffff ||
        !font_->shape(static_cast<std::uint16_t>(character), shape, metrics))
        return 0;
    return metrics.width;
}

void SessionDesk::watch(RfbDeskWatcher* watcher)
{
    if (watcher_) scene_.remove(*this);
    watcher_ = nullptr;
    if (!watcher) return;
    scene_.cut(); // what happened before is none of the watcher's business
    scene_.add(*this);
    watcher_ = watcher;
}

void SessionDesk::settle()
{
    // A cut tells us by itself.
    if (!scene_.cut() && watcher_) watcher_->settled();
}

void SessionDesk::apply(const Input& input)
{
    if (const auto* clipboard = std::get_if<SetClipboard>(&input)) {
        display_.clipboard().setText(clipboard->text);
        scene_.clipboard(clipboard->text); // the other viewers have it too
        return;
    }
    act(display_, input);
    scene_.noteChanges(); // a moved window is seen, whether a program draws or not
    scene_.noteChanges();
}

bool SessionDesk::resize(Size size)
{
    display_.resize(
        {std::max(size.width, smallestScreen.width), std::max(size.height, smallestScreen.height)});
    return true;
}

void SessionDesk::frameCut(const std::shared_ptr<const Frame>& frame)
{
    frame->forEachChange([this](const SurfaceChange& change) {
        if (change.from)
            watcher_->copied(change.surface, *change.from, change.rect);
        else
            watcher_->damaged(change.surface, change.rect);
    });
    if (frame->previous->cursor != frame->state->cursor) watcher_->cursorChanged();
    if (frame->clipboard) watcher_->clipboardChanged(*frame->clipboard);
    if (frame->bell) watcher_->bellRang();
    watcher_->settled();
}

} // namespace vitrine
