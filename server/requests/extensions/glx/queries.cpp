// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/extensions/glx/handlers.h"

namespace vitrine {

namespace {

constexpr std::string_view extensions =
    "GLX_ARB_context_flush_control GLX_ARB_create_context GLX_ARB_create_context_no_error "
    "GLX_ARB_create_context_profile GLX_ARB_multisample GLX_EXT_create_context_es_profile "
    "GLX_EXT_create_context_es2_profile GLX_EXT_get_drawable_type GLX_EXT_libglvnd "
    "GLX_EXT_no_config_context GLX_EXT_texture_from_pixmap GLX_EXT_visual_info "
    "GLX_EXT_visual_rating GLX_OML_swap_method GLX_SGI_make_current_read GLX_SGIS_multisample "
    "GLX_SGIX_fbconfig GLX_SGIX_pbuffer GLX_SGIX_visual_select_group ";

enum Name : std::uint32_t { Vendor = 1, Version = 2, Extensions = 3, VendorNames = 0x20f6 };

// Strings travel with their final zero.
std::string terminated(std::string_view text)
{
    return std::string(text) + '\0';
}

} // namespace

void checkScreen(std::uint32_t screen)
{
    if (screen != 0) throw badValue(screen);
}

const GlxConfig& checkedGlxConfig(std::uint32_t config)
{
    const GlxConfig* const found = findGlxConfig(config);
    if (!found) throw XError{x11::glx::ErrorCode::FBConfig, config};
    return *found;
}

x11::glx::QueryVersion::Reply handle(Call&, const x11::glx::QueryVersion&)
{
    return {.majorVersion = 1, .minorVersion = 4};
}

x11::glx::QueryServerString::Reply handle(Call&, const x11::glx::QueryServerString& request)
{
    checkScreen(request.screen);
    switch (request.name_) {
    case Name::Vendor: return {.string = terminated("Vitrine")};
    case Name::Version: return {.string = terminated("1.4")};
    case Name::Extensions: return {.string = terminated(extensions)};
    case Name::VendorNames: return {.string = terminated("mesa")}; // whose libGL to take
    default: throw badValue(request.name_);
    }
}

x11::glx::QueryExtensionsString::Reply handle(Call&, const x11::glx::QueryExtensionsString& request)
{
    checkScreen(request.screen);
    return {.string = terminated(extensions)};
}

x11::glx::GetVisualConfigs::Reply handle(Call&, const x11::glx::GetVisualConfigs& request)
{
    checkScreen(request.screen);
    x11::glx::GetVisualConfigs::Reply reply;
    for (const GlxConfig& config : glxConfigs()) {
        const auto properties = glxVisualProperties(config);
        reply.numProperties = static_cast<std::uint32_t>(properties.size());
        reply.propertyList.insert(reply.propertyList.end(), properties.begin(), properties.end());
        ++reply.numVisuals;
    }
    return reply;
}

x11::glx::GetFBConfigs::Reply handle(Call&, const x11::glx::GetFBConfigs& request)
{
    checkScreen(request.screen);
    x11::glx::GetFBConfigs::Reply reply;
    for (const GlxConfig& config : glxConfigs()) {
        const auto attributes = glxAttributes(config);
        reply.numProperties = static_cast<std::uint32_t>(attributes.size() / 2);
        reply.propertyList.insert(reply.propertyList.end(), attributes.begin(), attributes.end());
        ++reply.numFBConfigs;
    }
    return reply;
}

// What the client's library can do matters to who draws for it alone.
void handle(Call&, const x11::glx::ClientInfo&) {}
void handle(Call&, const x11::glx::SetClientInfoARB&) {}
void handle(Call&, const x11::glx::SetClientInfo2ARB&) {}

} // namespace vitrine
