// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/viewers/frame_encoding.h"

namespace vitrine {

std::optional<EncodedFrame> encode(FrameEncoder& encoder, const PlannedFrame& frame)
{
    EncodedFrame result;
    for (const UpdatePart& part : frame.parts) {
        if (const auto* drawing = std::get_if<DrawingRef>(&part)) {
            if (!encoder.add(*(*drawing)->op)) return std::nullopt;
            ++result.ops;
            continue;
        }
        const Message& message = std::get<Message>(part);
        const std::size_t before = encoder.size();
        if (!encoder.add(message)) return std::nullopt;
        if (std::holds_alternative<PutPixels>(message))
            result.pixelBytes += encoder.size() - before;
    }
    result.bytes = encoder.finish(frame.end);
    return result;
}

} // namespace vitrine
