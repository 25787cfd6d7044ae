// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/input.h"
#include "protocol/ops/messages.h"

namespace vitrine {

// Whether a message is one that an encoder may write and a decoder may hand on: sizes, counts and
// coordinates as in limits.h, enumerators that exist, dashes that are not zero.
bool withinLimits(const Message& message);
bool withinLimits(const Op& op);       // as the message it becomes
bool withinLimits(const Input& input); // and text that is UTF-8

// What a message takes of its frame's allowance.
struct Weight {
    std::size_t elements = 0;
    std::int64_t pixels = 0;
};
Weight weightOf(const Message& message);
Weight weightOf(const Op& op);

} // namespace vitrine
