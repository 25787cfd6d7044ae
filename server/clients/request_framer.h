// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/x11/wire.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <vector>

namespace vitrine {

// A request as framed: whole, or with a length that cannot be, and then only its header.
struct FramedRequest {
    x11::Frame frame;
    bool badLength = false;
};

// Cuts a client's bytes into whole requests. A length of zero is bad, or announces a long request
// where BIG-REQUESTS is enabled; a request beyond the limit is skipped. Both leave the stream in
// step, as X.Org's server does.
class RequestFramer {
public:
    explicit RequestFramer(std::size_t limit) : limit_(limit) {}

    // Where the next bytes are to be read to (never empty), then how many came.
    std::span<std::byte> space();
    void received(std::size_t size);

    // None until more has come. What it lends is valid until `space`.
    std::optional<FramedRequest> next(x11::ByteOrder order, bool bigRequests)
    {
        // Nearly every request is short, has come and is in our order.
        const std::span<std::byte> bytes = waiting();
        if (order == x11::nativeOrder && bytes.size() >= x11::headerSize && skip_ == 0) {
            std::uint16_t words = 0;
            std::memcpy(&words, bytes.data() + 2, sizeof words);
            const std::size_t size = std::size_t{words} * 4;
            if (size != 0 && size <= std::min(bytes.size(), limit_)) {
                begin_ += size;
                wanted_ = 0;
                return FramedRequest{{bytes.first(size), order}};
            }
        }
        return nextOf(order, bigRequests);
    }

    // Bytes as they came, for what precedes requests: connection setup.
    std::span<const std::byte> pending() const { return {buffer_.data() + begin_, end_ - begin_}; }
    void consume(std::size_t size) { begin_ += size; } // a multiple of four

private:
    std::span<std::byte> waiting() { return {buffer_.data() + begin_, end_ - begin_}; }
    std::optional<FramedRequest> nextOf(x11::ByteOrder order, bool bigRequests); // any of them
    std::size_t skipPending();

    std::size_t limit_;
    std::vector<std::byte> buffer_;
    std::size_t begin_ = 0; // a multiple of four, so frames are aligned
    std::size_t end_ = 0;
    std::size_t wanted_ = 0; // of the request that has begun, once its length is known
    std::uint64_t skip_ = 0; // bytes still to come of a request that was too long
};

} // namespace vitrine
