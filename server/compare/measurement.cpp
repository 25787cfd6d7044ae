// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/compare/measurement.h"

#include <algorithm>
#include <iomanip>
#include <ostream>
#include <sstream>

namespace vitrine {

namespace {

// 12,345,678
std::string grouped(std::uint64_t number)
{
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
    return text;
}

std::string share(std::uint64_t bytes, std::uint64_t whole)
{
    if (whole == 0) return "-";
    std::ostringstream text;
    const double percent = 100.0 * static_cast<double>(bytes) / static_cast<double>(whole);
    text << std::fixed << std::setprecision(percent < 10 ? 1 : 0) << percent << " %";
    return text.str();
}

} // namespace

void writeTable(std::ostream& out, std::span<const Measurement> measurements)
{
    std::size_t width = 0;
    for (const Measurement& measurement : measurements)
        width = std::max(width, measurement.language.size());
    const auto column = static_cast<int>(width);
    out << std::left << std::setw(column) << "language" << std::right << std::setw(15) << "bytes"
        << std::setw(11) << "share" << std::setw(12) << "frames" << '\n';
    for (const Measurement& measurement : measurements) {
        out << std::left << std::setw(column) << measurement.language << std::right << std::setw(15)
            << grouped(measurement.bytes) << std::setw(11)
            << share(measurement.bytes, measurements.front().bytes) << std::setw(12)
            << grouped(measurement.frames) << '\n';
    }
}

void writeCsv(std::ostream& out, std::span<const Measurement> measurements)
{
    out << "language,bytes,frames\n";
    for (const Measurement& measurement : measurements)
        out << measurement.language << ',' << measurement.bytes << ',' << measurement.frames
            << '\n';
}

} // namespace vitrine
