// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/extensions/randr/handlers.h"

#include <algorithm>

// The screen, its sizes, and all that there is to show it.
namespace vitrine {

namespace {

constexpr std::uint16_t allEvents = 0xff;

std::uint16_t narrow(std::int32_t length)
{
    return static_cast<std::uint16_t>(length);
}

// Clients of RANDR 1.0 see sizes, in the order of the modes.
std::vector<Size> sizesOf(const Modes& modes)
{
    std::vector<Size> sizes;
    for (const Xid id : modes.offered())
        if (const Size size = modes.find(id)->size; std::ranges::count(sizes, size) == 0)
            sizes.push_back(size);
    return sizes;
}

std::vector<std::uint16_t> ratesOf(const Modes& modes, Size size)
{
    std::vector<std::uint16_t> rates;
    for (const Xid id : modes.offered()) {
        const Mode& mode = *modes.find(id);
        if (mode.size == size && std::ranges::count(rates, mode.refreshRate()) == 0)
            rates.push_back(mode.refreshRate());
    }
    return rates;
}

Xid modeOf(const Modes& modes, Size size, std::uint16_t rate) // 0: any rate
{
    for (const Xid id : modes.offered()) {
        const Mode& mode = *modes.find(id);
        if (mode.size == size && (rate == 0 || mode.refreshRate() == rate)) return id;
    }
    throw badValue(rate);
}

x11::randr::ModeInfo describe(Xid id, const Mode& mode)
{
    return {
        .id = id,
        .width = narrow(mode.size.width),
        .height = narrow(mode.size.height),
        .dotClock = mode.dotClock,
        .hsyncStart = mode.hsyncStart,
        .hsyncEnd = mode.hsyncEnd,
        .htotal = mode.htotal,
        .hskew = mode.hskew,
        .vsyncStart = mode.vsyncStart,
        .vsyncEnd = mode.vsyncEnd,
        .vtotal = mode.vtotal,
        .nameLen = static_cast<std::uint16_t>(mode.name.size()),
        .modeFlags = mode.flags,
    };
}

template<class Reply> Reply resources(Call& call, Xid window)
{
    call.display.window(window);
    const RandR& randr = call.display.randr();
    Reply reply;
    reply.timestamp = randr.setTime();
    reply.configTimestamp = randr.configTime();
    reply.crtcs = {RandR::crtc};
    reply.outputs = {RandR::output};
    for (const auto& [id, mode] : randr.modes().all()) {
        reply.modes.push_back(describe(id, mode));
        for (const char letter : mode.name) reply.names.push_back(static_cast<std::byte>(letter));
    }
    return reply;
}

} // namespace

void checkRotation(std::uint16_t rotation)
{
    const std::uint16_t turned = rotation & 0xf;
    if (turned != 1 && turned != 2 && turned != 4 && turned != 8) throw badValue(rotation);
    if (rotation != unrotated) throw badMatch();
}

x11::randr::QueryVersion::Reply handle(Call&, const x11::randr::QueryVersion& request)
{
    x11::randr::QueryVersion::Reply ours{.majorVersion = 1, .minorVersion = 6};
    if (request.majorVersion < 1 || (request.majorVersion == 1 && request.minorVersion < 6))
        return {.majorVersion = request.majorVersion, .minorVersion = request.minorVersion};
    return ours;
}

void handle(Call& call, const x11::randr::SelectInput& request)
{
    const Window& window = call.display.window(request.window);
    if (request.enable & ~allEvents) throw badValue(request.enable);
    call.display.randr().select(window, call.client.id(), request.enable);
}

x11::randr::GetScreenInfo::Reply handle(Call& call, const x11::randr::GetScreenInfo& request)
{
    call.display.window(request.window);
    const RandR& randr = call.display.randr();
    const Screen& screen = call.display.screen();
    const std::vector<Size> sizes = sizesOf(randr.modes());
    x11::randr::GetScreenInfo::Reply reply;
    reply.rotations = unrotated;
    reply.root = Screen::root;
    reply.timestamp = randr.setTime();
    reply.configTimestamp = randr.configTime();
    const Mode* const shown = randr.modes().find(randr.mode());
    const Size current = shown ? shown->size : screen.size;
    reply.sizeID =
        narrow(static_cast<std::int32_t>(std::ranges::find(sizes, current) - sizes.begin()));
    reply.rotation = unrotated;
    reply.rate = shown ? shown->refreshRate() : std::uint16_t{0};
    for (const Size size : sizes) {
        const Screen ofThis{.size = size, .measured = {}};
        const Size millimeters = ofThis.millimeters();
        reply.sizes.push_back({narrow(size.width), narrow(size.height), narrow(millimeters.width),
                               narrow(millimeters.height)});
        reply.rates.push_back({ratesOf(randr.modes(), size)});
        reply.nInfo = narrow(reply.nInfo + 1 + static_cast<int>(reply.rates.back().rates.size()));
    }
    return reply;
}

x11::randr::SetScreenConfig::Reply handle(Call& call, const x11::randr::SetScreenConfig& request)
{
    call.display.drawable(request.window);
    RandR& randr = call.display.randr();
    const auto answer = [&](std::uint32_t status) {
        x11::randr::SetScreenConfig::Reply reply;
        reply.status = static_cast<std::uint8_t>(status);
        reply.newTimestamp = randr.setTime();
        reply.configTimestamp = randr.configTime();
        reply.root = Screen::root;
        return reply;
    };
    if (request.configTimestamp != randr.configTime())
        return answer(x11::randr::SetConfig::InvalidConfigTime);
    const std::vector<Size> sizes = sizesOf(randr.modes());
    if (request.sizeID >= sizes.size()) throw badValue(request.sizeID);
    checkRotation(request.rotation);
    const Size size = sizes[request.sizeID];
    const Xid mode = modeOf(randr.modes(), size, request.rate);
    const std::uint32_t time = request.timestamp ? request.timestamp : call.display.now();
    if (isEarlier(time, randr.setTime())) return answer(x11::randr::SetConfig::InvalidTime);
    if (size != call.display.screen().size) {
        randr.setCrtc(0, {}, time);
        randr.resizeScreen(size, Screen{.size = size, .measured = {}}.millimeters());
    }
    randr.setCrtc(mode, {}, time);
    return answer(x11::randr::SetConfig::Success);
}

x11::randr::GetScreenSizeRange::Reply handle(Call& call,
                                             const x11::randr::GetScreenSizeRange& request)
{
    call.display.window(request.window);
    x11::randr::GetScreenSizeRange::Reply reply;
    reply.minWidth = narrow(RandR::smallest.width);
    reply.minHeight = narrow(RandR::smallest.height);
    reply.maxWidth = narrow(RandR::largest.width);
    reply.maxHeight = narrow(RandR::largest.height);
    return reply;
}

void handle(Call& call, const x11::randr::SetScreenSize& request)
{
    call.display.window(request.window);
    if (request.width < RandR::smallest.width || request.width > RandR::largest.width)
        throw badValue(request.width);
    if (request.height < RandR::smallest.height || request.height > RandR::largest.height)
        throw badValue(request.height);
    if (request.mmWidth == 0 || request.mmHeight == 0) throw badValue(0);
    constexpr std::uint32_t most = 0xffff; // as the connection setup can say it
    const Size millimeters{static_cast<std::int32_t>(std::min(request.mmWidth, most)),
                           static_cast<std::int32_t>(std::min(request.mmHeight, most))};
    call.display.randr().resizeScreen({request.width, request.height}, millimeters);
}

x11::randr::GetScreenResources::Reply handle(Call& call,
                                             const x11::randr::GetScreenResources& request)
{
    return resources<x11::randr::GetScreenResources::Reply>(call, request.window);
}

x11::randr::GetScreenResourcesCurrent::Reply
handle(Call& call, const x11::randr::GetScreenResourcesCurrent& request)
{
    return resources<x11::randr::GetScreenResourcesCurrent::Reply>(call, request.window);
}

} // namespace vitrine
