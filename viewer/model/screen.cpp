// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/model/screen.h"

#include <algorithm>
#include <functional>

namespace vitrine {

QRegion RemoteSurface::shape() const
{
    if (state_.shape.empty()) return QRegion(image_.rect());
    QRegion region;
    for (const Rect& rect : state_.shape) region += toQRect(rect);
    return region & image_.rect();
}

RemoteSurface* Screen::find(SurfaceId id) const
{
    const auto found = surfaces_.find(id);
    return found == surfaces_.end() ? nullptr : found->second.get();
}

std::vector<RemoteSurface*> Screen::surfaces() const
{
    std::vector<RemoteSurface*> all;
    for (const auto& [id, surface] : surfaces_) all.push_back(surface.get());
    return all;
}

void Screen::begin(const QString& name, QSize size, bool desktop)
{
    name_ = name;
    size_ = size;
    desktop_ = desktop;
    Q_EMIT began();
}

void Screen::put(const Surface& surface)
{
    auto& slot = surfaces_[surface.id];
    if (!slot) {
        slot = std::make_unique<RemoteSurface>(surface.id);
        added_.push_back(surface.id);
        restacked_ = true;
    }
    if (slot->state_.role != surface.role) restacked_ = true;
    slot->state_ = surface;
    slot->changed_ = true;
}

void Screen::drop(SurfaceId id)
{
    const auto found = surfaces_.find(id);
    if (found == surfaces_.end()) return;
    const auto surface = std::move(found->second);
    surfaces_.erase(found);
    if (std::erase(added_, id) == 0) Q_EMIT surfaceRemoved(surface.get());
    order();
    restacked_ = true;
}

void Screen::keepOnly(const std::function<bool(SurfaceId)>& there)
{
    std::vector<SurfaceId> gone;
    for (const auto& [id, surface] : surfaces_)
        if (!there(id)) gone.push_back(id);
    for (const SurfaceId id : gone) drop(id);
}

void Screen::setIcon(SurfaceId id, const QIcon& icon)
{
    if (RemoteSurface* surface = find(id)) {
        surface->icon_ = icon;
        surface->changed_ = true;
    }
}

void Screen::restack(std::span<const SurfaceId> bottomToTop)
{
    order_.assign(bottomToTop.begin(), bottomToTop.end());
    restacked_ = true;
}

void Screen::order()
{
    stacking_.clear();
    for (const auto& [id, surface] : surfaces_)
        if (surface->isRoot()) stacking_.push_back(surface.get()); // never among the stacked ones
    for (const SurfaceId id : order_)
        if (RemoteSurface* surface = find(id); surface && !surface->isRoot())
            stacking_.push_back(surface);
}

void Screen::setImage(SurfaceId id, const QImage& image)
{
    RemoteSurface* surface = find(id);
    if (!surface) return;
    if (surface->image_.size() != image.size()) {
        surface->changed_ = true;
        surface->damage_ = image.rect();
    }
    surface->image_ = image;
}

void Screen::damage(SurfaceId id, const QRegion& inImage)
{
    if (RemoteSurface* surface = find(id)) surface->damage_ += inImage;
}

void Screen::setCursor(const QCursor& cursor)
{
    cursor_ = cursor;
    Q_EMIT cursorChanged();
}

const QCursor& Screen::cursor() const
{
    return launches_.empty() ? cursor_ : busy_;
}

void Screen::setLaunch(std::uint32_t number, bool underWay)
{
    const bool busy = !launches_.empty();
    if (underWay)
        launches_.insert(number);
    else
        launches_.erase(number);
    if (busy == launches_.empty()) Q_EMIT cursorChanged();
}

void Screen::forgetLaunches()
{
    if (!std::exchange(launches_, {}).empty()) Q_EMIT cursorChanged();
}

void Screen::setClipboard(const QString& text)
{
    Q_EMIT clipboardChanged(text);
}

void Screen::setPrimary(const QString& text)
{
    Q_EMIT primaryChanged(text);
}

void Screen::ring()
{
    Q_EMIT rang();
}

void Screen::endFrame()
{
    if (restacked_) order();
    for (const SurfaceId id : std::exchange(added_, {}))
        if (RemoteSurface* surface = find(id)) Q_EMIT surfaceAdded(surface);
    for (RemoteSurface* surface : surfaces())
        if (std::exchange(surface->changed_, false)) Q_EMIT surface->changed();
    if (std::exchange(restacked_, false)) Q_EMIT restacked();
    for (RemoteSurface* surface : surfaces()) {
        const QRegion region = std::exchange(surface->damage_, QRegion());
        if (!region.isEmpty()) Q_EMIT surface->damaged(region);
    }
    Q_EMIT frameEnded();
}

void Screen::detach()
{
    for (const auto& [id, surface] : surfaces_) surface->image_ = surface->image_.copy();
}

} // namespace vitrine
