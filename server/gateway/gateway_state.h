// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/gateway/entrance.h"
#include "server/gateway/gateway.h"
#include "server/gateway/static_files.h"

#include <boost/asio/ip/tcp.hpp>

#include <set>

namespace vitrine {

class HttpConnection;

struct Route {
    std::string method;
    std::string pattern;
    Role least = Role::Owner;
    ApiHandler handler;

    bool takes(std::string_view path) const
    {
        if (!pattern.ends_with('*')) return path == pattern;
        return path.starts_with(std::string_view(pattern).substr(0, pattern.size() - 1));
    }
};

// What the gateway and its connections share. The connections may outlive the gateway by the
// operations that are pending when it stops.
struct GatewayState : std::enable_shared_from_this<GatewayState> {
    GatewayState(boost::asio::io_context& io, GatewayOptions given);

    void accept();
    bool acceptsHost(std::string_view host) const; // as in the header, with the port
    std::string cookieName() const;

    GatewayOptions options;
    boost::asio::ip::tcp::acceptor acceptor;
    Entrance entrance;
    StaticFiles files;
    std::vector<Route> routes;
    SocketHandler socketHandler;
    std::set<HttpConnection*> connections; // each leaves before it goes
    std::string address;                   // as URLs have it
    std::uint16_t port = 0;
};

} // namespace vitrine
