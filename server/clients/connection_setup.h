// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/x11/wire.h"
#include "server/base/ids.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

class Display;
class XClient;

// What a client says first.
struct SetupRequest {
    x11::ByteOrder order = x11::nativeOrder;
    std::uint16_t majorVersion = 0;
    std::string authorizationProtocol;
    std::string authorization;
    std::size_t size = 0; // in bytes, padded
};

enum class SetupState : std::uint8_t { Incomplete, Whole, Malformed };

// Reads it once it is whole.
SetupState readSetup(std::span<const std::byte> bytes, SetupRequest& request);

// X11 protocol, section 8, "Connection Setup": what the server answers.
void writeRefusal(std::vector<std::byte>& out, x11::ByteOrder order, std::string_view reason);
void writeWelcome(std::vector<std::byte>& out, const Display& display, const XClient& client);

} // namespace vitrine
