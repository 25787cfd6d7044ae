// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/atoms.h"
#include "server/requests/extensions/xkb/replies.h"

#include <algorithm>

namespace vitrine::xkb {

namespace wire = x11::xkb;
using Detail = wire::NameDetail;

namespace {

constexpr std::size_t nameLength = 4;

std::array<char, nameLength> keyName(const std::string& name)
{
    std::array<char, nameLength> padded{};
    std::copy_n(name.begin(), std::min(name.size(), nameLength), padded.begin());
    return padded;
}

} // namespace

wire::GetNames::Reply namesReply(Atoms& atoms, const Description& description,
                                 const ComponentNames& components, std::uint32_t which)
{
    wire::GetNames::Reply reply;
    wire::GetNames::Reply::Values& values = reply.valueList;
    reply.minKeyCode = 8;
    reply.maxKeyCode = 255;
    reply.nTypes = static_cast<std::uint8_t>(description.types.size());
    const auto wants = [&](std::uint32_t detail) { return (which & detail) != 0; };
    const auto atom = [&](const std::string& name) {
        return name.empty() ? Atom{0} : atoms.intern(name);
    };
    if (wants(Detail::Keycodes)) values.keycodesName = atom(components.keycodes);
    if (wants(Detail::Geometry)) values.geometryName = atom(components.geometry);
    if (wants(Detail::Symbols)) values.symbolsName = atom(components.symbols);
    if (wants(Detail::PhysSymbols)) values.physSymbolsName = atom(components.symbols);
    if (wants(Detail::Types)) values.typesName = atom(components.types);
    if (wants(Detail::Compat)) values.compatName = atom(components.compatibility);
    if (wants(Detail::KeyTypeNames)) {
        values.typeNames.emplace();
        for (const KeyType& type : description.types) values.typeNames->push_back(atom(type.name));
    }
    if (wants(Detail::KTLevelNames)) {
        values.nLevelsPerType.emplace();
        values.ktLevelNames.emplace();
        for (const KeyType& type : description.types) {
            values.nLevelsPerType->push_back(static_cast<std::uint8_t>(type.levelNames.size()));
            for (const std::string& name : type.levelNames)
                values.ktLevelNames->push_back(atom(name));
        }
        reply.nKTLevels = static_cast<std::uint16_t>(values.ktLevelNames->size());
    }
    // Of these only those that have a name, and nothing where none has.
    const auto named = [&](std::uint32_t detail, auto& bits, auto& list, std::size_t count,
                           auto nameOf) {
        if (!wants(detail)) return;
        std::vector<std::uint32_t> found;
        for (std::size_t i = 0; i < count; ++i) {
            const std::string& name = nameOf(i);
            if (name.empty()) continue;
            bits = static_cast<std::remove_reference_t<decltype(bits)>>(bits | 1u << i);
            found.push_back(atoms.intern(name));
        }
        if (found.empty())
            which &= ~detail;
        else
            list = std::move(found);
    };
    named(Detail::IndicatorNames, reply.indicators, values.indicatorNames, indicatorCount,
          [&](std::size_t i) -> const std::string& { return description.indicators[i].name; });
    named(Detail::VirtualModNames, reply.virtualMods, values.virtualModNames,
          description.virtualModifierNames.size(),
          [&](std::size_t i) -> const std::string& { return description.virtualModifierNames[i]; });
    named(Detail::GroupNames, reply.groupNames, values.groups, description.groupNames.size(),
          [&](std::size_t i) -> const std::string& { return description.groupNames[i]; });
    reply.firstKey = 8;
    reply.nKeys = 248;
    if (wants(Detail::KeyNames)) {
        values.keyNames.emplace();
        for (std::size_t keycode = 8; keycode < description.keys.size(); ++keycode)
            values.keyNames->push_back({keyName(description.keys[keycode].name)});
    }
    constexpr std::size_t mostAliases = 255;
    const std::size_t aliases = std::min(description.aliases.size(), mostAliases);
    if (wants(Detail::KeyAliases) && aliases > 0) {
        values.keyAliases.emplace();
        for (std::size_t i = 0; i < aliases; ++i)
            values.keyAliases->push_back(
                {keyName(description.aliases[i].second), keyName(description.aliases[i].first)});
        reply.nKeyAliases = static_cast<std::uint8_t>(aliases);
    } else {
        which &= ~Detail::KeyAliases;
    }
    reply.which = which & ~Detail::RGNames; // there are no radio groups
    return reply;
}

} // namespace vitrine::xkb
