// SPDX-License-Identifier: GPL-2.0-or-later
// Pictures without a drawable: colours and gradients.
#include "server/display/display.h"
#include "server/display/render/pictures.h"
#include "server/requests/extensions/render/handlers.h"
#include "server/requests/extensions/render/lookups.h"

namespace vitrine {

namespace {

pixman_color_t colorOf(const render::Color& color)
{
    return {color.red, color.green, color.blue, color.alpha};
}

pixman_point_fixed_t pointOf(const render::PointFix& point)
{
    return {point.x, point.y};
}

// "Stops must lie between 0 and 1 and be given in ascending order", and there is at least one.
std::vector<pixman_gradient_stop_t> stopsOf(std::span<const std::int32_t> places,
                                            std::span<const render::Color> colors)
{
    if (places.empty()) throw badValue(0);
    std::vector<pixman_gradient_stop_t> stops;
    stops.reserve(places.size());
    std::int32_t last = -1; // X.Org lets the first one be just below 0
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (places[i] < last || places[i] > pixman_fixed_1)
            throw badValue(static_cast<std::uint32_t>(places[i]));
        last = places[i];
        stops.push_back({places[i], colorOf(colors[i])});
    }
    return stops;
}

template<class Request, class Shape> void add(Call& call, const Request& request, Shape shape)
{
    call.display.checkNew(call.client, request.picture);
    Gradient gradient{shape, stopsOf(request.stops, request.colors)};
    call.display.pictures().add(call.client, request.picture,
                                std::make_shared<Picture>(std::move(gradient)), nullptr);
}

} // namespace

void handle(Call& call, const render::CreateSolidFill& request)
{
    call.display.pictures().add(call.client, request.picture,
                                std::make_shared<Picture>(colorOf(request.color)), nullptr);
}

void handle(Call& call, const render::CreateLinearGradient& request)
{
    add(call, request, LinearGradient{pointOf(request.p1), pointOf(request.p2)});
}

void handle(Call& call, const render::CreateRadialGradient& request)
{
    add(call, request,
        RadialGradient{pointOf(request.inner), pointOf(request.outer), request.innerRadius,
                       request.outerRadius});
}

void handle(Call& call, const render::CreateConicalGradient& request)
{
    add(call, request, ConicalGradient{pointOf(request.center), request.angle});
}

} // namespace vitrine
