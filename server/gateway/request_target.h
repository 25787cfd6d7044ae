// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace vitrine {

// The path and query of a request line's target (RFC 9112 3.2.1), percent-decoded.
struct RequestTarget {
    std::string path;
    std::map<std::string, std::string> query; // of a name given twice, the last
};

// Nullopt where it does not begin with '/', a percent sign is followed by no two hex digits, or a
// control character comes out.
std::optional<RequestTarget> parseTarget(std::string_view target);

// The value of one cookie in a Cookie header; empty where there is none.
std::string_view cookieValue(std::string_view header, std::string_view name);

} // namespace vitrine
