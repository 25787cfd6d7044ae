// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/rfb/handshake.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace vitrine {

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::string_view version = "RFB 003.008\n";
constexpr std::uint8_t noSecurity = 1, vncSecurity = 2; // RFC 6143, 8.1.2
constexpr std::uint32_t resultGood = 0, resultBad = 1;

void put(Bytes& out, std::uint32_t value) // big-endian
{
    for (const int shift : {24, 16, 8, 0}) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

void put(Bytes& out, std::string_view text)
{
    put(out, static_cast<std::uint32_t>(text.size()));
    out.insert(out.end(), text.begin(), text.end());
}

// The minor number of the protocol to speak, or nothing where the line is no version.
std::optional<int> spokenVersion(std::span<const std::uint8_t> bytes)
{
    const std::string_view line(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    int major = 0, minor = 0;
    const auto number = [&](std::size_t at, int& value) {
        const auto [end, error] = std::from_chars(line.data() + at, line.data() + at + 3, value);
        return error == std::errc() && end == line.data() + at + 3;
    };
    if (!line.starts_with("RFB ") || line[7] != '.' || line[11] != '\n' || !number(4, major) ||
        !number(8, minor) || major < 3)
        return std::nullopt;
    if (major > 3 || minor >= 8) return 8;
    return minor == 7 ? 7 : 3; // 3.5 was never published and means 3.3
}

} // namespace

RfbHandshake::RfbHandshake(const RfbEntry& entry) : entry_(entry) {}

Bytes RfbHandshake::greeting() const
{
    return {version.begin(), version.end()};
}

std::size_t RfbHandshake::wanted() const
{
    switch (state_) {
    case State::Version: return version.size();
    case State::Choice: return 1;
    case State::Response: return challenge_.size();
    case State::Done:
    case State::Failed: break;
    }
    return 0;
}

Bytes RfbHandshake::take(Bytes& input)
{
    Bytes out;
    while (wanted() != 0 && input.size() >= wanted()) {
        const Bytes part(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(wanted()));
        input.erase(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(part.size()));
        switch (state_) {
        case State::Version: onVersion(part, out); break;
        case State::Choice: onChoice(part[0], out); break;
        case State::Response: onResponse(part, out); break;
        case State::Done:
        case State::Failed: break;
        }
    }
    return out;
}

void RfbHandshake::onVersion(std::span<const std::uint8_t> line, Bytes& out)
{
    const auto minor = spokenVersion(line);
    if (!minor) {
        state_ = State::Failed;
        return;
    }
    minor_ = *minor;
    const std::uint8_t type = entry_.authenticate ? vncSecurity : noSecurity;
    if (!refusal_.empty()) {
        if (minor_ == 3)
            put(out, 0); // no security type, then the reason
        else
            out.push_back(0);
        put(out, refusal_);
        state_ = State::Failed;
    } else if (minor_ == 3) {
        put(out, type); // 3.3: the server decides
        begin(type, out);
    } else {
        out.insert(out.end(), {1, type});
        state_ = State::Choice;
    }
}

void RfbHandshake::onChoice(std::uint8_t type, Bytes& out)
{
    if (type != (entry_.authenticate ? vncSecurity : noSecurity))
        state_ = State::Failed; // what was not offered
    else
        begin(type, out);
}

void RfbHandshake::begin(std::uint8_t type, Bytes& out)
{
    if (type == noSecurity) {
        if (minor_ >= 8) put(out, resultGood); // the older ones go on at once
        role_ = RfbRole::Control;
        state_ = State::Done;
        return;
    }
    challenge_ = makeChallenge();
    out.insert(out.end(), challenge_.begin(), challenge_.end());
    state_ = State::Response;
}

void RfbHandshake::onResponse(std::span<const std::uint8_t> response, Bytes& out)
{
    const bool control = !entry_.password.empty() && answers(response, challenge_, entry_.password);
    const bool view =
        !entry_.viewOnlyPassword.empty() && answers(response, challenge_, entry_.viewOnlyPassword);
    if (control || view) {
        enter(control ? RfbRole::Control : RfbRole::View, out);
        return;
    }
    wrongPassword_ = true;
    state_ = State::Failed;
    put(out, resultBad);
    if (minor_ >= 8) put(out, std::string_view("That password is wrong."));
}

void RfbHandshake::enter(RfbRole role, Bytes& out)
{
    put(out, resultGood);
    role_ = role;
    state_ = State::Done;
}

} // namespace vitrine
