// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/gateway/entrance.h"

#include <sys/random.h>

#include <array>
#include <cstdlib>

namespace vitrine {
namespace {

constexpr std::size_t mostLinks = 64;
constexpr std::size_t mostGuests = 256;

std::string secret()
{
    std::array<unsigned char, 16> bytes{};
    // Never short for so few bytes; fails only where there is no such system call.
    if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        std::abort();
    std::string hex;
    for (const unsigned char byte : bytes) {
        hex += "0123456789abcdef"[byte >> 4];
        hex += "0123456789abcdef"[byte & 15];
    }
    return hex;
}

// In a time that does not tell where they differ.
bool same(std::string_view a, std::string_view b)
{
    if (a.size() != b.size()) return false;
    unsigned char difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference |= static_cast<unsigned char>(a[i] ^ b[i]);
    return difference == 0;
}

} // namespace

std::string Entrance::newLink(Role role, Time now)
{
    if (links_.size() == mostLinks) links_.pop_front();
    links_.push_back({secret(), role, now + linkTime_});
    return links_.back().token;
}

std::optional<std::string> Entrance::enter(std::string_view token, Time now)
{
    std::erase_if(links_, [&](const Link& link) { return link.until <= now; });
    for (auto link = links_.begin(); link != links_.end(); ++link) {
        if (!same(link->token, token)) continue;
        if (guests_.size() == mostGuests) guests_.pop_front();
        guests_.push_back({secret(), link->role});
        links_.erase(link);
        return guests_.back().cookie;
    }
    return std::nullopt;
}

std::optional<Role> Entrance::roleOf(std::string_view cookie) const
{
    for (const Guest& guest : guests_)
        if (same(guest.cookie, cookie)) return guest.role;
    return std::nullopt;
}

} // namespace vitrine
