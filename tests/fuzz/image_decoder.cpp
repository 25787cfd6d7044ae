// SPDX-License-Identifier: GPL-2.0-or-later
// links: vitrine_pixels
//
// Hostile pixels: any bytes decode to an image whose pixels keep its depth.
#include "protocol/canvas/depths.h"
#include "protocol/pixels/image_codec.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    if (size < 3) return 0;
    vitrine::Image image({bytes[0], bytes[1]},
                         vitrine::imageDepths[bytes[2] % vitrine::imageDepths.size()]);
    vitrine::RangeDecoder coder(std::as_bytes(std::span(bytes, size).subspan(3)));
    vitrine::ImageCodec().decode(coder, image);
    for (std::int32_t y = 0; y < image.height(); ++y)
        for (std::int32_t x = 0; x < image.width(); ++x)
            if ((image.pixel({x, y}) & ~image.pixelMask()) != 0) std::abort();
    return 0;
}
