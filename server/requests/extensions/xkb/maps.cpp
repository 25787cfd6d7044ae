// SPDX-License-Identifier: GPL-2.0-or-later
// XKB protocol, 16.3.6: GetMap, by parts.
#include "server/requests/extensions/xkb/checks.h"
#include "server/requests/extensions/xkb/replies.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace vitrine::xkb {

namespace wire = x11::xkb;
using Part = wire::MapPart;

namespace {

constexpr std::uint8_t firstKey = 8, keyCount = 248;

wire::KeyType typeOf(const KeyType& type)
{
    wire::KeyType result;
    result.modsMask = type.modifiers.mask;
    result.modsMods = type.modifiers.real;
    result.modsVmods = type.modifiers.virtually;
    result.numLevels = static_cast<std::uint8_t>(type.levelNames.size());
    result.hasPreserve = type.preserves;
    for (const KeyType::Entry& entry : type.entries) {
        const Modifiers& mods = entry.modifiers;
        // An entry whose virtual modifiers are bound to nothing is never chosen.
        const bool active = mods.virtually == 0 || mods.mask != 0;
        result.map.push_back({active, mods.mask, entry.level, mods.real, mods.virtually, {}});
        if (type.preserves)
            result.preserve.push_back(
                {entry.preserve.mask, entry.preserve.real, entry.preserve.virtually});
    }
    return result;
}

wire::KeySymMap keysymsOf(const Key& key)
{
    wire::KeySymMap map;
    const std::size_t width = key.width();
    map.width = static_cast<std::uint8_t>(width);
    map.groupInfo = static_cast<std::uint8_t>(key.outOfRange | key.groups.size());
    for (std::size_t group = 0; group < key.groups.size(); ++group) {
        map.ktIndex[group] = key.groups[group].type;
        for (std::size_t level = 0; level < width; ++level)
            map.syms.push_back(level < key.groups[group].keysyms.size()
                                   ? key.groups[group].keysyms[level]
                                   : std::uint32_t{0});
    }
    return map;
}

void addActions(wire::GetMap::Reply& reply, const Key& key)
{
    const bool acts = std::any_of(key.groups.begin(), key.groups.end(),
                                  [](const Group& group) { return !group.actions.empty(); });
    const std::size_t width = acts ? key.width() : 0;
    reply.map.actsRtrnCount->push_back(static_cast<std::uint8_t>(width * key.groups.size()));
    for (const Group& group : key.groups)
        for (std::size_t level = 0; level < width; ++level) {
            wire::Action action{};
            static_assert(sizeof action == sizeof(Action));
            if (level < group.actions.size())
                std::memcpy(static_cast<void*>(&action), group.actions[level].data(),
                            sizeof action);
            reply.map.actsRtrnActs->push_back(action);
        }
}

// The part's keys: all, those that are asked for, or none; a part without keys is not present.
struct Parts {
    const wire::GetMap& request;
    wire::GetMap::Reply& reply;

    Range range(std::uint32_t part, std::uint8_t first, std::uint8_t count) const
    {
        if (request.full & part) return {firstKey, keyCount};
        if (!(request.partial & part) || count == 0) {
            reply.present = static_cast<std::uint16_t>(reply.present & ~part);
            return {};
        }
        return checkKeys(first, count);
    }
};

template<class Use> void eachKey(const Description& description, Range range, Use use)
{
    for (int keycode = range.first; keycode < range.first + range.count; ++keycode)
        use(static_cast<std::uint8_t>(keycode),
            description.keys[static_cast<std::size_t>(keycode)]);
}

void addTypes(const Description& description, const wire::GetMap& request,
              wire::GetMap::Reply& reply)
{
    const std::size_t total = description.types.size();
    std::size_t first = 0, count = 0;
    if (request.full & Part::KeyTypes) {
        count = total;
    } else if (request.partial & Part::KeyTypes) {
        first = request.firstType;
        count = request.nTypes;
        if (first + count > total)
            throw badValue(errorValue(4, static_cast<std::uint32_t>(total << 16 | first << 8)));
    }
    reply.totalTypes = static_cast<std::uint8_t>(total);
    if (count == 0) {
        reply.present = static_cast<std::uint16_t>(reply.present & ~Part::KeyTypes);
        return;
    }
    reply.firstType = static_cast<std::uint8_t>(first);
    reply.nTypes = static_cast<std::uint8_t>(count);
    reply.map.typesRtrn.emplace();
    for (std::size_t i = first; i < first + count; ++i)
        reply.map.typesRtrn->push_back(typeOf(description.types[i]));
}

void addServerParts(const Description& description, const Parts& parts)
{
    const wire::GetMap& request = parts.request;
    wire::GetMap::Reply& reply = parts.reply;
    const Range acting = parts.range(Part::KeyActions, request.firstKeyAction, request.nKeyActions);
    if (acting.count) {
        reply.firstKeyAction = acting.first;
        reply.nKeyActions = acting.count;
        reply.map.actsRtrnCount.emplace();
        reply.map.actsRtrnActs.emplace();
        eachKey(description, acting, [&](std::uint8_t, const Key& key) { addActions(reply, key); });
        reply.totalActions = static_cast<std::uint16_t>(reply.map.actsRtrnActs->size());
    }
    const Range behaving =
        parts.range(Part::KeyBehaviors, request.firstKeyBehavior, request.nKeyBehaviors);
    if (behaving.count) { // as all keys: none has another behaviour
        reply.firstKeyBehavior = behaving.first;
        reply.nKeyBehaviors = behaving.count;
        reply.map.behaviorsRtrn.emplace();
    }
    const std::uint16_t virtually = request.full & Part::VirtualMods      ? std::uint16_t{0xffff}
                                    : request.partial & Part::VirtualMods ? request.virtualMods
                                                                          : std::uint16_t{0};
    if (virtually == 0) {
        reply.present = static_cast<std::uint16_t>(reply.present & ~Part::VirtualMods);
    } else {
        reply.virtualMods = virtually;
        reply.map.vmodsRtrn.emplace();
        for (std::size_t i = 0; i < virtualModifierCount; ++i)
            if (virtually >> i & 1) reply.map.vmodsRtrn->push_back(description.virtualModifiers[i]);
    }
    const Range explicitly =
        parts.range(Part::ExplicitComponents, request.firstKeyExplicit, request.nKeyExplicit);
    if (explicitly.count) {
        reply.firstKeyExplicit = explicitly.first;
        reply.nKeyExplicit = explicitly.count;
        reply.map.explicitRtrn.emplace();
        eachKey(description, explicitly, [&](std::uint8_t keycode, const Key& key) {
            if (key.explicitly) reply.map.explicitRtrn->push_back({keycode, key.explicitly});
        });
        reply.totalKeyExplicit = static_cast<std::uint8_t>(reply.map.explicitRtrn->size());
    }
}

} // namespace

