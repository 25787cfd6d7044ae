// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

namespace vitrine {

// RFC 6143, 7.2.2: VNC authentication. The password is the key of DES, so 8 bytes of it count.
using VncChallenge = std::array<std::uint8_t, 16>;

VncChallenge makeChallenge(); // from the system's strong random source
bool answers(std::span<const std::uint8_t> response, const VncChallenge& challenge,
             const std::string& password); // takes as long whether it is right or not

std::string makePassword(); // 8 characters that are not mistaken for one another: 46 bits

} // namespace vitrine
