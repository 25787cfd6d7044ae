// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/drawing_pair.h"

#include <algorithm>
#include <sstream>

namespace vitrine {

DrawingPair::Difference DrawingPair::compare(void (*draw)(Artist&), Sheet sheet, unsigned seed)
{
    const auto picture = [&](xcb_connection_t* connection) {
        Artist artist(connection, sheet, seed);
        draw(artist);
        std::vector<std::uint8_t> pixels = artist.pixels();
        return std::pair{std::move(pixels), artist.planes()};
    };
    const auto [ours, ourPlanes] = picture(client_.c());
    const auto [theirs, theirPlanes] = picture(reference_.c());
    if (ours == theirs && ourPlanes == theirPlanes) return {};
    if (ours == theirs) return {Artist::width * Artist::height, "planes differ"};
    if (ours.size() != theirs.size()) return {Artist::width * Artist::height, "one has no picture"};
    const std::size_t size = ours.size() / (Artist::width * Artist::height);
    std::ostringstream text;
    int count = 0;
    for (std::size_t i = 0; i < ours.size(); i += size) {
        if (std::equal(ours.begin() + static_cast<std::ptrdiff_t>(i),
                       ours.begin() + static_cast<std::ptrdiff_t>(i + size),
                       theirs.begin() + static_cast<std::ptrdiff_t>(i)))
            continue;
        const std::size_t pixel = i / size;
        if (count++ < 8)
            text << "(" << pixel % Artist::width << "," << pixel / Artist::width << ") ";
    }
    return {count, text.str()};
}

} // namespace vitrine
