// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/pointer.h"
#include "server/display/xinput/xinput.h"
#include "server/requests/extensions/xinput/xinput.h"
#include "server/requests/input.h"

#include <algorithm>

namespace vitrine {

namespace wire = x11::xinput;

namespace {

constexpr std::uint16_t majorVersion = 2, minorVersion = 3;

std::int32_t fixed(std::int32_t value)
{
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(value) << 16);
}

// Of a fixed-point number; its fraction is no pixel's.
std::int16_t whole(std::int32_t value)
{
    return static_cast<std::int16_t>(value >> 16);
}

wire::XIDeviceInfo describe(XInput& xinput, DeviceNumber device)
{
    wire::XIDeviceInfo info;
    info.deviceid = static_cast<std::uint16_t>(device);
    info.type = XInput::typeOf(device);
    info.attachment = XInput::attachmentOf(device);
    info.enabled = true;
    info.name = xinput.nameOf(device);
    info.classes = xinput.classesOf(device);
    return info;
}

} // namespace

XError xi::badDevice(std::uint32_t number)
{
    return {wire::ErrorCode::Device, number};
}

DeviceNumber xi::checkDevice(Call& call, std::uint32_t number)
{
    constexpr auto first = static_cast<std::uint32_t>(DeviceNumber::MasterPointer);
    constexpr auto last = static_cast<std::uint32_t>(DeviceNumber::ViewerTouch);
    if (number < first || number > last ||
        !call.display.input().xinput().has(static_cast<DeviceNumber>(number)))
        throw badDevice(number);
    return static_cast<DeviceNumber>(number);
}

DeviceNumber xi::checkMasterPointer(Call& call, std::uint32_t number)
{
    if (checkDevice(call, number) != DeviceNumber::MasterPointer) throw badDevice(number);
    return DeviceNumber::MasterPointer;
}

// "The server is to return the version that it will use with this client."
wire::XIQueryVersion::Reply handle(Call& call, const wire::XIQueryVersion& request)
{
    if (request.majorVersion < 2) throw badValue(request.majorVersion);
    const auto packed = [](unsigned major, unsigned minor) {
        return static_cast<std::uint16_t>(std::min(major, 255u) << 8 | std::min(minor, 255u));
    };
    constexpr std::uint16_t promises = 2 << 8 | 2; // from there on clients may ask again for less
    std::uint16_t version = std::min(packed(majorVersion, minorVersion),
                                     packed(request.majorVersion, request.minorVersion));
    std::uint16_t& before = call.display.input().xinput().versionOf(call.client.id());
    if (before >= promises && version >= promises) {
        before = std::max(before, version);
    } else if (before) {
        if (version < before) throw badValue(request.majorVersion);
        version = before;
    } else {
        before = version;
    }
    return {.majorVersion = static_cast<std::uint16_t>(version >> 8),
            .minorVersion = static_cast<std::uint16_t>(version & 0xff)};
}

wire::XIQueryDevice::Reply handle(Call& call, const wire::XIQueryDevice& request)
{
    XInput& xinput = call.display.input().xinput();
    wire::XIQueryDevice::Reply reply;
    if (request.deviceid > xi::allMasters) {
        reply.infos.push_back(describe(xinput, xi::checkDevice(call, request.deviceid)));
        return reply;
    }
    constexpr auto first = static_cast<int>(DeviceNumber::MasterPointer);
    constexpr auto last = static_cast<int>(DeviceNumber::ViewerTouch);
    for (int number = first; number <= last; ++number) {
        const auto device = static_cast<DeviceNumber>(number);
        if (!xinput.has(device)) continue;
        if (request.deviceid == xi::allDevices || isMaster(device))
            reply.infos.push_back(describe(xinput, device));
    }
    return reply;
}

// The devices are fixed.
void handle(Call&, const wire::XIChangeHierarchy& request)
{
    if (!request.changes.empty()) throw badAccess();
}

wire::XIGetClientPointer::Reply handle(Call& call, const wire::XIGetClientPointer& request)
{
    constexpr Xid itself = 0;
    if (request.window != itself && !call.display.client(Resources::ownerOf(request.window)))
        throw badWindow(request.window);
    return {.set = true, .deviceid = static_cast<std::uint16_t>(DeviceNumber::MasterPointer)};
}

void handle(Call& call, const wire::XISetClientPointer& request)
{
    xi::checkMasterPointer(call, request.deviceid);
    if (request.window != 0 && !call.display.client(Resources::ownerOf(request.window)))
        throw badWindow(request.window);
}

wire::XIQueryPointer::Reply handle(Call& call, const wire::XIQueryPointer& request)
{
    xi::checkMasterPointer(call, request.deviceid);
    InputDevices& input = call.display.input();
    const x11::QueryPointer::Reply core = handle(call, x11::QueryPointer{request.window});
    const xkb::State keys = input.xkbState();
    wire::XIQueryPointer::Reply reply;
    reply.root = core.root;
    reply.child = core.child;
    reply.rootX = fixed(core.rootX);
    reply.rootY = fixed(core.rootY);
    reply.winX = fixed(core.winX);
    reply.winY = fixed(core.winY);
    reply.sameScreen = true;
    reply.mods = {keys.baseModifiers, keys.latchedModifiers, keys.lockedModifiers, keys.modifiers};
    reply.group = {static_cast<std::uint8_t>(keys.baseGroup),
                   static_cast<std::uint8_t>(keys.latchedGroup), keys.lockedGroup, keys.group};
    reply.buttons.assign(1, 0);
    const Pointer& pointer = input.pointer();
    for (std::size_t button = 1; button <= pointer.mapping().size(); ++button)
        if (pointer.down().test(button))
            reply.buttons[0] |= 1u << (pointer.mapping()[button - 1] & 31u);
    return reply;
}

void handle(Call& call, const wire::XIWarpPointer& request)
{
    xi::checkMasterPointer(call, request.deviceid);
    handle(call, x11::WarpPointer{request.srcWin, request.dstWin, whole(request.srcX),
                                  whole(request.srcY), request.srcWidth, request.srcHeight,
                                  whole(request.dstX), whole(request.dstY)});
}

void handle(Call& call, const wire::XIChangeCursor& request)
{
    xi::checkMasterPointer(call, request.deviceid);
    Window& window = call.display.window(request.window);
    if (request.cursor) call.display.resources().get<Cursor>(request.cursor);
    call.display.setCursor(window, call.display.resources().share<Cursor>(request.cursor));
}

// No barrier ever holds the pointer: a viewer's is where its hand is.
void handle(Call& call, const wire::XIBarrierReleasePointer& request)
{
    for (const wire::BarrierReleasePointerInfo& barrier : request.barriers)
        xi::checkMasterPointer(call, barrier.deviceid);
}

} // namespace vitrine
