// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "server/display/xinput/xinput.h"
#include "server/requests/extensions/xinput/version1/version1.h"

#include <algorithm>
#include <cstring>

namespace vitrine {

namespace wire = x11::xinput;

namespace {

constexpr std::size_t mostProperties = 256, mostBytes = 1u << 20; // of one device

Atom checkedAtom(Call& call, Atom atom)
{
    if (!call.display.atoms().has(atom)) throw badAtom(atom);
    return atom;
}

Properties& propertiesOf(Call& call, std::uint16_t device)
{
    return call.display.input().xinput().propertiesOf(xi::checkDevice(call, device));
}

// What the devices are is not the clients' to say.
void checkWritable(Call& call, Atom name)
{
    const std::string& text = call.display.atoms().name(name);
    if (text == "XTEST Device" || text == "Device Enabled") throw badAccess();
}

template<class T> std::vector<T> unitsOf(std::span<const std::byte> bytes)
{
    std::vector<T> units(bytes.size() / sizeof(T));
    if (!units.empty()) std::memcpy(units.data(), bytes.data(), units.size() * sizeof(T));
    return units;
}

template<class Request> void change(Call& call, DeviceNumber device, const Request& request)
{
    if (request.mode > x11::PropMode::Append) throw badValue(request.mode);
    const Atom name = checkedAtom(call, request.property);
    const Atom type = checkedAtom(call, request.type);
    const auto& items = request.items;
    std::span<const std::byte> bytes;
    if (items.data8) bytes = std::as_bytes(*items.data8);
    if (items.data16) bytes = std::as_bytes(*items.data16);
    if (items.data32) bytes = std::as_bytes(*items.data32);
    if (!items.data8 && !items.data16 && !items.data32) throw badValue(request.format);
    checkWritable(call, name);
    XInput& xinput = call.display.input().xinput();
    Properties& properties = xinput.propertiesOf(device);
    const bool exists = properties.find(name) != nullptr;
    if (properties.bytes() + bytes.size() > mostBytes ||
        (!exists && properties.all().size() >= mostProperties))
        throw badAlloc();
    properties.change(static_cast<PropertyMode>(request.mode), name, type, request.format, bytes);
    xinput.tellProperty(
        device, name, exists ? XInput::PropertyChange::Modified : XInput::PropertyChange::Created);
}

void remove(Call& call, DeviceNumber device, Atom property)
{
    const Atom name = checkedAtom(call, property);
    checkWritable(call, name);
    XInput& xinput = call.display.input().xinput();
    if (xinput.propertiesOf(device).remove(name))
        xinput.tellProperty(device, name, XInput::PropertyChange::Deleted);
}

template<class Reply, class Request>
void get(Call& call, DeviceNumber device, const Request& request, Reply& reply)
{
    const Atom name = checkedAtom(call, request.property);
    if (request.type != 0) checkedAtom(call, request.type);
    if (request.delete_) checkWritable(call, name);
    XInput& xinput = call.display.input().xinput();
    const Property* property = xinput.propertiesOf(device).find(name);
    if (!property) return;
    reply.type = property->type;
    reply.format = property->format;
    const std::size_t size = property->bytes.size();
    std::span<const std::byte> told;
    if (request.type != 0 && request.type != property->type) {
        reply.bytesAfter = static_cast<std::uint32_t>(size);
    } else {
        const std::uint64_t from = std::uint64_t{request.offset} * 4;
        if (from > size) throw badValue(request.offset);
        const std::uint64_t length =
            std::min<std::uint64_t>(size - from, std::uint64_t{request.len} * 4);
        told = std::span(property->bytes)
                   .subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(length));
        reply.bytesAfter = static_cast<std::uint32_t>(size - from - length);
    }
    reply.numItems = static_cast<std::uint32_t>(told.size() / property->unitBytes());
    if (property->format == 8) reply.items.data8 = unitsOf<std::uint8_t>(told);
    if (property->format == 16) reply.items.data16 = unitsOf<std::uint16_t>(told);
    if (property->format == 32) reply.items.data32 = unitsOf<std::uint32_t>(told);
    if (request.delete_ && reply.bytesAfter == 0 && !told.empty()) {
        xinput.propertiesOf(device).remove(name);
        xinput.tellProperty(device, name, XInput::PropertyChange::Deleted);
    }
}

} // namespace

wire::XIListProperties::Reply handle(Call& call, const wire::XIListProperties& request)
{
    wire::XIListProperties::Reply reply;
    for (const Property& property : propertiesOf(call, request.deviceid).all())
        reply.properties.push_back(property.name);
    return reply;
}

void handle(Call& call, const wire::XIChangeProperty& request)
{
    change(call, xi::checkDevice(call, request.deviceid), request);
}

void handle(Call& call, const wire::XIDeleteProperty& request)
{
    remove(call, xi::checkDevice(call, request.deviceid), request.property);
}

wire::XIGetProperty::Reply handle(Call& call, const wire::XIGetProperty& request)
{
    wire::XIGetProperty::Reply reply;
    get(call, xi::checkDevice(call, request.deviceid), request, reply);
    return reply;
}

// The same as version 1 has it.
wire::ListDeviceProperties::Reply handle(Call& call, const wire::ListDeviceProperties& request)
{
    wire::ListDeviceProperties::Reply reply;
    reply.xiReplyType = wire::ListDeviceProperties::opcode;
    for (const Property& property : propertiesOf(call, request.deviceId).all())
        reply.atoms.push_back(property.name);
    return reply;
}

void handle(Call& call, const wire::ChangeDeviceProperty& request)
{
    change(call, xi::checkDevice(call, request.deviceId), request);
}

void handle(Call& call, const wire::DeleteDeviceProperty& request)
{
    remove(call, xi::checkDevice(call, request.deviceId), request.property);
}

wire::GetDeviceProperty::Reply handle(Call& call, const wire::GetDeviceProperty& request)
{
    wire::GetDeviceProperty::Reply reply;
    reply.xiReplyType = wire::GetDeviceProperty::opcode;
    get(call, xi::checkDevice(call, request.deviceId), request, reply);
    reply.deviceId = request.deviceId;
    return reply;
}

} // namespace vitrine
