// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/arrow_cursor.h"

#include <array>
#include <string_view>

namespace vitrine {

namespace {

// # black, . white; the hotspot is the first pixel.
constexpr std::array<std::string_view, 17> arrow{
    "#           ", //
    "##          ", //
    "#.#         ", //
    "#..#        ", //
    "#...#       ", //
    "#....#      ", //
    "#.....#     ", //
    "#......#    ", //
    "#.......#   ", //
    "#........#  ", //
    "#.....##### ", //
    "#..#..#     ", //
    "#.# #..#    ", //
    "##  #..#    ", //
    "#    #..#   ", //
    "     #..#   ", //
    "      ##    ",
};

} // namespace

CursorRef arrowCursor(CursorId id)
{
    Image image(
        {static_cast<std::int32_t>(arrow[0].size()), static_cast<std::int32_t>(arrow.size())}, 32);
    for (std::int32_t y = 0; y < image.height(); ++y)
        for (std::int32_t x = 0; x < image.width(); ++x) {
            const char ink = arrow[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)];
            if (ink != ' ') image.setPixel({x, y}, ink == '#' ? 0xff000000 : 0xffffffff);
        }
    return std::make_shared<Cursor>(id, std::move(image), Point{});
}

} // namespace vitrine
