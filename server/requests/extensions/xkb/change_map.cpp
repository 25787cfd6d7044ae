// SPDX-License-Identifier: GPL-2.0-or-later
// XKB protocol, 16.3.7: SetMap. What a client sends is checked into a copy of the keymap's
// description; only a whole one becomes the keyboard's.
#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/keyboard.h"
#include "server/display/xkb/xkb_clients.h"
#include "server/requests/extensions/xkb/checks.h"
#include "server/requests/extensions/xkb/xkb.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace vitrine {

using namespace xkb;
namespace wire = x11::xkb;
using Part = wire::MapPart;

namespace {

constexpr std::size_t requiredTypes = 4, mostTypes = 255, mostLevels = 63;

class MapChange {
public:
    MapChange(const wire::SetMap& request, Description& out) : request_(request), out_(out)
    {
        for (std::size_t i = 0; i < widths_.size(); ++i) widths_[i] = out.keys[i].width();
    }

    void apply()
    {
        const wire::SetMap::Values& values = request_.values;
        if (values.types) changeTypes(*values.types);
        if (values.syms) changeKeysyms(*values.syms);
        fitKeys();
        if (values.actionsCount && values.actions)
            changeActions(*values.actionsCount, *values.actions);
        if (values.behaviors) // no key of this keyboard has another than that of all keys
            for (const wire::SetBehavior& each : *values.behaviors)
                checkKey(each.keycode, request_.firstKeyBehavior, request_.nKeyBehaviors);
        if (values.explicit_)
            changeKeys(
                *values.explicit_, request_.firstKeyExplicit, request_.nKeyExplicit,
                [](xkb::Key& key) { key.explicitly = 0; },
                [](xkb::Key& key, const auto& each) { key.explicitly = each.explicit_; });
        if (values.modmap)
            changeKeys(
                *values.modmap, request_.firstModMapKey, request_.nModMapKeys,
                [](xkb::Key& key) { key.modifiers = 0; },
                [](xkb::Key& key, const auto& each) { key.modifiers = each.mods; });
        if (values.vmodmap)
            changeKeys(
                *values.vmodmap, request_.firstVModMapKey, request_.nVModMapKeys,
                [](xkb::Key& key) { key.virtualModifiers = 0; },
                [](xkb::Key& key, const auto& each) { key.virtualModifiers = each.vmods; });
        if (request_.flags & wire::SetMapFlags::RecomputeActions) applyInterpretations(out_);
        if (values.vmods) changeVirtualModifiers(*values.vmods);
        resolveModifiers(out_);
    }

private:
    static std::uint32_t at(std::size_t place) { return static_cast<std::uint32_t>(place); }

    void changeTypes(const std::vector<wire::SetKeyType>& given)
    {
        const std::size_t first = request_.firstType, end = first + given.size();
        const bool resizes = request_.flags & wire::SetMapFlags::ResizeTypes;
        if (first > out_.types.size() || end > mostTypes ||
            (resizes ? end < requiredTypes : end > out_.types.size()))
            throw badValue(errorValue(1, at(end)));
        if (resizes) out_.types.resize(end);
        for (std::size_t i = first; i < end; ++i) {
            const wire::SetKeyType& type = given[i - first];
            if (type.numLevels < 1 || type.numLevels > mostLevels)
                throw badValue(errorValue(4, at(i)));
            if (i < requiredTypes && type.numLevels != (i == 0 ? 1 : 2)) throw badMatch();
            changeType(out_.types[i], type);
        }
    }

    static void changeType(KeyType& type, const wire::SetKeyType& given)
    {
        type.modifiers = {given.realMods, given.virtualMods, given.realMods};
        type.levelNames.resize(given.numLevels);
        type.preserves = given.preserve;
        type.entries.clear();
        for (std::size_t i = 0; i < given.entries.size(); ++i) {
            const wire::KTSetMapEntry& each = given.entries[i];
            if (each.level >= given.numLevels) throw badMatch();
            KeyType::Entry entry;
            entry.modifiers = {each.realMods, each.virtualMods, each.realMods};
            entry.level = each.level;
            if (i < given.preserveEntries.size()) {
                const wire::KTSetMapEntry& kept = given.preserveEntries[i];
                entry.preserve = {kept.realMods, kept.virtualMods, kept.realMods};
            }
            type.entries.push_back(entry);
        }
    }

