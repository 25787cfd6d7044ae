// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/extensions/glx/configs.h"

#include <algorithm>

namespace vitrine {

namespace {

constexpr std::uint32_t firstId = 0x180; // of the server's ids, below its windows'
constexpr std::uint32_t channelBits = 8;
constexpr std::uint32_t none = 0x8000;
constexpr std::uint32_t slow = 0x8001;
constexpr std::uint32_t trueColor = 0x8002;
constexpr std::uint32_t swapUndefined = 0x8063;
constexpr std::uint32_t dontCare = 0xffffffff;

std::vector<GlxConfig> makeConfigs()
{
    struct Colours {
        Visual visual;
        std::uint32_t alphaBits;
    };
    struct Buffers {
        std::uint32_t depth, stencil, accumulation, samples;
    };
    // Those that most programs ask for first: they take the first that fits.
    constexpr Colours colours[] = {
        {Screen::rootVisual, 0}, {Screen::rootVisual, 8}, {Screen::alphaVisual, 8}};
    constexpr Buffers buffers[] = {{24, 8, 0, 0}, {24, 0, 0, 0},  {16, 0, 0, 0},
                                   {0, 0, 0, 0},  {24, 8, 16, 0}, {24, 8, 0, 4}};
    std::vector<GlxConfig> configs;
    for (const Colours& colour : colours)
        for (const Buffers& buffer : buffers)
            for (const bool doubleBuffered : {true, false})
                configs.push_back({.id = firstId + static_cast<std::uint32_t>(configs.size()),
                                   .visual = colour.visual,
                                   .alphaBits = colour.alphaBits,
                                   .depthBits = buffer.depth,
                                   .stencilBits = buffer.stencil,
                                   .accumulationBits = buffer.accumulation,
                                   .samples = buffer.samples,
                                   .doubleBuffered = doubleBuffered});
    return configs;
}

std::uint32_t bufferSize(const GlxConfig& config)
{
    return 3 * channelBits + config.alphaBits;
}

std::uint32_t caveat(const GlxConfig& config)
{
    return config.accumulationBits ? slow : none;
}

} // namespace

const std::vector<GlxConfig>& glxConfigs()
{
    static const std::vector<GlxConfig> configs = makeConfigs();
    return configs;
}

const GlxConfig* findGlxConfig(std::uint32_t id)
{
    const auto found = std::ranges::find(glxConfigs(), id, &GlxConfig::id);
    return found == glxConfigs().end() ? nullptr : &*found;
}

// GLX 1.4, table 3.1, and the extensions that add to it.
std::vector<std::uint32_t> glxAttributes(const GlxConfig& config)
{
    const std::uint32_t accumulation = config.accumulationBits;
    return {
        0x800b, config.visual.id,           // GLX_VISUAL_ID
        0x8013, config.id,                  // GLX_FBCONFIG_ID
        0x8012, 1,                          // GLX_X_RENDERABLE
        4,      1,                          // GLX_RGBA
        0x8011, 1,                          // GLX_RENDER_TYPE: RGBA
        5,      config.doubleBuffered,      // GLX_DOUBLEBUFFER
        6,      0,                          // GLX_STEREO
        2,      bufferSize(config),         // GLX_BUFFER_SIZE
        3,      0,                          // GLX_LEVEL
        7,      0,                          // GLX_AUX_BUFFERS
        8,      channelBits,                // GLX_RED_SIZE
        9,      channelBits,                // GLX_GREEN_SIZE
        10,     channelBits,                // GLX_BLUE_SIZE
        11,     config.alphaBits,           // GLX_ALPHA_SIZE
        14,     accumulation,               // GLX_ACCUM_RED_SIZE
        15,     accumulation,               // GLX_ACCUM_GREEN_SIZE
        16,     accumulation,               // GLX_ACCUM_BLUE_SIZE
        17,     accumulation,               // GLX_ACCUM_ALPHA_SIZE
        12,     config.depthBits,           // GLX_DEPTH_SIZE
        13,     config.stencilBits,         // GLX_STENCIL_SIZE
        0x22,   trueColor,                  // GLX_X_VISUAL_TYPE
        0x20,   caveat(config),             // GLX_CONFIG_CAVEAT
        0x23,   none,                       // GLX_TRANSPARENT_TYPE
        0x25,   dontCare,                   // GLX_TRANSPARENT_RED_VALUE
        0x26,   dontCare,                   // GLX_TRANSPARENT_GREEN_VALUE
        0x27,   dontCare,                   // GLX_TRANSPARENT_BLUE_VALUE
        0x28,   dontCare,                   // GLX_TRANSPARENT_ALPHA_VALUE
        0x24,   0,                          // GLX_TRANSPARENT_INDEX_VALUE
        0x8060, swapUndefined,              // GLX_SWAP_METHOD_OML
        100001, config.samples,             // GLX_SAMPLES
        100000, config.samples ? 1u : 0u,   // GLX_SAMPLE_BUFFERS
        0x8028, config.alphaBits ? 1u : 0u, // GLX_VISUAL_SELECT_GROUP_SGIX
        0x8010, 7,                          // GLX_DRAWABLE_TYPE: window, pixmap, pbuffer
        0x20d0, 1,                          // GLX_BIND_TO_TEXTURE_RGB_EXT
        0x20d1, config.alphaBits ? 1u : 0u, // GLX_BIND_TO_TEXTURE_RGBA_EXT
        0x20d2, 0,                          // GLX_BIND_TO_MIPMAP_TEXTURE_EXT
        0x20d3, 7,                          // GLX_BIND_TO_TEXTURE_TARGETS_EXT: all
        0x20d4, dontCare,                   // GLX_Y_INVERTED_EXT
        0x8016, 8192,                       // GLX_MAX_PBUFFER_WIDTH
        0x8017, 8192,                       // GLX_MAX_PBUFFER_HEIGHT
        0x8018, 8192 * 4096,                // GLX_MAX_PBUFFER_PIXELS
        0x8019, 0,                          // GLX_OPTIMAL_PBUFFER_WIDTH_SGIX
        0x801a, 0,                          // GLX_OPTIMAL_PBUFFER_HEIGHT_SGIX
        0,      0,
    };
}

std::vector<std::uint32_t> glxVisualProperties(const GlxConfig& config)
{
    const std::uint32_t accumulation = config.accumulationBits;
    return {config.visual.id,
            trueColor - 0x8002 + 4, // X's class
            1,                      // RGBA
            channelBits,
            channelBits,
            channelBits,
            config.alphaBits,
            accumulation,
            accumulation,
            accumulation,
            accumulation,
            config.doubleBuffered,
            0, // stereo
            bufferSize(config),
            config.depthBits,
            config.stencilBits,
            0, // auxiliary buffers
            0, // level
            0x20,
            caveat(config),
            0x23,
            none,
            0x25,
            dontCare,
            0x26,
            dontCare,
            0x27,
            dontCare,
            0x28,
            dontCare,
            0x24,
            0,
            100001,
            config.samples,
            100000,
            config.samples ? 1u : 0u,
            0x8028,
            config.alphaBits ? 1u : 0u,
            0,
            0};
}

} // namespace vitrine
