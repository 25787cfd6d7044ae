// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/x11/writer.h"
#include "server/requests/call.h"

namespace vitrine {

class Atoms;

// GetGeometry and SetGeometry, which xcb-proto does not describe.
namespace xkb {

// A keyboard's look. Nobody sees this one, but some programs (metacity) take for granted that there
// is a look, to learn which key lies above Tab: so it has the rows of a typewriter.
struct GeometryReply {
    std::uint8_t deviceID = 0;
    bool found = false;
    std::uint32_t name = 0;
    std::uint32_t part = 0; // the name of the keys' section

    void write(x11::Writer& writer) const;
};
GeometryReply geometryReply(Atoms& atoms, std::uint8_t device);

bool isGeometry(const x11::Frame& frame);
void answerGeometry(Call& call, const x11::Frame& frame);

} // namespace xkb
} // namespace vitrine
