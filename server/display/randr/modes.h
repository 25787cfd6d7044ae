// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"
#include "server/base/ids.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace vitrine {

// A mode as RANDR describes it. Times are in pixels and lines.
struct Mode {
    Size size;
    std::uint32_t dotClock = 0; // pixels a second, with those that are not shown
    std::uint16_t hsyncStart = 0, hsyncEnd = 0, htotal = 0, hskew = 0;
    std::uint16_t vsyncStart = 0, vsyncEnd = 0, vtotal = 0;
    std::uint32_t flags = 0;
    std::string name;
    bool byUser = false;

    std::uint16_t refreshRate() const; // in Hz, rounded
};

// The modes there are, and which of them the one output offers.
class Modes {
public:
    explicit Modes(Size preferred);

    const std::map<Xid, Mode>& all() const { return all_; }
    const Mode* find(Xid id) const;                              // null where there is none
    const std::vector<Xid>& offered() const { return offered_; } // the preferred one first
    bool offers(Xid id) const;
    Xid ofSize(Size size) const; // the first that is offered; 0: none

    // The size that the screen was given becomes the preferred mode. True if the list is another.
    bool prefer(Size size);

    // A user's. They throw BadName, BadMatch, BadAccess and BadAlloc as RANDR has it.
    Xid create(Mode mode);
    void destroy(Xid id);
    void offer(Xid id);
    void withdraw(Xid id);

private:
    Xid add(Mode mode);

    std::map<Xid, Mode> all_;
    std::vector<Xid> offered_;
    Xid live_ = 0; // made for a size that is not a common one
    Xid last_;
};

} // namespace vitrine
