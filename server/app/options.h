// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace vitrine {

// What `vitrine run` and `vitrine desktop` are asked for.
struct SessionOptions {
    std::string name;                 // empty: after the program
    std::vector<std::string> program; // with its arguments; empty: none, a desktop
    bool desktop = false;             // one screen with a launcher, rather than one program
    bool keep = false;                // go on when the program has ended
    Size screen{1280, 800};

    std::optional<int> display; // the X display's number; none: the first that is free
    bool byteSwappedClients = false;
    bool unmanaged = false; // no window manager, not even ours
    std::vector<std::string> fontPath; // empty: the machine's usual folders, as far as they exist
    std::filesystem::path traceX11;    // empty: no trace

    bool checkEverything = false; // prove every frame exact, at every viewer

    std::string keyboardModel, keyboardLayout, keyboardVariant, keyboardOptions;

    std::uint16_t webPort = 0;           // zero: the first free one from 7400
    std::filesystem::path pageDirectory; // empty: beside the program

    bool rfb = true;
    std::uint16_t rfbPort = 0;              // zero: 5900 + display, or the next that is free
    std::optional<std::string> rfbPassword; // none: a random one; empty: no password at all
};

} // namespace vitrine
