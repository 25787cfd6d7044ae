// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/xinput/device_selections.h"
#include "server/requests/call.h"

#include <span>
#include <vector>

namespace vitrine::xi {

// "An event class is a 32-bit value": a device's number, and the number of an event or of what is
// not an event of its own.
struct ClassMasks {
    DeviceSelections::Masks masks{};
    std::array<bool, DeviceSelections::deviceCount> named{}; // also by NoExtensionEvent
};

// Throws BadClass where a class is of no device; with `only`: or of another.
ClassMasks masksOf(Call& call, std::span<const std::uint32_t> classes);
DeviceMask maskOf(Call& call, std::span<const std::uint32_t> classes, DeviceNumber only);
// The masks' classes, in X.Org's order.
void appendClasses(std::vector<std::uint32_t>& classes, const DeviceSelections::Masks& masks);

// Of DevicePresenceNotify alone, which is no device's: class 0x10000.
constexpr bool isOfNoDevice(std::uint32_t eventClass)
{
    return eventClass >> 8 == 256;
}
constexpr bool isPresence(std::uint32_t eventClass)
{
    return eventClass == 256u << 8;
}

} // namespace vitrine::xi
