// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace vitrine {

class Display;
class Scene;
class RfbDesk;

struct RfbOptions {
    std::string name = "Vitrine"; // shown in the title bar of viewers
    std::string address = "127.0.0.1";
    int port = 0; // zero: the first free one from 5900 + display
    int display = 0;
    std::string password;         // at most 8 bytes count; empty: one is made up
    std::string viewOnlyPassword; // opens the session without input; empty: none
    bool authenticate = true;     // false: whoever reaches the port is let in
    bool viewOnly = false;        // for everybody
    int clientLimit = 32;
};

struct RfbStatistics {
    int clients = 0;             // past the handshake, now
    std::uint64_t bytesSent = 0; // on the network, since the start
    std::uint64_t bytesReceived = 0;
    std::uint64_t frames = 0;  // framebuffer updates sent, all clients together
    std::uint64_t copies = 0;  // changes of the screen that were told as CopyRect
    std::uint64_t refused = 0; // connections that ended before they were let in
};

// Serves the composed screen of a session to any VNC viewer (RFC 6143). Listens from construction
// on the given loop, and throws std::system_error, with a text for the user, where it cannot. The
// screen is composed only while a viewer is connected; encoding runs on a thread of its own and
// never delays the loop. One server a process, as libvncserver keeps state of the process.
class RfbServer {
public:
    RfbServer(boost::asio::io_context& loop, Scene& scene, Display& display, RfbOptions options);
    RfbServer(boost::asio::io_context& loop, std::unique_ptr<RfbDesk> desk, RfbOptions options);
    ~RfbServer(); // stops; before the loop is destroyed

    int port() const;
    const std::string& password() const; // the one in force; empty without authentication
    RfbStatistics statistics() const;
    void stop(); // closes every connection and the port; once is enough

private:
    class Implementation;
    std::shared_ptr<Implementation> implementation_; // shared with operations in flight
};

} // namespace vitrine
