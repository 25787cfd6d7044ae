// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <utility>

namespace vitrine {

// Which pixels of a row a disc covers: first and last. A centre on the rim counts where the inside
// is right of it or, at the very top, below it.
using DiscRow = std::pair<std::int32_t, std::int32_t>;

// A disc of `width` around a pixel's centre; both y and the answer are relative to that pixel.
std::optional<DiscRow> discRow(std::int32_t width, std::int32_t y);

// A disc around any point; y is the row's distance from it (negative above). The rows of the upper
// half have at least the pixel below the topmost point, if it has one. Empty where last < first.
DiscRow discRow(double radius, double centreX, double y);

} // namespace vitrine
