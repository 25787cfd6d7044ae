// SPDX-License-Identifier: GPL-2.0-or-later
// XKB protocol, 16.3.9 to 16.3.12: SetCompatMap, the maps of indicators, SetNames.
#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/keyboard.h"
#include "server/display/xkb/xkb_clients.h"
#include "server/requests/extensions/xkb/checks.h"
#include "server/requests/extensions/xkb/replies.h"
#include "server/requests/extensions/xkb/xkb.h"

#include <algorithm>
#include <cstring>

namespace vitrine {

using namespace xkb;
namespace wire = x11::xkb;
using Detail = wire::NameDetail;

namespace {

constexpr std::size_t mostInterpretations = 1024;

void change(Call& call, Description description, std::uint8_t minorOpcode)
{
    InputDevices& input = call.display.input();
    Keyboard& keyboard = input.keyboard();
    const ComponentNames components = keyboard.keymap().components();
    keyboard.changeKeymap(std::move(description), components);
    input.xkbClients().tellState(
        {.majorOpcode = wire::extension.majorOpcode, .minorOpcode = minorOpcode});
}

std::string nameOf(const std::array<char, 4>& padded)
{
    return {padded.begin(), std::find(padded.begin(), padded.end(), '\0')};
}

class NameChange {
public:
    NameChange(Call& call, const wire::SetNames& request, Description& out,
               ComponentNames& components)
        : atoms_(call.display.atoms()), request_(request), out_(out), components_(components)
    {
    }

    void apply()
    {
        const wire::SetNames::Values& values = request_.values;
        const auto one = [&](const std::optional<std::uint32_t>& given, std::string& to) {
            if (given) to = name(*given);
        };
        one(values.keycodesName, components_.keycodes);
        one(values.geometryName, components_.geometry);
        one(values.symbolsName, components_.symbols);
        std::string physical; // as the symbols
        one(values.physSymbolsName, physical);
        one(values.typesName, components_.types);
        one(values.compatName, components_.compatibility);
        changeTypes();
        changeLevels();
        out_.virtualModifierNames.resize(virtualModifierCount);
        out_.groupNames.resize(mostGroups);
        if (values.indicatorNames)
            each(*values.indicatorNames, request_.indicators, indicatorCount,
                 [&](std::size_t i) -> std::string& { return out_.indicators[i].name; });
        if (values.virtualModNames)
            each(*values.virtualModNames, request_.virtualMods, virtualModifierCount,
                 [&](std::size_t i) -> std::string& { return out_.virtualModifierNames[i]; });
        if (values.groups)
            each(*values.groups, request_.groupNames, mostGroups,
                 [&](std::size_t i) -> std::string& { return out_.groupNames[i]; });
        trim(out_.virtualModifierNames);
        trim(out_.groupNames);
        changeKeys();
        if (values.radioGroupNames) // there are no radio groups
            for (const std::uint32_t atom : *values.radioGroupNames) name(atom);
    }

private:
    std::string name(std::uint32_t atom) const { return atom ? atoms_.name(atom) : std::string(); }

    void changeTypes()
    {
        const auto& given = request_.values.typeNames;
        if (!given) return;
        if (request_.firstType + given->size() > out_.types.size())
            throw badValue(errorValue(0x10, request_.firstType));
        for (std::size_t i = 0; i < given->size(); ++i)
            out_.types[request_.firstType + i].name = name((*given)[i]);
    }

    void changeLevels()
    {
        const auto& counts = request_.values.nLevelsPerType;
        const auto& given = request_.values.ktLevelNames;
        if (!counts || !given) return;
        if (request_.firstKTLevelt + counts->size() > out_.types.size())
            throw badValue(errorValue(0x10, request_.firstKTLevelt));
        std::size_t next = 0;
        for (std::size_t i = 0; i < counts->size(); ++i) {
            const std::size_t count = (*counts)[i];
            std::vector<std::string>& names = out_.types[request_.firstKTLevelt + i].levelNames;
            if (count == 0) continue;
            if (count != names.size() || next + count > given->size()) throw badMatch();
            for (std::string& level : names) level = name((*given)[next++]);
        }
    }

    template<class Place>
    void each(std::span<const std::uint32_t> given, std::uint32_t which, std::size_t count,
              Place place)
    {
        std::size_t next = 0;
        for (std::size_t i = 0; i < count && next < given.size(); ++i)
            if (which >> i & 1) place(i) = name(given[next++]);
    }

    static void trim(std::vector<std::string>& names)
    {
        while (!names.empty() && names.back().empty()) names.pop_back();
    }

    void changeKeys()
    {
        if (const auto& given = request_.values.keyNames; given && !given->empty()) {
            checkKeys(request_.firstKey, request_.nKeys);
            for (std::size_t i = 0; i < given->size(); ++i)
                out_.keys[request_.firstKey + i].name = nameOf((*given)[i].name);
        }
        if (const auto& given = request_.values.keyAliases) {
            out_.aliases.clear();
            for (const wire::KeyAlias& alias : *given)
                out_.aliases.emplace_back(nameOf(alias.alias), nameOf(alias.real));
        }
    }