wire::GetMap::Reply mapReply(const Description& description, const wire::GetMap& request)
{
    wire::GetMap::Reply reply;
    reply.minKeyCode = firstKey;
    reply.maxKeyCode = 255;
    reply.present = static_cast<std::uint16_t>(request.full | request.partial);
    const Parts parts{request, reply};
    addTypes(description, request, reply);
    if (const Range range = parts.range(Part::KeySyms, request.firstKeySym, request.nKeySyms);
        range.count) {
        reply.firstKeySym = range.first;
        reply.nKeySyms = range.count;
        reply.map.symsRtrn.emplace();
        eachKey(description, range, [&](std::uint8_t, const Key& key) {
            reply.map.symsRtrn->push_back(keysymsOf(key));
            reply.totalSyms = static_cast<std::uint16_t>(reply.totalSyms +
                                                         reply.map.symsRtrn->back().syms.size());
        });
    }
    addServerParts(description, parts);
    if (const Range range =
            parts.range(Part::ModifierMap, request.firstModMapKey, request.nModMapKeys);
        range.count) {
        reply.firstModMapKey = range.first;
        reply.nModMapKeys = range.count;
        reply.map.modmapRtrn.emplace();
        eachKey(description, range, [&](std::uint8_t keycode, const Key& key) {
            if (key.modifiers) reply.map.modmapRtrn->push_back({keycode, key.modifiers});
        });
        reply.totalModMapKeys = static_cast<std::uint8_t>(reply.map.modmapRtrn->size());
    }
    if (const Range range =
            parts.range(Part::VirtualModMap, request.firstVModMapKey, request.nVModMapKeys);
        range.count) {
        reply.firstVModMapKey = range.first;
        reply.nVModMapKeys = range.count;
        reply.map.vmodmapRtrn.emplace();
        eachKey(description, range, [&](std::uint8_t keycode, const Key& key) {
            if (key.virtualModifiers)
                reply.map.vmodmapRtrn->push_back({keycode, {}, key.virtualModifiers});
        });
        reply.totalVModMapKeys = static_cast<std::uint8_t>(reply.map.vmodmapRtrn->size());
    }
    return reply;
}

wire::GetCompatMap::Reply compatMapReply(const Description& description,
                                         const wire::GetCompatMap& request)
{
    const std::size_t total = description.interpretations.size();
    std::size_t first = request.firstSI, count = request.nSI;
    if (request.getAllSI) {
        first = 0;
        count = total;
    } else if (count > 0 && first + count > total) {
        throw badValue(errorValue(5, static_cast<std::uint32_t>(total)));
    }
    wire::GetCompatMap::Reply reply;
    reply.groupsRtrn = request.groups & 0x0f;
    reply.firstSIRtrn = static_cast<std::uint16_t>(first);
    reply.nTotalSI = static_cast<std::uint16_t>(total);
    for (std::size_t i = first; i < first + count; ++i) {
        const Interpretation& each = description.interpretations[i];
        wire::SymInterpret told{};
        told.sym = each.keysym;
        told.mods = each.modifiers;
        told.match = each.match;
        told.virtualMod = each.virtualModifier;
        told.flags = each.repeats ? 1 : 0;
        std::memcpy(&told.action, each.action.data(), sizeof told.action);
        reply.siRtrn.push_back(told);
    }
    for (std::size_t group = 0; group < mostGroups; ++group) {
        const Modifiers& modifiers = description.groupCompatibility[group];
        if (reply.groupsRtrn >> group & 1)
            reply.groupRtrn.push_back({modifiers.mask, modifiers.real, modifiers.virtually});
    }
    return reply;
}

wire::GetIndicatorMap::Reply indicatorMapReply(const Description& description, std::uint32_t which)
{
    wire::GetIndicatorMap::Reply reply;
    reply.which = which;
    reply.nIndicators = static_cast<std::uint8_t>(std::popcount(which));
    for (std::size_t i = 0; i < indicatorCount; ++i) {
        const Indicator& led = description.indicators[i];
        if (led.physical) reply.realIndicators |= 1u << i;
        if (which >> i & 1)
            reply.maps.push_back({led.flags, led.whichGroups, led.groups, led.whichModifiers,
                                  led.modifiers.mask, led.modifiers.real, led.modifiers.virtually,
                                  led.controls});
    }
    return reply;
}

} // namespace vitrine::xkb
