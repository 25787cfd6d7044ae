// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/x11/printer.h"

#include <algorithm>
#include <bit>

namespace vitrine::x11 {

namespace {
constexpr std::string_view digits = "0123456789abcdef";
constexpr std::size_t shownBytes = 32;
} // namespace

void Printer::start(std::string_view name)
{
    if (!text_.empty() && text_.back() != '{') text_ += ' ';
    text_ += name;
    text_ += '=';
}

void Printer::quoted(std::string_view value)
{
    text_ += '"';
    for (const char character : value.substr(0, shownCharacters)) {
        const auto code = static_cast<unsigned char>(character);
        if (code >= 0x20 && code < 0x7f && character != '"' && character != '\\') {
            text_ += character;
        } else {
            text_ += "\\x";
            text_ += digits[code >> 4];
            text_ += digits[code & 15];
        }
    }
    text_ += '"';
    if (value.size() > shownCharacters) text_ += "… " + std::to_string(value.size()) + " in all";
}

void Printer::hex(std::uint32_t value)
{
    text_ += "0x";
    int shift = 28;
    while (shift > 0 && (value >> shift) == 0) shift -= 4;
    for (; shift >= 0; shift -= 4) text_ += digits[(value >> shift) & 15];
}

void Printer::raw(const void* bytes, std::size_t size)
{
    const auto* from = static_cast<const std::byte*>(bytes);
    text_ += '<';
    for (std::size_t i = 0; i < std::min(size, shownBytes); ++i) {
        const auto code = std::to_integer<unsigned>(from[i]);
        text_ += digits[code >> 4];
        text_ += digits[code & 15];
    }
    if (size > shownBytes) text_ += "… " + std::to_string(size) + " bytes";
    text_ += '>';
}

void Printer::enumerator(std::uint32_t value, std::span<const NamedValue> names)
{
    const auto found = std::ranges::find(names, value, &NamedValue::value);
    if (found != names.end()) {
        text_ += found->name;
    } else {
        hex(value);
    }
}

void Printer::mask(std::uint32_t value, std::span<const NamedValue> names)
{
    if (value == 0) {
        text_ += '0';
        return;
    }
    bool first = true;
    for (const NamedValue& name : names) {
        if (!std::has_single_bit(name.value) || (value & name.value) == 0) continue;
        if (!first) text_ += '|';
        first = false;
        text_ += name.name;
        value &= ~name.value;
    }
    if (value != 0) {
        if (!first) text_ += '|';
        hex(value);
    }
}

} // namespace vitrine::x11
