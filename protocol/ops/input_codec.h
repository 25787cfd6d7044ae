// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/input.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace vitrine {

// One message from a viewer, alone in a WebSocket message: its number, then its fields as varints.
std::vector<std::byte> encodeInput(const Input& input);

// Nullopt for bytes that are no message: cut short, too long, a number or an enumerator that does
// not exist, a coordinate or a string beyond protocol/ops/limits.h, text that is not UTF-8.
std::optional<Input> decodeInput(std::span<const std::byte> bytes);

} // namespace vitrine
