// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/properties.h"

#include "server/display/display.h"
#include "server/requests/property_values.h"

namespace vitrine {

Atom checkedAtom(Call& call, Atom atom)
{
    if (!call.display.atoms().has(atom)) throw badAtom(atom);
    return atom;
}

void swapUnits(std::span<std::byte> bytes, std::size_t unit)
{
    for (std::size_t at = 0; at + unit <= bytes.size(); at += unit)
        std::ranges::reverse(bytes.subspan(at, unit));
}

x11::InternAtom::Reply handle(Call& call, const x11::InternAtom& request)
{
    Atoms& atoms = call.display.atoms();
    x11::InternAtom::Reply reply;
    reply.atom = request.onlyIfExists ? atoms.find(request.name_) : atoms.intern(request.name_);
    return reply;
}

x11::GetAtomName::Reply handle(Call& call, const x11::GetAtomName& request)
{
    x11::GetAtomName::Reply reply;
    reply.name = call.display.atoms().name(request.atom);
    return reply;
}

void handle(Call& call, const x11::ChangeProperty& request)
{
    if (request.mode > x11::PropMode::Append) throw badValue(request.mode);
    if (request.format != 8 && request.format != 16 && request.format != 32)
        throw badValue(request.format);
    Window& window = call.display.window(request.window);
    const Atom name = checkedAtom(call, request.property);
    const Atom type = checkedAtom(call, request.type);
    const auto mode = static_cast<PropertyMode>(request.mode);
    if (!isSwapped(call) || request.format == 8) {
        call.display.changeProperty(window, mode, name, type, request.format, request.data,
                                    call.client.memory);
        return;
    }
    std::vector<std::byte> data(request.data.begin(), request.data.end());
    swapUnits(data, request.format / 8u);
    call.display.changeProperty(window, mode, name, type, request.format, data, call.client.memory);
}

void handle(Call& call, const x11::DeleteProperty& request)
{
    Window& window = call.display.window(request.window);
    call.display.deleteProperty(window, checkedAtom(call, request.property));
}

x11::GetProperty::Reply handle(Call& call, const x11::GetProperty& request)
{
    Window& window = call.display.window(request.window);
    const Atom name = checkedAtom(call, request.property);
    if (request.type != 0) checkedAtom(call, request.type); // 0: AnyPropertyType

    x11::GetProperty::Reply reply;
    const Property* property = window.properties.find(name);
    if (!property) return reply;
    reply.value =
        readProperty(call, *property, request.type, request.longOffset, request.longLength, reply);
    const bool same = request.type == 0 || request.type == reply.type;
    if (request.delete_ && same && reply.bytesAfter == 0) call.display.deleteProperty(window, name);
    return reply;
}

x11::ListProperties::Reply handle(Call& call, const x11::ListProperties& request)
{
    x11::ListProperties::Reply reply;
    for (const Property& property : call.display.window(request.window).properties.all())
        reply.atoms.push_back(property.name);
    return reply;
}

void handle(Call& call, const x11::RotateProperties& request)
{
    Window& window = call.display.window(request.window);
    const auto names = request.atoms;
    std::vector<Atom> sorted(names.begin(), names.end());
    std::ranges::sort(sorted);
    for (const Atom name : names) checkedAtom(call, name);
    if (std::ranges::adjacent_find(sorted) != sorted.end()) throw badMatch();
    for (const Atom name : names)
        if (!window.properties.find(name)) throw badMatch();

    if (names.empty() || request.delta % static_cast<int>(names.size()) == 0) return;
    window.properties.rotate(names, request.delta);
    for (const Atom name : names) call.display.propertyChanged(window, name, false);
}

} // namespace vitrine
