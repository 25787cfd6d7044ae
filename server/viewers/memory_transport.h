// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/viewers/transport.h"

#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <optional>

namespace vitrine {

// A link whose other end is in the same process, on the same thread: for measurements and tests.
class MemoryTransport : public Transport, public std::enable_shared_from_this<MemoryTransport> {
public:
    explicit MemoryTransport(boost::asio::io_context& core) : core_(core) {}

    // The other end.
    std::function<void(std::vector<std::byte>)> arrived; // what the session wrote
    bool paused = false;                                 // writes do not end
    void resume();
    void send(std::vector<std::byte> message); // to the session
    void leave();                              // the peer is gone
    bool isOpen() const { return !ended_; }
    const std::string& closeText() const { return closeText_; } // why the session closed
    std::optional<CloseReason> closeReason() const { return closeReason_; }

    void open(TransportEvents events) override
    {
        events_ = std::make_shared<TransportEvents>(std::move(events));
    }
    void write(std::vector<std::byte> message) override;
    void close(CloseReason reason, std::string_view text) override;
    std::string peer() const override { return "here"; }

private:
    void end(const std::shared_ptr<TransportEvents>& events);

    boost::asio::io_context& core_;
    // They hold their session, which holds us: once it has closed us, only the core holds them,
    // whether or not that still runs.
    std::shared_ptr<TransportEvents> events_;
    std::optional<std::vector<std::byte>> held_;
    std::optional<CloseReason> closeReason_;
    std::string closeText_;
    bool ended_ = false;
};

} // namespace vitrine
