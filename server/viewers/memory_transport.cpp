// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/viewers/memory_transport.h"

#include <boost/asio/post.hpp>

namespace vitrine {

namespace net = boost::asio;

void MemoryTransport::write(std::vector<std::byte> message)
{
    held_ = std::move(message);
    if (!paused) net::post(core_, [self = shared_from_this()] { self->resume(); });
}

void MemoryTransport::resume()
{
    if (ended_ || !held_) return;
    std::vector<std::byte> message = std::move(*held_);
    held_.reset();
    if (events_.written) events_.written();
    if (arrived) arrived(std::move(message));
}

void MemoryTransport::send(std::vector<std::byte> message)
{
    net::post(core_, [self = shared_from_this(), sent = std::move(message)] {
        if (self->events_.received) self->events_.received(sent);
    });
}

void MemoryTransport::close(CloseReason reason, std::string_view text)
{
    if (closeReason_) return;
    closeReason_ = reason;
    closeText_ = text;
    net::post(core_, [self = shared_from_this()] { self->end(); });
}

void MemoryTransport::leave()
{
    net::post(core_, [self = shared_from_this()] { self->end(); });
}

void MemoryTransport::end()
{
    if (std::exchange(ended_, true)) return;
    const auto closed = std::move(events_.closed);
    events_ = {};
    if (closed) closed();
}

} // namespace vitrine
