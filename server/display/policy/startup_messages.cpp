// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/policy/startup_messages.h"

#include "server/base/clock.h"

#include <algorithm>

namespace vitrine {

namespace {

// The rest of a value up to a space: quotes keep spaces, a backslash keeps what follows it.
std::string takeValue(std::string_view& rest)
{
    std::string value;
    bool quoted = false;
    std::size_t at = 0;
    for (; at < rest.size() && (quoted || rest[at] != ' '); ++at) {
        if (rest[at] == '"')
            quoted = !quoted;
        else if (rest[at] != '\\')
            value += rest[at];
        else if (at + 1 < rest.size())
            value += rest[++at];
    }
    rest.remove_prefix(at);
    return value;
}

std::string quoted(std::string_view value)
{
    std::string result = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\') result += '\\';
        if (c != '\0') result += c;
    }
    return result + '"';
}

} // namespace

std::optional<StartupMessage> StartupMessage::parse(std::string_view text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    StartupMessage message{std::string(text.substr(0, colon)), {}};
    if (message.type != "new" && message.type != "change" && message.type != "remove")
        return std::nullopt;
    for (std::string_view rest = text.substr(colon + 1);;) {
        rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
        const std::size_t equals = rest.find('=');
        if (equals == std::string_view::npos) break;
        const std::string key(rest.substr(0, equals));
        rest.remove_prefix(equals + 1);
        message.values[key] = takeValue(rest);
    }
    if (message.values["ID"].empty()) return std::nullopt;
    return message;
}

std::string StartupMessage::text() const
{
    std::string result = type + ":";
    for (const auto& [key, value] : values) result += " " + key + "=" + quoted(value);
    return result;
}

std::optional<std::string> StartupMessages::add(Xid sender, bool first,
                                                std::span<const std::byte> piece, std::uint32_t now)
{
    std::erase_if(begun_, [&](const auto& one) { return now - one.second.time > patience; });
    if (first) {
        if (begun_.size() >= mostSenders && !begun_.contains(sender)) return std::nullopt;
        begun_[sender] = {{}, now};
    }
    const auto found = begun_.find(sender);
    if (found == begun_.end()) return std::nullopt; // its beginning is not known
    std::string& text = found->second.text;
    const std::string_view more(reinterpret_cast<const char*>(piece.data()), piece.size());
    const std::size_t end = more.find('\0');
    text += more.substr(0, end);
    if (text.size() > longest) {
        begun_.erase(found);
        return std::nullopt;
    }
    if (end == std::string_view::npos) return std::nullopt;
    std::string whole = std::move(text);
    begun_.erase(found);
    return whole;
}

} // namespace vitrine
