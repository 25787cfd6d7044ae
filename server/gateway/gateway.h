// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/role.h"

#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace boost::asio {
class io_context;
}

namespace vitrine {

struct GatewayLimits {
    std::size_t connections = 256;
    std::uint32_t headerBytes = 16 * 1024;
    std::uint32_t bodyBytes = 256 * 1024;
    std::chrono::milliseconds requestTime{10'000}; // to say a request, or to take its answer
    std::chrono::seconds linkTime{60};             // a link works that long, and once
};

struct GatewayOptions {
    std::string address = "127.0.0.1"; // loopback: anything else is refused, as there is no TLS
    std::uint16_t port = 0;            // zero: any free one
    std::filesystem::path page;        // the folder of the built page
    std::vector<std::string> hosts;    // accepted in Host besides loopback's names, without port
    GatewayLimits limits;
};

// A request under /api/ that has passed every check.
struct ApiRequest {
    Role role = Role::View;
    std::string path;                         // as asked for, decoded, without the query
    std::map<std::string, std::string> query; // decoded
    std::string body;
};

struct ApiAnswer {
    unsigned status = 200;
    std::string body;
    std::string contentType = "application/json";
};

using ApiHandler = std::function<ApiAnswer(const ApiRequest&)>;

// An upgraded connection: server/gateway/gateway_socket.h.
struct GatewaySocket;
struct GatewayState;
using SocketHandler = std::function<void(std::unique_ptr<GatewaySocket>, Role)>;

// The front door: HTTP/1.1 and WebSocket on one port. The page, /session and everything under /api/
// need the cookie that a link is exchanged for at /enter?token=…; what the page loads (scripts,
// styles, images) does not, as it holds nothing of the session. Host and Origin are checked always:
// a page of another site, or a name that was rebound to this address, gets nowhere.
//
//     Gateway gateway(io, {.port = 8080, .page = "/usr/share/vitrine/page"});
//     gateway.onSocket([&](auto socket, Role role) { … });          // GET /session, upgraded
//     gateway.route("GET", "/api/session", Role::View, [&](const ApiRequest&) { … });
//     if (auto error = gateway.start()) …                            // port busy, not loopback
//     std::cout << gateway.link(Role::Owner);                        //
//     http://127.0.0.1:8080/enter?token=…
//
// Runs on the thread of `io`, which is borrowed; handlers are called on that thread and must not
// block. POST /api/links {"role": "view"} is built in: owners get further links by it.
class Gateway {
public:
    Gateway(boost::asio::io_context& io, GatewayOptions options);
    ~Gateway();

    // A pattern that ends in '*' takes every path with that beginning. Later routes win.
    void route(std::string method, std::string pattern, Role least, ApiHandler handler);
    void onSocket(SocketHandler handler);

    boost::system::error_code start();
    void stop(); // no new connections; the open ones, sockets handed over aside, are closed

    std::uint16_t port() const;      // once started
    std::string origin() const;      // http://127.0.0.1:8080
    std::string link(Role role);     // new, one-time, valid for limits.linkTime
    std::size_t connections() const; // open now, sockets handed over aside

private:
    std::shared_ptr<GatewayState> state_; // shared with the connections, which may end after us
};

} // namespace vitrine
