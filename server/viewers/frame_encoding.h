// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/codec.h"
#include "server/scene/planner.h"

#include <optional>
#include <vector>

namespace vitrine {

// A frame as it was planned, and what became of it.
struct PlannedFrame {
    std::vector<UpdatePart> parts;
    FrameEnd end;
};

struct EncodedFrame {
    std::vector<std::byte> bytes;
    std::size_t ops = 0;
    std::size_t pixelBytes = 0; // of `bytes`, about, those that say pixels in place of ops
};

// Touches nothing but its arguments, so it runs on any thread. Nullopt where a part exceeds what a
// frame may hold: the stream ends there.
std::optional<EncodedFrame> encode(FrameEncoder& encoder, const PlannedFrame& frame);

} // namespace vitrine
