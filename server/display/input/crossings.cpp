// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/input/crossings.h"

#include "server/display/window.h"

#include <algorithm>

namespace vitrine {

namespace {

bool isInferior(const Window* window, const Window* of)
{
    return window != of && of->isAncestorOf(*window);
}

Window* commonAncestor(Window* a, const Window* b)
{
    while (!a->isAncestorOf(*b)) a = a->parent();
    return a;
}

// The windows strictly between `inferior` and `ancestor`, from the inferior upwards.
std::vector<Window*> between(const Window* inferior, const Window* ancestor)
{
    std::vector<Window*> result;
    for (Window* w = inferior->parent(); w && w != ancestor; w = w->parent()) result.push_back(w);
    return result;
}

// Collects crossings; `child` is wanted for the pointer's alone.
class Walk {
public:
    void out(Window* window, CrossingDetail detail) { all.push_back({window, false, detail}); }
    void in(Window* window, CrossingDetail detail) { all.push_back({window, true, detail}); }

    void outBetween(const Window* inferior, const Window* ancestor, CrossingDetail detail)
    {
        for (Window* window : between(inferior, ancestor)) out(window, detail);
    }
    void inBetween(const Window* ancestor, const Window* inferior, CrossingDetail detail)
    {
        std::vector<Window*> path = between(inferior, ancestor);
        std::reverse(path.begin(), path.end());
        for (Window* window : path) in(window, detail);
    }

    std::vector<Crossing> all;
};

Window* childToward(const Window* window, Window* inferior)
{
    while (inferior && inferior->parent() != window) inferior = inferior->parent();
    return inferior;
}

using enum CrossingDetail;

// From the pointer's window up to, and not with, `end` (null: with the root).
void pointerOut(Walk& walk, Window& pointerWindow, const Window* end)
{
    walk.out(&pointerWindow, Pointer);
    walk.outBetween(&pointerWindow, end, Pointer);
}

void pointerIn(Walk& walk, const Window* end, Window& pointerWindow)
{
    walk.inBetween(end, &pointerWindow, Pointer);
    walk.in(&pointerWindow, Pointer);
}

void focusAmongWindows(Walk& walk, Window* from, Window* to, Window& pointer)
{
    const auto besides = [&](const Window* other) {
        return &pointer != other && !isInferior(&pointer, other) && !isInferior(other, &pointer);
    };
    if (isInferior(from, to)) {
        walk.out(from, Ancestor);
        walk.outBetween(from, to, Virtual);
        walk.in(to, Inferior);
        if (isInferior(&pointer, to) && besides(from)) pointerIn(walk, to, pointer);
        return;
    }
    if (isInferior(to, from)) {
        // As the protocol has it, also where the pointer is in `to` itself.
        if (isInferior(&pointer, from) && (&pointer == to || besides(to)))
            pointerOut(walk, pointer, from);
        walk.out(from, Inferior);
        walk.inBetween(from, to, Virtual);
        walk.in(to, Ancestor);
        return;
    }
    const Window* const common = from == to ? from->parent() : commonAncestor(from, to);
    if (isInferior(&pointer, from)) pointerOut(walk, pointer, from);
    walk.out(from, Nonlinear);
    walk.outBetween(from, common, NonlinearVirtual);
    walk.inBetween(common, to, NonlinearVirtual);
    walk.in(to, Nonlinear);
    if (isInferior(&pointer, to)) pointerIn(walk, to, pointer);
}

} // namespace

std::vector<Crossing> pointerCrossings(Window& from, Window& to)
{
    Walk walk;
    if (&from == &to) return {};
    if (isInferior(&from, &to)) {
        walk.out(&from, Ancestor);
        walk.outBetween(&from, &to, Virtual);
        walk.in(&to, Inferior);
    } else if (isInferior(&to, &from)) {
        walk.out(&from, Inferior);
        walk.inBetween(&from, &to, Virtual);
        walk.in(&to, Ancestor);
    } else {
        const Window* const common = commonAncestor(&from, &to);
        walk.out(&from, Nonlinear);
        walk.outBetween(&from, common, NonlinearVirtual);
        walk.inBetween(common, &to, NonlinearVirtual);
        walk.in(&to, Nonlinear);
    }
    for (Crossing& crossing : walk.all)
        if (crossing.detail == Virtual || crossing.detail == NonlinearVirtual)
            crossing.child = childToward(crossing.window, crossing.entered ? &to : &from);
    return std::move(walk.all);
}

std::vector<Crossing> focusCrossings(const FocusTarget& from, const FocusTarget& to,
                                     Window& pointerWindow, Window& root)
{
    using Kind = FocusTarget::Kind;
    if (from == to && from.kind != Kind::Window) return {};
    Walk walk;
    if (from.kind == Kind::Window && to.kind == Kind::Window) {
        focusAmongWindows(walk, from.window, to.window, pointerWindow);
        return std::move(walk.all);
    }
    if (from.kind == Kind::Window) {
        if (isInferior(&pointerWindow, from.window)) pointerOut(walk, pointerWindow, from.window);
        walk.out(from.window, Nonlinear);
        walk.outBetween(from.window, nullptr, NonlinearVirtual);
    } else {
        if (from.kind == Kind::PointerRoot) pointerOut(walk, pointerWindow, nullptr);
        walk.out(&root, from.kind == Kind::None ? DetailNone : PointerRoot);
    }
    if (to.kind == Kind::Window) {
        walk.inBetween(nullptr, to.window, NonlinearVirtual);
        walk.in(to.window, Nonlinear);
        if (isInferior(&pointerWindow, to.window)) pointerIn(walk, to.window, pointerWindow);
    } else {
        walk.in(&root, to.kind == Kind::None ? DetailNone : PointerRoot);
        if (to.kind == Kind::PointerRoot) pointerIn(walk, nullptr, pointerWindow);
    }
    return std::move(walk.all);
}

} // namespace vitrine
