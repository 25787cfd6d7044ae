// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/extensions/randr/handlers.h"
#include "server/requests/property_values.h"

// The output, its modes and its properties.
namespace vitrine {

x11::randr::GetOutputInfo::Reply handle(Call& call, const x11::randr::GetOutputInfo& request)
{
    checkOutput(request.output);
    const RandR& randr = call.display.randr();
    const Size millimeters = call.display.screen().millimeters();
    x11::randr::GetOutputInfo::Reply reply;
    reply.timestamp = randr.setTime();
    reply.crtc = randr.mode() == 0 ? 0 : RandR::crtc;
    reply.mmWidth = static_cast<std::uint32_t>(millimeters.width);
    reply.mmHeight = static_cast<std::uint32_t>(millimeters.height);
    reply.connection = x11::randr::Connection::Connected;
    reply.numPreferred = 1;
    reply.crtcs = {RandR::crtc};
    reply.modes = randr.modes().offered();
    for (const char letter : RandR::outputName) reply.name.push_back(std::byte(letter));
    return reply;
}

void handle(Call& call, const x11::randr::SetOutputPrimary& request)
{
    call.display.window(request.window);
    if (request.output != 0) checkOutput(request.output);
    call.display.randr().setPrimary(request.output);
}

x11::randr::GetOutputPrimary::Reply handle(Call& call, const x11::randr::GetOutputPrimary& request)
{
    call.display.window(request.window);
    return {.output = call.display.randr().primary()};
}

x11::randr::CreateMode::Reply handle(Call& call, const x11::randr::CreateMode& request)
{
    call.display.window(request.window);
    const x11::randr::ModeInfo& info = request.modeInfo;
    if (info.width == 0 || info.height == 0) throw badValue(0);
    Mode mode;
    mode.size = {info.width, info.height};
    mode.dotClock = info.dotClock;
    mode.hsyncStart = info.hsyncStart;
    mode.hsyncEnd = info.hsyncEnd;
    mode.htotal = info.htotal;
    mode.hskew = info.hskew;
    mode.vsyncStart = info.vsyncStart;
    mode.vsyncEnd = info.vsyncEnd;
    mode.vtotal = info.vtotal;
    mode.flags = info.modeFlags;
    mode.name = request.name_.substr(0, info.nameLen);
    if (mode.name.size() != info.nameLen) throw badLength();
    return {.mode = call.display.randr().createMode(std::move(mode))};
}

void handle(Call& call, const x11::randr::DestroyMode& request)
{
    checkedMode(call, request.mode);
    call.display.randr().destroyMode(request.mode);
}

void handle(Call& call, const x11::randr::AddOutputMode& request)
{
    checkedMode(call, request.mode);
    checkOutput(request.output);
    call.display.randr().offerMode(request.mode);
}

void handle(Call& call, const x11::randr::DeleteOutputMode& request)
{
    checkedMode(call, request.mode);
    checkOutput(request.output);
    call.display.randr().withdrawMode(request.mode);
}

x11::randr::ListOutputProperties::Reply handle(Call& call,
                                               const x11::randr::ListOutputProperties& request)
{
    checkOutput(request.output);
    x11::randr::ListOutputProperties::Reply reply;
    for (const auto& [name, rules] : call.display.randr().properties().all())
        reply.atoms.push_back(name);
    return reply;
}

x11::randr::QueryOutputProperty::Reply handle(Call& call,
                                              const x11::randr::QueryOutputProperty& request)
{
    checkOutput(request.output);
    const OutputPropertyRules* const rules =
        call.display.randr().properties().find(request.property);
    if (!rules) throw badName();
    x11::randr::QueryOutputProperty::Reply reply;
    reply.pending = rules->pending;
    reply.range = rules->range;
    reply.validValues = rules->validValues;
    return reply;
}

void handle(Call& call, const x11::randr::ConfigureOutputProperty& request)
{
    checkOutput(request.output);
    const Atom name = checkedAtom(call, request.property);
    call.display.randr().properties().configure(
        name, {request.pending, request.range, {request.values.begin(), request.values.end()}});
}

void handle(Call& call, const x11::randr::ChangeOutputProperty& request)
{
    if (request.mode > x11::PropMode::Append) throw badValue(request.mode);
    if (request.format != 8 && request.format != 16 && request.format != 32)
        throw badValue(request.format);
    checkOutput(request.output);
    const Atom name = checkedAtom(call, request.property);
    const Atom type = checkedAtom(call, request.type);
    std::vector<std::byte> data(request.data.begin(), request.data.end());
    if (isSwapped(call)) swapUnits(data, request.format / 8u);
    RandR& randr = call.display.randr();
    randr.properties().change(static_cast<PropertyMode>(request.mode), name, type, request.format,
                              data);
    randr.propertyChanged(name, false);
}

void handle(Call& call, const x11::randr::DeleteOutputProperty& request)
{
    checkOutput(request.output);
    const Atom name = checkedAtom(call, request.property);
    if (!call.display.randr().properties().remove(name)) throw badName();
    call.display.randr().propertyChanged(name, true);
}

x11::randr::GetOutputProperty::Reply handle(Call& call,
                                            const x11::randr::GetOutputProperty& request)
{
    checkOutput(request.output);
    const Atom name = checkedAtom(call, request.property);
    if (request.type != 0) checkedAtom(call, request.type);
    RandR& randr = call.display.randr();
    x11::randr::GetOutputProperty::Reply reply;
    const Property* const property = randr.properties().value(name, request.pending);
    if (!property) return reply;
    reply.data =
        readProperty(call, *property, request.type, request.longOffset, request.longLength, reply);
    reply.numItems = static_cast<std::uint32_t>(reply.data.size() / property->unitBytes());
    if (request.delete_ && reply.bytesAfter == 0) {
        randr.properties().remove(name);
        randr.propertyChanged(name, true);
    }
    return reply;
}

} // namespace vitrine
