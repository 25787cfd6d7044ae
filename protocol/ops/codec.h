// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/messages.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace vitrine {

// The server's half of a stream of frames. What it has learned from earlier frames shortens later
// ones, so every frame must reach the decoder, once and in order. One thread at a time.
class FrameEncoder {
public:
    FrameEncoder();
    ~FrameEncoder();
    FrameEncoder(FrameEncoder&&) noexcept;
    FrameEncoder& operator=(FrameEncoder&&) noexcept;

    // Appends to the frame. False, and nothing happened, where the message exceeds what a message
    // or the frame may hold (protocol/ops/limits.h): say it with pixels, or in another frame.
    [[nodiscard]] bool add(const Message& message); // anything but FrameEnd
    [[nodiscard]] bool add(const Op& op);

    std::size_t size() const; // bytes of the frame so far, nearly

    // Ends the frame and begins the next one.
    std::vector<std::byte> finish(const FrameEnd& end);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// The viewer's half.
class FrameDecoder {
public:
    FrameDecoder();
    ~FrameDecoder();
    FrameDecoder(FrameDecoder&&) noexcept;
    FrameDecoder& operator=(FrameDecoder&&) noexcept;

    // The messages of one frame; FrameEnd is the last and only one. Nullopt where the bytes are no
    // frame: the stream ends there, as what the ends have learned differs from now on.
    std::optional<std::vector<Message>> decode(std::span<const std::byte> frame);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace vitrine
