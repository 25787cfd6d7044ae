// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/clients/traffic.h"

#include <boost/asio/io_context.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>

namespace vitrine {

class Display;

// Why X clients cannot be served, and what to do about it: one line for the user.
struct XServerError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct XServerOptions {
    std::optional<int> display;             // none: the first number that is free
    std::filesystem::path runtimeDirectory; // private; the Xauthority file goes there
    bool byteSwappedClients = false;
    std::filesystem::path trace; // empty: no trace
    // Unread bytes at which a client is cut off. A whole 4K screen by GetImage stays below.
    std::size_t outputLimit = 64u << 20;

    std::filesystem::path socketDirectory = "/tmp/.X11-unix"; // where every X client looks
    std::filesystem::path lockDirectory = "/tmp";
};

// Lets X programs in: the display's socket, who may connect, and a connection for each client.
// Everything runs on the io_context's one thread. `display` is borrowed for our life.
class XServer {
public:
    // Listens, or throws XServerError.
    XServer(boost::asio::io_context& core, Display& display, XServerOptions options);
    ~XServer(); // as stop

    int displayNumber() const;
    std::string displayName() const;          // ":1", as in DISPLAY
    std::filesystem::path xauthority() const; // as in XAUTHORITY
    std::size_t clients() const;
    const Traffic& traffic() const;

    // Closes every connection and removes socket, lock and Xauthority file.
    void stop();

    // Called when no client has sent anything that is not answered yet: a good time for a frame.
    std::function<void()> onIdle;
    // Asked after each turn of answers; where it is set and false, nobody needs that call.
    std::function<bool()> awaitsIdle;
    // Each request's bytes as they are received, for measuring (server/compare).
    std::function<void(std::span<const std::byte>)> onReceived;

private:
    struct Implementation;
    std::shared_ptr<Implementation> implementation_; // shared with operations under way
};

} // namespace vitrine
