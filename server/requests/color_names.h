// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace vitrine {

// The colour of a name in any case of letters, as 0xRRGGBB.
std::optional<std::uint32_t> colorNamed(std::string_view name);

} // namespace vitrine
