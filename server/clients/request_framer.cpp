// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/clients/request_framer.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace vitrine {

namespace {

constexpr std::size_t turnSize = 64 * 1024; // the buffer's size while requests are short
constexpr std::size_t bigHeaderSize = 8;

template<class T> T load(std::span<const std::byte> bytes, std::size_t at, x11::ByteOrder order)
{
    T value;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    if (order != x11::nativeOrder) x11::swapBytes(value);
    return value;
}

} // namespace

std::span<std::byte> RequestFramer::space()
{
    if (begin_ == end_) begin_ = end_ = 0;
    if (begin_ == 0 && end_ == 0 && buffer_.size() > turnSize && wanted_ <= turnSize) {
        buffer_ = std::vector<std::byte>(turnSize); // after a long request
    }
    const std::size_t needed = std::max(turnSize, wanted_);
    if (end_ == buffer_.size() || buffer_.size() - begin_ < needed) {
        if (begin_ != end_) std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
        // By halves, so that only what is sent takes memory, not what a header claims.
        if (buffer_.size() < needed && end_ + turnSize / 2 > buffer_.size()) {
            buffer_.resize(std::min(needed, std::max(turnSize, buffer_.size() * 2)));
        }
    }
    assert(end_ < buffer_.size());
    return std::span(buffer_).subspan(end_);
}

void RequestFramer::received(std::size_t size)
{
    end_ += size;
    assert(end_ <= buffer_.size());
}

std::size_t RequestFramer::skipPending()
{
    const std::size_t size = std::min<std::uint64_t>(skip_, end_ - begin_) / 4 * 4;
    begin_ += size;
    skip_ -= size;
    return size;
}

std::optional<FramedRequest> RequestFramer::nextOf(x11::ByteOrder order, bool bigRequests)
{
    if (skip_ > 0) skipPending();
    if (skip_ > 0) return std::nullopt;
    const std::span<std::byte> bytes = waiting();
    if (bytes.size() < x11::headerSize) return std::nullopt;

    std::size_t header = x11::headerSize;
    std::uint64_t length = std::uint64_t{load<std::uint16_t>(bytes, 2, order)} * 4;
    if (length == 0 && bigRequests) {
        header = bigHeaderSize;
        if (bytes.size() < header) return std::nullopt;
        length = std::uint64_t{load<std::uint32_t>(bytes, 4, order)} * 4;
    }
    if (length < header || length > limit_) {
        const FramedRequest bad{{bytes.first(x11::headerSize), order}, true};
        begin_ += header;
        if (length > header) skip_ = length - header;
        return bad;
    }
    const auto size = static_cast<std::size_t>(length);
    wanted_ = size;
    if (bytes.size() < size) return std::nullopt;
    wanted_ = 0;
    begin_ += size;
    if (header == x11::headerSize) return FramedRequest{{bytes.first(size), order}};
    // The long length goes out of the way of the body: nobody else need know of it.
    bytes[4] = bytes[0];
    bytes[5] = bytes[1];
    return FramedRequest{{bytes.subspan(4, size - 4), order}};
}

} // namespace vitrine
