// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/ops/codec.h"

#include "protocol/ops/message_coder.h"
#include "protocol/ops/within_limits.h"

#include <cassert>

namespace vitrine {
namespace {

Message asMessage(const Op& op)
{
    return std::visit([](const auto& alternative) { return Message(alternative); }, op);
}

} // namespace

struct FrameEncoder::State {
    stream::Models models;
    RangeEncoder coder;
    stream::MessageCoder<RangeEncoder> messages{coder, models};
    std::size_t count = 0; // of messages in this frame
};

FrameEncoder::FrameEncoder() : state_(std::make_unique<State>()) {}
FrameEncoder::~FrameEncoder() = default;
FrameEncoder::FrameEncoder(FrameEncoder&&) noexcept = default;
FrameEncoder& FrameEncoder::operator=(FrameEncoder&&) noexcept = default;

bool FrameEncoder::add(const Message& message)
{
    assert(!std::holds_alternative<FrameEnd>(message));
    const Weight weight = weightOf(message);
    if (state_->count + 1 >= limits::frameMessages || weight.elements > state_->messages.elements ||
        weight.pixels > state_->messages.pixels || size() > limits::frameBytes / 2 ||
        !withinLimits(message))
        return false;
    state_->messages.pixels -= weight.pixels;
    ++state_->count;
    state_->messages.message(message);
    return true;
}

bool FrameEncoder::add(const Op& op)
{
    return add(asMessage(op));
}

std::size_t FrameEncoder::size() const
{
    return state_->coder.size();
}

std::vector<std::byte> FrameEncoder::finish(const FrameEnd& end)
{
    state_->messages.message(Message(end));
    state_->messages.elements = limits::frameElements;
    state_->messages.pixels = limits::framePixels;
    state_->count = 0;
    return state_->coder.finish();
}

struct FrameDecoder::State {
    stream::Models models;
};

FrameDecoder::FrameDecoder() : state_(std::make_unique<State>()) {}
FrameDecoder::~FrameDecoder() = default;
FrameDecoder::FrameDecoder(FrameDecoder&&) noexcept = default;
FrameDecoder& FrameDecoder::operator=(FrameDecoder&&) noexcept = default;

std::optional<std::vector<Message>> FrameDecoder::decode(std::span<const std::byte> frame)
{
    if (frame.size() > limits::frameBytes) return std::nullopt;
    RangeDecoder coder(frame);
    stream::MessageCoder<RangeDecoder> messages(coder, state_->models);
    std::vector<Message> decoded;
    while (decoded.size() < limits::frameMessages) {
        Message& message = decoded.emplace_back();
        messages.message(message);
        if (coder.failed() || !withinLimits(message)) return std::nullopt;
        if (std::holds_alternative<FrameEnd>(message)) {
            if (!coder.atEnd()) return std::nullopt;
            return decoded;
        }
    }
    return std::nullopt;
}

} // namespace vitrine
