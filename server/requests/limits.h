// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>

namespace vitrine {

// In bytes, header included. A property of 16 MiB fits.
inline constexpr std::size_t longestRequest = 20u << 20;

} // namespace vitrine
