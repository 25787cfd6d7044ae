// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/rfb/vnc_password.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vitrine {

enum class RfbRole { Control, View };

// What lets a viewer in. Empty passwords let nobody in.
struct RfbEntry {
    bool authenticate = true;
    std::string password;
    std::string viewOnlyPassword;
};

// The server's side of the handshake (RFC 6143, 7.1 and 7.2) up to the result of authentication,
// for protocol 3.3, 3.7 and 3.8, as bytes in and bytes out. libvncserver never meets a viewer that
// has not passed it.
class RfbHandshake {
public:
    explicit RfbHandshake(const RfbEntry& entry); // borrowed for our life

    // The server speaks first. Later calls take what has arrived; the rest is left in `input`.
    std::vector<std::uint8_t> greeting() const;
    std::vector<std::uint8_t> take(std::vector<std::uint8_t>& input);

    // The answer if viewers of that address have to wait: says why, then the connection ends.
    void refuse(std::string why) { refusal_ = std::move(why); }

    bool failed() const { return state_ == State::Failed; } // close once all is sent
    bool wrongPassword() const { return wrongPassword_; }
    std::optional<RfbRole> role() const { return role_; } // set once the viewer is in

private:
    enum class State { Version, Choice, Response, Done, Failed };

    void onVersion(std::span<const std::uint8_t> line, std::vector<std::uint8_t>& out);
    void onChoice(std::uint8_t type, std::vector<std::uint8_t>& out);
    void onResponse(std::span<const std::uint8_t> response, std::vector<std::uint8_t>& out);
    void begin(std::uint8_t type, std::vector<std::uint8_t>& out);
    void enter(RfbRole role, std::vector<std::uint8_t>& out);
    std::size_t wanted() const; // bytes the state needs

    const RfbEntry& entry_;
    State state_ = State::Version;
    int minor_ = 8;
    VncChallenge challenge_{};
    std::string refusal_;
    bool wrongPassword_ = false;
    std::optional<RfbRole> role_;
};

} // namespace vitrine
