// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/region.h"
#include "server/display/allowance.h"

#include <memory>
#include <span>

namespace vitrine {

// A region that a client has the server keep, as a clip, a shape or by a name of its own: its list
// of rectangles is leased from the client's allowance of memory, or it is a BadAlloc. Never
// changed, so that all who were given it share it.
using HeldRegion = std::shared_ptr<const Region>; // null: none
HeldRegion held(Region region, const std::shared_ptr<Allowance>& memory);

// A comb that crosses another makes as many rectangles as they have teeth, multiplied. Throws
// BadAlloc where a union of these might have more than a region is granted, before it is made…
void checkUnion(std::span<const Rect> rects);
// …or anything else that is made of two regions.
void checkCombination(const Region& first, const Region& second);

} // namespace vitrine
