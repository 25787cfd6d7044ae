// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/stream.hpp>

namespace vitrine {

// A WebSocket whose handshake is done; deflate is off, as what travels is already coded.
struct GatewaySocket {
    boost::beast::websocket::stream<boost::beast::tcp_stream, false> stream;
};

} // namespace vitrine
