// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/call.h"

#include <cstdint>
#include <utility>

namespace vitrine {

class Keyboard;
struct XkbClient;

// What XKB's requests check first, in X.Org's order and with its error values.
namespace xkb {

// The client that asks, once it has said UseExtension; else BadAccess.
XkbClient& clientOf(Call& call);

// Which devices a request will do with.
enum class Wanted : std::uint8_t { Keyboard, Any };
// The device's number; throws XInput's BadDevice where a device specification names none, or XKB's
// BadKeyboard where it will not do.
std::uint8_t checkDevice(std::uint16_t specification, Wanted wanted = Wanted::Keyboard);
// Of a keyboard, after which client and device are checked.
Keyboard& keyboardOf(Call& call, std::uint16_t specification);

std::uint32_t errorValue(std::uint32_t place, std::uint32_t value);
void checkLegal(std::uint32_t mask, std::uint32_t legal); // BadValue
void checkMatch(std::uint32_t affect,
                std::uint32_t values); // BadMatch: outside of what is affected

void checkLed(std::uint16_t ledClass); // a keyboard's feedback; else BadKeyboard
// The number of the indicator of this name, or BadAtom; none: indicatorCount.
std::size_t indicatorNamed(Call& call, const Keyboard& keyboard, Atom name);

// Keycodes or the like from `first` on, all or those asked for; BadValue outside of the keymap.
struct Range {
    std::uint8_t first = 0;
    std::uint8_t count = 0;
};
Range checkKeys(std::uint8_t first, std::uint8_t count);

} // namespace xkb
} // namespace vitrine
