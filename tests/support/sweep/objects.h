// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace vitrine::sweep {

// What a client of the sweep has made before it sends its case, and other ids worth trying. Each is
// where its client's ids begin, plus `offset`; `Fixed` ones are the server's, or plain numbers.
enum class Owner : std::uint8_t { Self, Other, Fixed };

struct Object {
    std::string_view name;
    std::string_view type; // as xcb-proto calls it; "": for wrong ids only
    Owner owner;
    std::uint32_t offset;
    std::string_view extension = {}; // where it is known; "": in the core
};

inline constexpr std::array objects{
    Object{"window", "WINDOW", Owner::Self, 1},
    Object{"pixmap", "PIXMAP", Owner::Self, 2},
    Object{"gc", "GCONTEXT", Owner::Self, 3},
    Object{"font", "FONT", Owner::Self, 4},
    Object{"cursor", "CURSOR", Owner::Self, 5},
    Object{"colormap", "COLORMAP", Owner::Self, 6},
    Object{"child", "", Owner::Self, 7},
    Object{"sibling", "", Owner::Self, 8},   // of child
    Object{"inputOnly", "", Owner::Self, 9}, // its border is 0, it is mapped
    Object{"bitmap", "", Owner::Self, 10},   // of depth 1
    Object{"gcOfBitmap", "", Owner::Self, 11},
    Object{"unmapped", "", Owner::Self, 12},
    Object{"pixmapArgb", "", Owner::Self, 13},
    Object{"pixmapA8", "", Owner::Self, 14},
    Object{"new", "", Owner::Self, 0x100},
    Object{"unknown", "", Owner::Self, 0x1ff00},
    Object{"picture", "PICTURE", Owner::Self, 20, "RENDER"}, // of the window
    Object{"pictureArgb", "", Owner::Self, 21, "RENDER"},
    Object{"pictureA8", "", Owner::Self, 22, "RENDER"},
    Object{"solid", "", Owner::Self, 23, "RENDER"},
    Object{"glyphSet", "GLYPHSET", Owner::Self, 24, "RENDER"},
    Object{"formatRgb", "PICTFORMAT", Owner::Fixed, 0, "RENDER"},
    Object{"formatArgb", "", Owner::Fixed, 0, "RENDER"},
    Object{"formatA8", "", Owner::Fixed, 0, "RENDER"},
    Object{"formatA1", "", Owner::Fixed, 0, "RENDER"},
    Object{"region", "REGION", Owner::Self, 25, "XFIXES"},
    Object{"barrier", "BARRIER", Owner::Self, 26, "XFIXES"},
    Object{"damage", "DAMAGE", Owner::Self, 27, "DAMAGE"},
    Object{"counter", "COUNTER", Owner::Self, 28, "SYNC"},
    Object{"alarm", "ALARM", Owner::Self, 29, "SYNC"},
    Object{"fence", "FENCE", Owner::Self, 30, "SYNC"},
    Object{"backBuffer", "BackBuffer", Owner::Self, 31, "DOUBLE-BUFFER"},
    Object{"crtc", "CRTC", Owner::Fixed, 0, "RANDR"},
    Object{"output", "OUTPUT", Owner::Fixed, 0, "RANDR"},
    Object{"mode", "MODE", Owner::Fixed, 0, "RANDR"},
    Object{"other", "", Owner::Other, 1},
    Object{"pixmapOfOther", "", Owner::Other, 2},
    Object{"unknownOfOther", "", Owner::Other, 0x1ff00},
    Object{"root", "", Owner::Fixed, 0},
    Object{"visual", "VISUALID", Owner::Fixed, 0},
    Object{"defaultColormap", "", Owner::Fixed, 0},
    Object{"atom", "ATOM", Owner::Fixed, 0},
    Object{"none", "", Owner::Fixed, 0},
    Object{"one", "", Owner::Fixed, 1},
    Object{"highest", "", Owner::Fixed, 0xffffffff},
};

// By its name or type; a drawable is the window, a fontable the font.
constexpr const Object* findObject(std::string_view name)
{
    if (name == "DRAWABLE") name = "WINDOW";
    if (name == "FONTABLE") name = "FONT";
    for (const Object& object : objects)
        if (object.name == name || object.type == name) return &object;
    return nullptr;
}

} // namespace vitrine::sweep
