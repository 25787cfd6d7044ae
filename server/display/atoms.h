// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace vitrine {

// X11 protocol, appendix B: those of the predefined atoms that the server itself uses.
namespace atom {
inline constexpr Atom primary = 1, atom = 4, cardinal = 6, integer = 19, string = 31, window = 33,
                      wmHints = 35, wmIconName = 37, wmName = 39, wmNormalHints = 40, wmClass = 67,
                      wmTransientFor = 68;
inline constexpr Atom lastPredefined = 68;
} // namespace atom

// Names by number; atoms live as long as the server.
class Atoms {
public:
    Atoms(); // with the predefined ones

    Atom intern(std::string_view name); // throws BadAlloc beyond the bound of all names together
    Atom find(std::string_view name) const; // 0 (None) where there is none
    bool has(Atom atom) const { return atom != 0 && atom <= names_.size(); }
    const std::string& name(Atom atom) const; // or throws BadAtom
    std::size_t count() const { return names_.size(); }

private:
    std::deque<std::string> names_; // atom 1 first; a deque, as the map's keys point into it
    std::unordered_map<std::string_view, Atom> atoms_;
    std::size_t bytes_ = 0;
};

} // namespace vitrine
