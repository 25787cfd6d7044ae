// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/extensions/randr/handlers.h"

#include <algorithm>
#include <array>

// The CRTC.
namespace vitrine {

namespace {

constexpr std::int32_t one = 0x10000; // in 16.16
constexpr x11::render::Transform identity{.matrix11 = one, .matrix22 = one, .matrix33 = one};
constexpr std::array<std::string_view, 6> filters{"",     "nearest", "bilinear",
                                                  "fast", "good",    "best"};

} // namespace

x11::randr::GetCrtcInfo::Reply handle(Call& call, const x11::randr::GetCrtcInfo& request)
{
    checkCrtc(request.crtc);
    const RandR& randr = call.display.randr();
    const Rect area = randr.area();
    x11::randr::GetCrtcInfo::Reply reply;
    reply.timestamp = randr.setTime();
    reply.x = static_cast<std::int16_t>(area.x);
    reply.y = static_cast<std::int16_t>(area.y);
    reply.width = static_cast<std::uint16_t>(area.width);
    reply.height = static_cast<std::uint16_t>(area.height);
    reply.mode = randr.mode();
    reply.rotation = reply.rotations = unrotated;
    if (randr.mode() != 0) reply.outputs = {RandR::output};
    reply.possible = {RandR::output};
    return reply;
}

x11::randr::SetCrtcConfig::Reply handle(Call& call, const x11::randr::SetCrtcConfig& request)
{
    checkCrtc(request.crtc);
    RandR& randr = call.display.randr();
    const bool on = request.mode != 0;
    const Mode* const mode = on ? &checkedMode(call, request.mode) : nullptr;
    if (on == request.outputs.empty()) throw badMatch();
    for (const Xid output : request.outputs) checkOutput(output);
    if (request.outputs.size() > 1) throw badMatch(); // the same one, cloned on itself
    if (on && !randr.modes().offers(request.mode)) throw badMatch();
    if (on || (request.rotation & 0xf) == 0) checkRotation(request.rotation);
    if (on) {
        const Size screen = call.display.screen().size;
        if (request.x < 0 || request.x + mode->size.width > screen.width)
            throw badValue(static_cast<std::uint16_t>(request.x));
        if (request.y < 0 || request.y + mode->size.height > screen.height)
            throw badValue(static_cast<std::uint16_t>(request.y));
    }
    const std::uint32_t time = request.timestamp ? request.timestamp : call.display.now();
    x11::randr::SetCrtcConfig::Reply reply;
    if (isEarlier(time, randr.setTime())) {
        reply.status = x11::randr::SetConfig::InvalidTime;
    } else {
        const Point position = on ? Point{request.x, request.y} : Point{};
        randr.setCrtc(request.mode, position, time);
    }
    reply.timestamp = randr.setTime();
    return reply;
}

x11::randr::GetCrtcGammaSize::Reply handle(Call&, const x11::randr::GetCrtcGammaSize& request)
{
    checkCrtc(request.crtc);
    return {.size = RandR::gammaSize};
}

x11::randr::GetCrtcGamma::Reply handle(Call& call, const x11::randr::GetCrtcGamma& request)
{
    checkCrtc(request.crtc);
    const auto& gamma = call.display.randr().gamma;
    x11::randr::GetCrtcGamma::Reply reply;
    reply.red = gamma[0];
    reply.green = gamma[1];
    reply.blue = gamma[2];
    return reply;
}

void handle(Call& call, const x11::randr::SetCrtcGamma& request)
{
    checkCrtc(request.crtc);
    if (request.red.size() != RandR::gammaSize) throw badMatch();
    call.display.randr().gamma = {std::vector(request.red.begin(), request.red.end()),
                                  std::vector(request.green.begin(), request.green.end()),
                                  std::vector(request.blue.begin(), request.blue.end())};
}

void handle(Call& call, const x11::randr::SetCrtcTransform& request)
{
    checkCrtc(request.crtc);
    if (std::ranges::find(filters, request.filterName) == filters.end()) throw badName();
    if (!request.filterParams.empty()) throw badMatch();
    if (!(request.transform == identity)) throw badValue(0); // hasTransforms is false
    call.display.randr().filter = request.filterName;
}

x11::randr::GetCrtcTransform::Reply handle(Call& call, const x11::randr::GetCrtcTransform& request)
{
    checkCrtc(request.crtc);
    x11::randr::GetCrtcTransform::Reply reply;
    reply.pendingTransform = reply.currentTransform = identity;
    reply.pendingFilterName = reply.currentFilterName = call.display.randr().filter;
    return reply;
}

x11::randr::GetPanning::Reply handle(Call& call, const x11::randr::GetPanning& request)
{
    checkCrtc(request.crtc);
    x11::randr::GetPanning::Reply reply;
    reply.timestamp = call.display.randr().setTime();
    return reply;
}

// The whole screen is always shown: there is nothing to pan over.
x11::randr::SetPanning::Reply handle(Call& call, const x11::randr::SetPanning& request)
{
    checkCrtc(request.crtc);
    const bool none = request.width == 0 && request.height == 0;
    x11::randr::SetPanning::Reply reply;
    reply.status = static_cast<std::uint8_t>(none ? x11::randr::SetConfig::Success
                                                  : x11::randr::SetConfig::Failed);
    reply.timestamp = call.display.randr().setTime();
    return reply;
}

} // namespace vitrine
