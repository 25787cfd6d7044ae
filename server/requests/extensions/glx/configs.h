// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/screen.h"

#include <span>
#include <vector>

namespace vitrine {

// A way in which clients may draw by OpenGL on a visual. They draw themselves (direct contexts), by
// Mesa's software rasteriser: what is said here is what it can do.
struct GlxConfig {
    std::uint32_t id = 0;
    Visual visual{};
    std::uint32_t alphaBits = 0;
    std::uint32_t depthBits = 0;
    std::uint32_t stencilBits = 0;
    std::uint32_t accumulationBits = 0; // a channel
    std::uint32_t samples = 0;
    bool doubleBuffered = false;
};

const std::vector<GlxConfig>& glxConfigs();
const GlxConfig* findGlxConfig(std::uint32_t id); // null where there is none

// As GetFBConfigs tells them: pairs of attribute and value, the same attributes for each.
std::vector<std::uint32_t> glxAttributes(const GlxConfig& config);
// As GetVisualConfigs tells them: 18 values in their order, then pairs.
std::vector<std::uint32_t> glxVisualProperties(const GlxConfig& config);

} // namespace vitrine
