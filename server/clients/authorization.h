// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>
#include <system_error>

namespace vitrine {

// MIT-MAGIC-COOKIE-1: whoever knows the secret may connect.
class Cookie {
public:
    static constexpr std::string_view protocol = "MIT-MAGIC-COOKIE-1";

    Cookie(); // random

    // In time that does not depend on where they differ.
    bool matches(std::string_view protocolName, std::string_view secret) const;

    // A file as libXau and xauth read it (one record for this host, one for any), readable by its
    // owner alone; replaces what is there at once.
    std::error_code write(const std::filesystem::path& file, int displayNumber) const;

private:
    std::array<unsigned char, 16> secret_;
};

} // namespace vitrine
