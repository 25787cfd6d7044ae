// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/gateway/request_target.h"

#include <charconv>

namespace vitrine {
namespace {

enum class Plus { Literal, Space };

std::optional<std::string> decoded(std::string_view text, Plus plus)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned value = static_cast<unsigned char>(text[i]);
        if (text[i] == '%') {
            if (text.size() - i < 3) return std::nullopt;
            const char* first = text.data() + i + 1;
            const auto [end, error] = std::from_chars(first, first + 2, value, 16);
            if (error != std::errc() || end != first + 2) return std::nullopt;
            i += 2;
        } else if (text[i] == '+' && plus == Plus::Space) {
            value = ' ';
        }
        if (value < 0x20 || value == 0x7f) return std::nullopt;
        result += static_cast<char>(value);
    }
    return result;
}

} // namespace

std::optional<RequestTarget> parseTarget(std::string_view target)
{
    if (!target.starts_with('/')) return std::nullopt;
    const std::size_t question = target.find('?');
    auto path = decoded(target.substr(0, question), Plus::Literal);
    if (!path) return std::nullopt;
    RequestTarget result{std::move(*path), {}};

    std::string_view rest =
        question == std::string_view::npos ? std::string_view() : target.substr(question + 1);
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
        const std::size_t equals = pair.find('=');
        auto name = decoded(pair.substr(0, equals), Plus::Space);
        auto value = equals == std::string_view::npos
                         ? std::optional<std::string>(std::in_place)
                         : decoded(pair.substr(equals + 1), Plus::Space);
        if (!name || !value) return std::nullopt;
        result.query[std::move(*name)] = std::move(*value);
    }
    return result;
}

std::string_view cookieValue(std::string_view header, std::string_view name)
{
    while (!header.empty()) {
        std::string_view pair = header.substr(0, header.find(';'));
        header.remove_prefix(std::min(header.size(), pair.size() + 1));
        while (pair.starts_with(' ')) pair.remove_prefix(1);
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
            return pair.substr(name.size() + 1);
    }
    return {};
}

} // namespace vitrine
