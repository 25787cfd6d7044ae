// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/viewers/shown_state.h"

#include <algorithm>

namespace vitrine {
namespace {

constexpr std::size_t mostCursors = 64; // kept at the viewer

} // namespace

void ShownState::welcome(const SceneState& state, std::vector<UpdatePart>& parts)
{
    if (screen_ == state.screen) return;
    screen_ = state.screen;
    parts.push_back(
        Message(Welcome{.sessionName = sessionName_, .screen = state.screen, .desktop = desktop_}));
}

void ShownState::tell(const SceneState& state, std::vector<UpdatePart>& parts)
{
    tellSurfaces(state, parts);
    if (stacking_ != state.stacking) {
        stacking_ = state.stacking;
        parts.push_back(Message(Stacking{stacking_}));
    }
    tellIcons(state, parts);
    tellLaunches(state, parts);
    tellCursor(state, parts);
}

std::vector<ImageId> ShownState::visibleImages(const SceneState& state) const
{
    std::vector<ImageId> images;
    for (const Surface* surface : state.bottomToTop())
        if (surface->image && (desktop_ || surface->role != SurfaceRole::Root))
            images.push_back(surface->image);
    return images;
}

void ShownState::tellSurfaces(const SceneState& state, std::vector<UpdatePart>& parts)
{
    std::erase_if(surfaces_, [&](const auto& told) {
        if (state.find(told.first)) return false;
        parts.push_back(Message(DropSurface{told.first}));
        icons_.erase(told.first);
        std::erase(stacking_, told.first);
        return true;
    });
    if (desktop_) tellSurface(state.root, parts);
    for (const Surface& surface : state.surfaces) tellSurface(surface, parts);
}

void ShownState::tellSurface(const Surface& surface, std::vector<UpdatePart>& parts)
{
    const auto [told, isNew] = surfaces_.try_emplace(surface.id, surface);
    if (!isNew && told->second == surface) return;
    told->second = surface;
    parts.push_back(Message(surface));
}

void ShownState::tellIcons(const SceneState& state, std::vector<UpdatePart>& parts)
{
    for (const auto& [id, icon] : state.icons) {
        std::shared_ptr<const Image>& told = icons_[id];
        if (told == icon) continue;
        told = icon;
        parts.push_back(Message(SurfaceIcon{id, *icon}));
    }
}

void ShownState::tellLaunches(const SceneState& state, std::vector<UpdatePart>& parts)
{
    if (launches_ == state.launches) return;
    for (const Launch& old : launches_)
        if (!std::ranges::count(state.launches, old.number, &Launch::number))
            parts.push_back(Message(Launch{.number = old.number, .underWay = false}));
    for (const Launch& launch : state.launches)
        if (!std::ranges::count(launches_, launch)) parts.push_back(Message(launch));
    launches_ = state.launches;
}

void ShownState::tellCursor(const SceneState& state, std::vector<UpdatePart>& parts)
{
    const CursorId id = state.cursor ? state.cursor->id : CursorId{};
    if (cursor_ == id) return;
    cursor_ = id;
    if (id) {
        if (std::erase(cursors_, id) == 0) parts.push_back(Message(*state.cursor));
        cursors_.push_back(id);
    }
    parts.push_back(Message(ShowCursor{id}));
    if (cursors_.size() > mostCursors) {
        parts.push_back(Message(DropCursor{cursors_.front()}));
        cursors_.pop_front();
    }
}

} // namespace vitrine
