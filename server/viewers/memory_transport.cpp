// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/viewers/memory_transport.h"

#include <boost/asio/post.hpp>

#include <utility>

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
    if (const auto events = events_) events->written();
    if (arrived) arrived(std::move(message));
}

void MemoryTransport::send(std::vector<std::byte> message)
{
    net::post(core_, [self = shared_from_this(), sent = std::move(message)] {
        if (const auto events = self->events_) events->received(sent);
    });
}

void MemoryTransport::close(CloseReason reason, std::string_view text)
{
    if (closeReason_) return;
    closeReason_ = reason;
    closeText_ = text;
    net::post(core_, [self = shared_from_this(), events = std::exchange(events_, nullptr)] {
        self->end(events);
    });
}

void MemoryTransport::leave()
{
    net::post(core_,
              [self = shared_from_this()] { self->end(std::exchange(self->events_, nullptr)); });
}

void MemoryTransport::end(const std::shared_ptr<TransportEvents>& events)
{
    if (!std::exchange(ended_, true) && events) events->closed();
}

} // namespace vitrine
