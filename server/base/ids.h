// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/ids.h"

namespace vitrine {

// An X client for as long as it has anything in the server. Its number is also its place in the
// resource ids it was given (see XClient::resourceBase). The server itself is client 0.
using ClientId = Id<struct ClientTag>;

// An XID, as X clients name windows, pixmaps and so on. 0 is None.
using Xid = std::uint32_t;
using Atom = std::uint32_t;

// Gives out ids that are never used again.
template<class T> class IdSource {
public:
    T next() { return T{++last_}; }

private:
    std::uint32_t last_ = 0;
};

} // namespace vitrine