    void changeKeysyms(const std::vector<wire::KeySymMap>& given)
    {
        if (given.empty()) return;
        checkKeys(request_.firstKeySym, request_.nKeySyms);
        for (std::size_t i = 0; i < given.size(); ++i) {
            const wire::KeySymMap& map = given[i];
            const std::size_t keycode = request_.firstKeySym + i, groups = map.groupInfo & 0x0fu;
            if (groups > mostGroups) throw badValue(errorValue(0x11, at(keycode)));
            if (map.syms.size() != groups * map.width)
                throw badValue(errorValue(0x16, at(keycode)));
            xkb::Key& key = out_.keys[keycode];
            std::vector<Group> changed(groups);
            for (std::size_t group = 0; group < groups; ++group) {
                changed[group].type = map.ktIndex[group];
                const auto first =
                    map.syms.begin() + static_cast<std::ptrdiff_t>(group * map.width);
                changed[group].keysyms.assign(first, first + map.width);
                if (group < key.groups.size()) changed[group].actions = key.groups[group].actions;
            }
            key.groups = std::move(changed);
            key.outOfRange = map.groupInfo & 0xf0;
            widths_[keycode] = map.width;
        }
    }

    // Each group has the levels of its type.
    void fitKeys()
    {
        for (std::size_t keycode = 0; keycode < out_.keys.size(); ++keycode)
            for (Group& group : out_.keys[keycode].groups) {
                if (group.type >= out_.types.size()) throw badValue(errorValue(0x12, at(keycode)));
                const std::size_t levels = out_.types[group.type].levelNames.size();
                group.keysyms.resize(levels);
                if (!group.actions.empty()) group.actions.resize(levels);
            }
    }

    void changeActions(std::span<const std::uint8_t> counts, std::span<const wire::Action> actions)
    {
        if (counts.empty()) return;
        checkKeys(request_.firstKeyAction, request_.nKeyActions);
        for (std::size_t i = 0; i < counts.size(); ++i) {
            const std::size_t keycode = request_.firstKeyAction + i;
            xkb::Key& key = out_.keys[keycode];
            const std::size_t width = widths_[keycode];
            for (Group& group : key.groups) group.actions.clear();
            if (counts[i] == 0) continue;
            if (counts[i] != width * key.groups.size() || counts[i] > actions.size())
                throw badMatch();
            for (std::size_t group = 0; group < key.groups.size(); ++group) {
                std::vector<Action>& levels = key.groups[group].actions;
                levels.resize(key.groups[group].keysyms.size());
                for (std::size_t level = 0; level < std::min(levels.size(), width); ++level)
                    std::memcpy(levels[level].data(),
                                static_cast<const void*>(&actions[group * width + level]),
                                sizeof(Action));
            }
            actions = actions.subspan(counts[i]);
        }
    }

    static void checkKey(std::size_t keycode, std::size_t first, std::size_t count)
    {
        if (keycode < first || keycode >= first + count) throw badValue(errorValue(5, at(keycode)));
    }

    template<class List, class Clear, class Set>
    void changeKeys(const List& given, std::uint8_t first, std::uint8_t count, Clear clear, Set set)
    {
        if (count == 0) return;
        checkKeys(first, count);
        for (std::size_t keycode = first; keycode < std::size_t{first} + count; ++keycode)
            clear(out_.keys[keycode]);
        for (const auto& each : given) {
            checkKey(each.keycode, first, count);
            set(out_.keys[each.keycode], each);
        }
    }

    void changeVirtualModifiers(std::span<const std::uint8_t> given)
    {
        std::size_t next = 0;
        for (std::size_t i = 0; i < virtualModifierCount && next < given.size(); ++i)
            if (request_.virtualMods >> i & 1) out_.virtualModifiers[i] = given[next++];
    }

    const wire::SetMap& request_;
    Description& out_;
    std::array<std::size_t, 256> widths_; // of keys, as clients count levels
};

} // namespace

void handle(Call& call, const wire::SetMap& request)
{
    Keyboard& keyboard = keyboardOf(call, request.deviceSpec);
    constexpr std::uint16_t allParts = 0xff;
    checkLegal(request.present, allParts);
    if (request.present == 0) return;
    Description changed = keyboard.keymap().description();
    MapChange(request, changed).apply();
    const ComponentNames components = keyboard.keymap().components();
    keyboard.changeKeymap(std::move(changed), components);

    wire::MapNotifyEvent event;
    event.changed = request.present;
    event.firstType = request.firstType;
    event.nTypes = request.nTypes;
    event.firstKeySym = request.firstKeySym;
    event.nKeySyms = request.nKeySyms;
    event.firstKeyAct = request.firstKeyAction;
    event.nKeyActs = request.nKeyActions;
    event.firstKeyBehavior = request.firstKeyBehavior;
    event.nKeyBehavior = request.nKeyBehaviors;
    event.firstKeyExplicit = request.firstKeyExplicit;
    event.nKeyExplicit = request.nKeyExplicit;
    event.firstModMapKey = request.firstModMapKey;
    event.nModMapKeys = request.nModMapKeys;
    event.firstVModMapKey = request.firstVModMapKey;
    event.nVModMapKeys = request.nVModMapKeys;
    event.virtualMods = request.virtualMods;
    XkbClients& clients = call.display.input().xkbClients();
    clients.tellMap(event);
    clients.tellState(
        {.majorOpcode = wire::extension.majorOpcode, .minorOpcode = wire::SetMap::opcode});
}

} // namespace vitrine
