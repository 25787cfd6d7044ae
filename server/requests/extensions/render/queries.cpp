// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"
#include "server/requests/extensions/render/handlers.h"
#include "server/requests/extensions/render/lookups.h"

namespace vitrine {

namespace {

// How today's depths are listed: the root's first.
constexpr std::array listedDepths{24, 1, 4, 8, 16, 32};
static_assert(listedDepths.size() == Screen::depths.size());

x11::render::DirectFormat directOf(const PictFormat& format)
{
    const auto [red, green, blue, alpha] =
        std::array{format.red(), format.green(), format.blue(), format.alpha()};
    return {red.shift,  red.mask,  green.shift, green.mask,
            blue.shift, blue.mask, alpha.shift, alpha.mask};
}

} // namespace

render::QueryVersion::Reply handle(Call&, const render::QueryVersion&)
{
    return {.majorVersion = 0, .minorVersion = 11};
}

render::QueryPictFormats::Reply handle(Call&, const render::QueryPictFormats&)
{
    render::QueryPictFormats::Reply reply;
    for (const PictFormat& format : pictFormats())
        reply.formats.push_back({.id = format.id,
                                 .type = render::PictType::Direct,
                                 .depth = static_cast<std::uint8_t>(format.depth),
                                 .direct = directOf(format)});
    render::PictScreen screen;
    screen.fallback = pictFormats().front().id;
    for (const int depth : listedDepths) {
        render::PictDepth& listed = screen.depths.emplace_back();
        listed.depth = static_cast<std::uint8_t>(depth);
        for (const Visual& visual : Screen::visuals)
            if (visual.depth == depth)
                listed.visuals.push_back({visual.id, naturalPictFormat(depth).id});
        reply.numVisuals += static_cast<std::uint32_t>(listed.visuals.size());
    }
    reply.numDepths = static_cast<std::uint32_t>(screen.depths.size());
    reply.screens.push_back(std::move(screen));
    reply.subpixels.push_back(render::SubPixel::Unknown);
    return reply;
}

// "If the format's type is not Indexed, a Match error": no format of ours is.
render::QueryPictIndexValues::Reply handle(Call&, const render::QueryPictIndexValues& request)
{
    rendering::format(request.format);
    throw XError{badMatch().code, request.format};
}

render::QueryFilters::Reply handle(Call& call, const render::QueryFilters& request)
{
    const Drawable& drawable = call.display.drawable(request.drawable);
    if (drawable.isWindow() && static_cast<const Window&>(drawable).isInputOnly()) throw badMatch();
    constexpr std::uint16_t none = 0xffff;
    render::QueryFilters::Reply reply;
    for (const auto& [name, alias] : rendering::filters()) {
        reply.aliases.push_back(alias ? static_cast<std::uint16_t>(*alias) : none);
        reply.filters.emplace_back().name = name;
    }
    return reply;
}

} // namespace vitrine