    const Atoms& atoms_;
    const wire::SetNames& request_;
    Description& out_;
    ComponentNames& components_;
};

void changeIndicator(Indicator& led, const wire::IndicatorMap& map)
{
    led.flags = map.flags;
    led.whichGroups = map.whichGroups;
    led.groups = map.groups;
    led.whichModifiers = map.whichMods;
    led.modifiers = {map.mods, map.vmods, map.mods}; // libX11 leaves the other field empty
    led.controls = map.ctrls;
}

} // namespace

void handle(Call& call, const wire::SetNames& request)
{
    Keyboard& keyboard = keyboardOf(call, request.deviceSpec);
    constexpr std::uint32_t allNames = 0x3fff;
    checkLegal(request.which, allNames);
    if (request.which == 0) return;
    Description changed = keyboard.keymap().description();
    ComponentNames components = keyboard.keymap().components();
    NameChange(call, request, changed, components).apply();
    keyboard.changeKeymap(std::move(changed), components);

    wire::NamesNotifyEvent event;
    event.changed = static_cast<std::uint16_t>(request.which);
    event.firstType = request.firstType;
    event.nTypes = request.nTypes;
    event.firstLevelName = request.firstKTLevelt;
    event.nLevelNames = request.nKTLevels;
    event.nKeyAliases = request.nKeyAliases;
    event.changedGroupNames = request.groupNames;
    event.changedVirtualMods = request.virtualMods;
    event.firstKey = request.firstKey;
    event.nKeys = request.nKeys;
    event.changedIndicators = request.indicators;
    call.display.input().xkbClients().tellNames(event);
}

void handle(Call& call, const wire::SetCompatMap& request)
{
    Keyboard& keyboard = keyboardOf(call, request.deviceSpec);
    if (request.si.empty() && !request.groups && !request.truncateSI) return;
    Description changed = keyboard.keymap().description();
    std::vector<Interpretation>& all = changed.interpretations;
    const std::size_t first = request.firstSI, end = first + request.si.size();
    if (first > all.size() || end > mostInterpretations)
        throw badValue(errorValue(2, static_cast<std::uint32_t>(first)));
    if (end > all.size() || request.truncateSI) all.resize(end);
    for (std::size_t i = first; i < end; ++i) {
        const wire::SymInterpret& given = request.si[i - first];
        Interpretation& each = all[i];
        each.keysym = given.sym;
        each.modifiers = given.mods;
        each.match = given.match;
        each.virtualModifier = given.virtualMod;
        each.repeats = given.flags & 1;
        std::memcpy(each.action.data(), static_cast<const void*>(&given.action),
                    sizeof each.action);
    }
    std::size_t next = 0;
    for (std::size_t group = 0; group < mostGroups && next < request.groupMaps.size(); ++group)
        if (request.groups >> group & 1) {
            const wire::ModDef& given = request.groupMaps[next++];
            changed.groupCompatibility[group] = {given.realMods, given.vmods, given.realMods};
        }
    if (request.recomputeActions)
        applyInterpretations(changed);
    else
        resolveModifiers(changed);
    wire::CompatMapNotifyEvent event;
    event.changedGroups = request.groups;
    event.firstSI = request.firstSI;
    event.nSI = static_cast<std::uint16_t>(request.si.size());
    event.nTotalSI = static_cast<std::uint16_t>(all.size());
    change(call, std::move(changed), wire::SetCompatMap::opcode);
    call.display.input().xkbClients().tellCompatMap(event);
}

void handle(Call& call, const wire::SetIndicatorMap& request)
{
    Keyboard& keyboard = keyboardOf(call, request.deviceSpec);
    if (!request.which) return;
    Description changed = keyboard.keymap().description();
    std::size_t next = 0;
    for (std::size_t i = 0; i < indicatorCount && next < request.maps.size(); ++i)
        if (request.which >> i & 1) changeIndicator(changed.indicators[i], request.maps[next++]);
    resolveModifiers(changed);
    change(call, std::move(changed), wire::SetIndicatorMap::opcode);
    call.display.input().xkbClients().tellIndicatorMaps(request.which);
}

// A light is switched by hand unless its map forbids it, whatever else it shows.
void handle(Call& call, const wire::SetNamedIndicator& request)
{
    Keyboard& keyboard = keyboardOf(call, request.deviceSpec);
    checkLed(request.ledClass);
    std::size_t found = indicatorNamed(call, keyboard, request.indicator);
    const auto& indicators = keyboard.keymap().description().indicators;
    const bool fresh = found == indicatorCount && request.createMap;
    if (fresh)
        for (found = 0; found < indicatorCount && !indicators[found].name.empty();) ++found;
    if (found == indicatorCount) return;
    const std::uint32_t bit = 1u << found;
    XkbClients& clients = call.display.input().xkbClients();
    if (fresh || request.setMap) {
        Description changed = keyboard.keymap().description();
        Indicator& led = changed.indicators[found];
        if (fresh) led.name = call.display.atoms().name(request.indicator);
        if (request.setMap)
            changeIndicator(led, {request.mapFlags, request.mapWhichGroups, request.mapGroups,
                                  request.mapWhichMods, request.mapRealMods, request.mapRealMods,
                                  request.mapVmods, request.mapCtrls});
        resolveModifiers(changed);
        change(call, std::move(changed), wire::SetNamedIndicator::opcode);
        if (request.setMap) clients.tellIndicatorMaps(bit);
    }
    constexpr std::uint8_t noExplicit = 0x40;
    if (!request.setState || indicators[found].flags & noExplicit) return;
    std::uint32_t& lit = keyboard.control().leds;
    lit = request.on ? lit | bit : lit & ~bit;
    clients.tellState({.majorOpcode = wire::extension.majorOpcode,
                       .minorOpcode = wire::SetNamedIndicator::opcode});
}

} // namespace vitrine
