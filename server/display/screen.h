// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/depths.h"
#include "protocol/canvas/geometry.h"
#include "server/base/ids.h"

#include <array>
#include <cstdint>

namespace vitrine {

// A TrueColor visual: 8 bits a channel, blue lowest.
struct Visual {
    Xid id;
    int depth;
};

// As SetScreenSaver sets it. In seconds.
struct ScreenSaver {
    std::uint16_t timeout = 600;
    std::uint16_t interval = 600;
    bool preferBlanking = true;
    bool allowExposures = true;
};

// What the connection setup tells of the one screen. The ids belong to the server (client 0).
struct Screen {
    static constexpr Xid root = 0x100;
    static constexpr Xid defaultColormap = 0x101;
    static constexpr Visual rootVisual{0x102, 24};
    static constexpr Visual alphaVisual{0x103, 32};
    static constexpr std::array<Visual, 2> visuals{rootVisual, alphaVisual};
    static constexpr std::array depths = imageDepths; // of pixmaps
    static constexpr std::uint32_t whitePixel = 0xffffff;
    static constexpr std::uint32_t blackPixel = 0;

    Size size{1280, 800};
    Size measured; // in millimeters, by a client's word (RANDR's SetScreenSize); empty: none
    Size millimeters() const // by default at 96 dots an inch
    {
        if (!measured.empty()) return measured;
        return {millimetersOf(size.width), millimetersOf(size.height)};
    }

    static const Visual* visual(Xid id) // null where there is none
    {
        for (const Visual& visual : visuals)
            if (visual.id == id) return &visual;
        return nullptr;
    }
    static bool hasDepth(int depth) { return isImageDepth(depth); }

private:
    static std::int32_t millimetersOf(std::int32_t pixels) { return (pixels * 254 + 480) / 960; }
};

} // namespace vitrine
