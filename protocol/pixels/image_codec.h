// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/image.h"
#include "protocol/wire/range_coder.h"

#include <memory>

namespace vitrine {

// The lossless pixel codec: one for every content. What a stream has learned from earlier images
// (glyphs drawn as pixels, icons, colours) shortens the later ones. Its method is written in
// protocol/README.md, "Pixels".
class ImageCodec {
public:
    ImageCodec();
    ~ImageCodec();
    ImageCodec(ImageCodec&&) noexcept;
    ImageCodec& operator=(ImageCodec&&) noexcept;

    // The size and the depth are the caller's to code.
    void encode(RangeEncoder& coder, const Image& image);
    void decode(RangeDecoder& coder, Image& image); // of hostile bytes: any pixels, and soon failed

private:
    struct State;
    State& state();
    std::unique_ptr<State> state_; // made for the first image, as it is large
};

} // namespace vitrine
