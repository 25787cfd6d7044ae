// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/compare/deflate_meter.h"
#include "server/compare/measurement.h"

#include <catch2/catch.hpp>

#include <sstream>
#include <vector>

namespace vitrine {

TEST_CASE("A stream through zlib counts what has been flushed, and repetition costs little")
{
    DeflateMeter meter;
    const std::vector<std::byte> bytes(100'000, std::byte{7});
    meter.add(bytes);
    meter.flush();
    const auto once = meter.bytes();
    CHECK(once > 10);
    CHECK(once < 1000);
    meter.flush();
    CHECK(meter.bytes() == once);
    meter.add(bytes);
    meter.flush();
    CHECK(meter.bytes() < 2 * once + 20);
}

TEST_CASE("The table aligns its columns and says shares of the first row")
{
    const std::vector<Measurement> rows{{"X11", 1'234'567, 900}, {"Another language", 12'346, 7}};
    std::ostringstream table, csv;
    writeTable(table, rows);
    writeCsv(csv, rows);
    CHECK(table.str() == "language                  bytes      share      frames\n"
                         "X11                   1,234,567      100 %         900\n"
                         "Another language         12,346      1.0 %           7\n");
    CHECK(csv.str() == "language,bytes,frames\nX11,1234567,900\nAnother language,12346,7\n");
}

} // namespace vitrine
