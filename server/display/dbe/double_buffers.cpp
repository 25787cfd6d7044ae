// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/dbe/double_buffers.h"

#include "server/display/display.h"
#include "server/display/window_painting.h"

namespace vitrine {

BackBuffer::BackBuffer(Xid id, DoubleBuffers& all, Window& window)
    : Drawable(id, window.depth(), false), all_(all), window_(window.id())
{
    const auto others = all_.names_.find(window_);
    pixels_ = others == all_.names_.end() ? all_.create(window) : others->second.front()->pixels_;
    all_.names_[window_].push_back(this);
}

BackBuffer::~BackBuffer()
{
    const auto found = all_.names_.find(window_);
    if (found == all_.names_.end()) return;
    std::erase(found->second, this);
    if (found->second.empty()) all_.names_.erase(found);
}

bool DoubleBuffers::has(const Window& window) const
{
    return names_.contains(window.id());
}

// "The back buffer is cleared to the window's background".
std::shared_ptr<Pixels> DoubleBuffers::create(const Window& window) const
{
    Painter& painter = display_.painter();
    auto pixels = std::make_shared<Pixels>(painter, display_.pixelsOf(window.owner()),
                                           window.size(), window.depth());
    const Rect all = Rect::of(pixels->size());
    if (const auto paint = backgroundOf(window, {}))
        painter.fillRects(pixels->image(), *paint, {&all, 1});
    return pixels;
}

void DoubleBuffers::swap(Window& window, SwapAction action)
{
    Painter& painter = display_.painter();
    const ImageId back = names_.at(window.id()).front()->image();
    const Rect all = Rect::of(window.size());
    const Target front = display_.target(window);
    const Rect shown = all.translated(front.offset);
    std::shared_ptr<Pixels> old;
    if (action == SwapAction::Untouched && !front.nothing()) {
        old = std::make_shared<Pixels>(painter, display_.pixelsOf(window.owner()), all.size(),
                                       window.depth());
        painter.copyArea(old->image(), {}, front.image, shown.origin(), all);
    }
    if (!front.nothing())
        painter.copyArea(front.image, Raster{.planeMask = front.planes, .clip = front.clip}, back,
                         {}, shown);
    if (old) painter.copyArea(back, {}, old->image(), {}, all);
    if (action != SwapAction::Background) return;
    if (const auto paint = backgroundOf(window, {})) painter.fillRects(back, *paint, {&all, 1});
}

void DoubleBuffers::resized(Window& window)
{
    const auto found = names_.find(window.id());
    if (found == names_.end()) return;
    const std::int64_t bytes = Pixels::bytesOf(window.size(), window.depth());
    if (!Pixels::fit(*display_.pixelsOf(window.owner()), bytes)) return; // it stays as it is
    const std::shared_ptr<Pixels> old = found->second.front()->pixels_;
    const std::shared_ptr<Pixels> now = create(window);
    display_.painter().copyArea(now->image(), {}, old->image(), {}, Rect::of(old->size()));
    for (BackBuffer* name : found->second) {
        name->pixels_ = now;
        name->touch();
    }
}

void DoubleBuffers::windowGone(const Window& window)
{
    const auto found = names_.find(window.id());
    if (found == names_.end()) return;
    for (const BackBuffer* name : std::vector(found->second)) display_.free(name->id());
}

} // namespace vitrine
