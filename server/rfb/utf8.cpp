// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/rfb/utf8.h"

#include <cstdint>

namespace vitrine {

std::u32string decodeUtf8(std::string_view text)
{
    std::u32string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto head = static_cast<std::uint8_t>(text[at]);
        const int more = head < 0x80    ? 0
                         : head >= 0xf0 ? 3
                         : head >= 0xe0 ? 2
                         : head >= 0xc2 ? 1
                                        : -1;
        char32_t value = more <= 0 ? head : head & (0x3f >> more);
        bool good = more >= 0 && head < 0xf5 && at + static_cast<std::size_t>(more) < text.size();
        for (int i = 1; good && i <= more; ++i) {
            const auto next = static_cast<std::uint8_t>(text[at + static_cast<std::size_t>(i)]);
            good = (next & 0xc0) == 0x80;
            value = value << 6 | (next & 0x3f);
        }
        const bool overlong = (more == 2 && value < 0x800) || (more == 3 && value < 0x10000);
        const bool surrogate = value >= 0xd800 && value < 0xe000;
        good = good && !overlong && !surrogate && value <= 0x10ffff;
        result += good ? value : U'\ufffd';
        at += good ? static_cast<std::size_t>(more) + 1 : 1;
    }
    return result;
}

std::string toLatin1(std::string_view utf8)
{
    std::string result;
    for (const char32_t character : decodeUtf8(utf8))
        result += character < 0x100 ? static_cast<char>(character) : '?';
    return result;
}

std::string fromLatin1(std::string_view latin1)
{
    std::string result;
    for (const char letter : latin1) {
        const auto byte = static_cast<std::uint8_t>(letter);
        if (byte < 0x80) {
            result += letter;
        } else {
            result += static_cast<char>(0xc0 | byte >> 6);
            result += static_cast<char>(0x80 | (byte & 0x3f));
        }
    }
    return result;
}

} // namespace vitrine
