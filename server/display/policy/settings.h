// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace vitrine {

class Display;

// One setting as toolkits read it. XSETTINGS 0.5.
struct Setting {
    std::string name;
    std::variant<std::int32_t, std::string> value;
};

// The value of _XSETTINGS_SETTINGS, in the machine's byte order.
std::vector<std::byte> encodeSettings(const std::vector<Setting>& settings, std::uint32_t serial);

// Tells programs fonts, resolution, theme and times, as a desktop's settings program would: by
// XSETTINGS and by the resources that Xlib reads. Where no desktop runs; a program that takes the
// selection for itself is obeyed.
class DesktopSettings {
public:
    explicit DesktopSettings(Display& display); // borrowed for our life

    void begin();
    void end(); // leaves the selection to another

private:
    Display& display_;
    Xid window_ = 0; // that owns the selection; None: we do not
};

} // namespace vitrine
