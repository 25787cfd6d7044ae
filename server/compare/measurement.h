// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>

namespace vitrine {

// What one session cost in one language, from the server to its reader.
struct Measurement {
    std::string language;
    std::uint64_t bytes = 0;
    std::uint64_t frames = 0; // updates; requests, where the language has no frames

    bool operator==(const Measurement&) const = default;
};

// For people: aligned columns, and each one's share of the first.
void writeTable(std::ostream& out, std::span<const Measurement> measurements);
void writeCsv(std::ostream& out, std::span<const Measurement> measurements);

} // namespace vitrine
