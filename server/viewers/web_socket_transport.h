// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/viewers/transport.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <memory>

namespace vitrine {

// A WebSocket whose handshake is done. Its pending operations own it, so make it shared.
class WebSocketTransport : public Transport,
                           public std::enable_shared_from_this<WebSocketTransport> {
public:
    using Stream = boost::beast::websocket::stream<boost::beast::tcp_stream, false>;

    explicit WebSocketTransport(Stream stream, std::size_t largestMessage = std::size_t{2} << 20);

    void open(TransportEvents events) override;
    void write(std::vector<std::byte> message) override;
    void close(CloseReason reason, std::string_view text) override;
    std::string peer() const override;

private:
    void read();
    void sendClose();
    void end();

    Stream stream_;
    boost::asio::steady_timer closeTimer_;
    TransportEvents events_;
    boost::beast::flat_buffer incoming_;
    std::vector<std::byte> outgoing_;
    bool writing_ = false;
    bool isClosing_ = false;
    bool ended_ = false;
    boost::beast::websocket::close_reason reason_;
};

} // namespace vitrine
