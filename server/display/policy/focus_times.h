// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/clock.h"

#include <cstdint>
#include <optional>

namespace vitrine {

class Display;
class Window;
struct PolicyAtoms;

// When the window's user last did something in it, as its program says: _NET_WM_USER_TIME of the
// window or of its _NET_WM_USER_TIME_WINDOW. Zero: it asks for no focus when it appears; none: not
// said.
std::optional<std::uint32_t> userTimeOf(Display& display, const Window& window,
                                        const PolicyAtoms& atoms);

// The later of two times of X's, where either is known.
inline std::optional<std::uint32_t> later(std::optional<std::uint32_t> a,
                                          std::optional<std::uint32_t> b)
{
    if (!a || !b) return a ? a : b;
    return isEarlier(*a, *b) ? b : a;
}

} // namespace vitrine
