// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>

namespace vitrine {

// What somebody may do with a session, from least to most, so that roles compare.
enum class Role : std::uint8_t {
    View,    // look
    Control, // and use keyboard, pointer and clipboard
    Owner,   // and invite others, start programs and end the session
};

} // namespace vitrine
