// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"

#include <pixman.h>

#include <cstdint>
#include <span>

namespace vitrine {

// X Rendering Extension, section 6: how the bits of a pixel are read as colour and alpha.
struct PictFormat {
    Xid id;
    int depth;
    pixman_format_code_t code;

    struct Channel {
        std::uint16_t shift;
        std::uint16_t mask; // at the lowest bits; 0: there is none
    };
    Channel red() const;
    Channel green() const;
    Channel blue() const;
    Channel alpha() const;

    bool hasAlpha() const { return PIXMAN_FORMAT_A(code) != 0; }
    bool hasColor() const { return PIXMAN_FORMAT_RGB(code) != 0; }
    bool natural() const; // as the canvas composites pixels of this depth

    // The pixel of a colour, whose channels are of 16 bits.
    std::uint32_t pixel(const pixman_color_t& color) const;
};

std::span<const PictFormat> pictFormats();
const PictFormat* findPictFormat(Xid id);       // null where there is none
const PictFormat& naturalPictFormat(int depth); // of a visual's depth

} // namespace vitrine
