// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/properties.h"

#include <cstdint>
#include <map>
#include <vector>

namespace vitrine {

// What RANDR's ConfigureOutputProperty says of one property.
struct OutputPropertyRules {
    bool pending = false; // a change waits for the next SetCrtcConfig
    bool range = false;   // the values come in pairs, from and to
    std::vector<std::int32_t> validValues;
};

// The properties of the output, with their rules. RANDR 1.2, "Output Properties".
class OutputProperties {
public:
    const std::map<Atom, OutputPropertyRules>& all() const { return rules_; }
    const OutputPropertyRules* find(Atom name) const; // null where there is none
    const Property* value(Atom name, bool pending) const;

    void configure(Atom name, OutputPropertyRules rules); // or throws BadMatch, BadAlloc
    void change(PropertyMode mode, Atom name, Atom type, std::uint8_t format,
                std::span<const std::byte> bytes); // or throws BadMatch, BadAlloc
    bool remove(Atom name);                        // false where there is none
    std::vector<Atom> applyPending();              // those that became another

private:
    OutputPropertyRules& known(Atom name);

    std::map<Atom, OutputPropertyRules> rules_;
    Properties current_;
    Properties pending_;
};

} // namespace vitrine
