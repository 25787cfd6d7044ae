// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/rfb/hand.h"

#include "server/rfb/desk.h"

#include <algorithm>
#include <utility>

namespace vitrine {

namespace {

constexpr std::int32_t smallestSide = 16;
constexpr std::size_t mostKeys = 64; // held at once
constexpr std::int32_t click = 120;
constexpr std::uint8_t left = 1;
constexpr std::uint8_t wheelBits = 0x78;

struct WheelBit {
    std::uint8_t bit;
    Wheel turn;
};
constexpr WheelBit wheel[] = {
    {0x08, {.horizontal = 0, .vertical = -click}},
    {0x10, {.horizontal = 0, .vertical = click}},
    {0x20, {.horizontal = -click, .vertical = 0}},
    {0x40, {.horizontal = click, .vertical = 0}},
};

struct ButtonBit {
    std::uint8_t bit;
    std::uint8_t number; // as X11 counts them
};
constexpr ButtonBit buttonBits[] = {{0x01, 1}, {0x02, 2}, {0x04, 3}, {0x80, 8}};

} // namespace

void RfbHand::point(std::uint8_t buttons, Point at, const RfbLayout& layout)
{
    const auto pressed = static_cast<std::uint8_t>(buttons & ~buttons_);
    const auto released = static_cast<std::uint8_t>(buttons_ & ~buttons);
    const bool free = (buttons_ & ~wheelBits) == 0; // no button holds the pointer to a window
    buttons_ = buttons;
    if (drag_) {
        drag(at);
        if (released & left) drag_.reset();
    } else if (!taken_) {
        desk_.apply(PointerMove{.surface = {}, .position = at});
    }
    if (free && (pressed & ~wheelBits) && pressFrame(at, layout)) taken_ |= pressed & ~wheelBits;
    for (const WheelBit& entry : wheel)
        if (pressed & entry.bit) desk_.apply(entry.turn);
    for (const ButtonBit& entry : buttonBits) {
        const bool down = (pressed & entry.bit) != 0;
        if (!down && !(released & entry.bit)) continue;
        if (!(taken_ & entry.bit))
            desk_.apply(PointerButton{.button = entry.number, .pressed = down});
    }
    taken_ &= static_cast<std::uint8_t>(~released);
}

bool RfbHand::pressFrame(Point at, const RfbLayout& layout)
{
    const PlacedWindow* window = layout.windowAt(at);
    if (!window) return false;
    const Surface& state = window->state;
    const bool maximized = (state.states & Maximized) != 0;
    const FramePart part = framePartAt(state, window->image, at);
    const Rect geometry = Rect::at(window->position(), window->image);
    switch (part) {
    case FramePart::Outside: return false;
    case FramePart::Tab: act(state.id, SurfaceAction::Restore); break;
    case FramePart::Close: act(state.id, SurfaceAction::Close); break;
    case FramePart::Minimize: act(state.id, SurfaceAction::Minimize); break;
    case FramePart::Maximize:
        act(state.id, maximized ? SurfaceAction::Restore : SurfaceAction::Maximize);
        break;
    case FramePart::Title:
        act(state.id, SurfaceAction::Activate);
        if ((buttons_ & left) && (state.abilities & Movable) && !maximized)
            drag_ = Drag{.surface = state.id, .from = at, .geometry = geometry, .edges = {}};
        break;
    case FramePart::Edge:
        act(state.id, SurfaceAction::Activate);
        if ((buttons_ & left) && (state.abilities & Resizable) && !maximized)
            drag_ = Drag{.surface = state.id,
                         .from = at,
                         .geometry = geometry,
                         .edges = frameEdgesAt(state, window->image, at)};
        break;
    }
    return true;
}

void RfbHand::drag(Point to)
{
    const Point by = to - drag_->from;
    Rect place = drag_->geometry;
    const auto [horizontal, vertical] = drag_->edges;
    if (horizontal == 0 && vertical == 0) place = place.translated(by);
    const std::int32_t width = std::max(smallestSide, place.width + horizontal * by.x);
    const std::int32_t height = std::max(smallestSide, place.height + vertical * by.y);
    if (horizontal < 0) place.x = place.right() - width;
    if (vertical < 0) place.y = place.bottom() - height;
    place.width = width;
    place.height = height;
    if (by != Point{}) act(drag_->surface, SurfaceAction::MoveResize, place);
}

void RfbHand::act(SurfaceId surface, SurfaceAction action, const Rect& geometry)
{
    desk_.apply(ActOnSurface{.surface = surface, .action = action, .geometry = geometry});
}

void RfbHand::key(std::uint32_t keysym, bool pressed)
{
    if (keysym == 0) return;
    if (pressed && (keys_.size() >= mostKeys || !keys_.insert(keysym).second))
        return; // held already: the display repeats by itself
    if (!pressed && keys_.erase(keysym) == 0) return;
    desk_.apply(Key{.code = 0, .keysym = keysym, .text = {}, .pressed = pressed});
}

void RfbHand::letGo()
{
    drag_.reset();
    for (const ButtonBit& entry : buttonBits)
        if (buttons_ & ~taken_ & entry.bit)
            desk_.apply(PointerButton{.button = entry.number, .pressed = false});
    buttons_ = taken_ = 0;
    for (const std::uint32_t keysym : std::exchange(keys_, {}))
        desk_.apply(Key{.code = 0, .keysym = keysym, .text = {}, .pressed = false});
}

} // namespace vitrine
