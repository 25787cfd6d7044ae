// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "x11/sync.h"

namespace vitrine {

// SYNC's 64-bit numbers: the high half comes first, in either byte order.
inline std::int64_t fromWire(const x11::sync::Int64& value)
{
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(value.hi) << 32 | value.lo);
}
inline x11::sync::Int64 toWire(std::int64_t value)
{
    return {.hi = static_cast<std::int32_t>(value >> 32), .lo = static_cast<std::uint32_t>(value)};
}

} // namespace vitrine
