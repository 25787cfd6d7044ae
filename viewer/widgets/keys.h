// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/input.h"

class QKeyEvent;

namespace vitrine {

// What Qt knows of a key: the physical one and its keysym where the platform tells them (X11 and
// Wayland do), otherwise the keysym of what it means.
Key toKey(const QKeyEvent& event);

// The keysym of a character (X11 protocol, appendix A: Latin-1 as it is, others above 0x1000000).
std::uint32_t keysymOf(char32_t character);

} // namespace vitrine
