// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/xkb/description.h"

#include "x11/xkb.h"

namespace vitrine {

class Atoms;

// What GetMap and the others tell of a keymap: GetKbdByName tells the same of one that is new.
namespace xkb {

x11::xkb::GetMap::Reply mapReply(const Description& description, const x11::xkb::GetMap& request);
x11::xkb::GetCompatMap::Reply compatMapReply(const Description& description,
                                             const x11::xkb::GetCompatMap& request);
x11::xkb::GetIndicatorMap::Reply indicatorMapReply(const Description& description,
                                                   std::uint32_t which);
x11::xkb::GetNames::Reply namesReply(Atoms& atoms, const Description& description,
                                     const ComponentNames& components, std::uint32_t which);

} // namespace xkb
} // namespace vitrine
