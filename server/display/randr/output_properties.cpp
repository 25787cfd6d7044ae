// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/randr/output_properties.h"

#include "server/display/x_error.h"

namespace vitrine {

namespace {
constexpr std::size_t mostProperties = 1024;
constexpr std::size_t mostValues = 4096;
} // namespace

const OutputPropertyRules* OutputProperties::find(Atom name) const
{
    const auto found = rules_.find(name);
    return found == rules_.end() ? nullptr : &found->second;
}

const Property* OutputProperties::value(Atom name, bool pending) const
{
    const OutputPropertyRules* const rules = find(name);
    return rules && rules->pending && pending ? pending_.find(name) : current_.find(name);
}

OutputPropertyRules& OutputProperties::known(Atom name)
{
    if (!rules_.contains(name) && rules_.size() >= mostProperties) throw badAlloc();
    return rules_[name];
}

void OutputProperties::configure(Atom name, OutputPropertyRules rules)
{
    if (rules.range && rules.validValues.size() % 2 != 0) throw badMatch();
    if (rules.validValues.size() > mostValues) throw badAlloc();
    OutputPropertyRules& old = known(name);
    if (old.pending && !rules.pending) pending_.remove(name);
    old = std::move(rules);
}

void OutputProperties::change(PropertyMode mode, Atom name, Atom type, std::uint8_t format,
                              std::span<const std::byte> bytes)
{
    const OutputPropertyRules* const rules = find(name);
    Properties& values = rules && rules->pending ? pending_ : current_;
    if (!rules) known(name);
    values.change(mode, name, type, format, bytes);
}

bool OutputProperties::remove(Atom name)
{
    current_.remove(name);
    pending_.remove(name);
    return rules_.erase(name) > 0;
}

std::vector<Atom> OutputProperties::applyPending()
{
    std::vector<Atom> changed;
    for (const Property& wanted : pending_.all()) {
        const Property* const now = current_.find(wanted.name);
        if (now && now->type == wanted.type && now->format == wanted.format &&
            now->bytes == wanted.bytes)
            continue;
        current_.change(PropertyMode::Replace, wanted.name, wanted.type, wanted.format,
                        wanted.bytes);
        changed.push_back(wanted.name);
    }
    return changed;
}

} // namespace vitrine
