// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xcb/xcb.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace vitrine {

class TestServer;

struct FreeReply {
    void operator()(void* reply) const { std::free(reply); }
};
template<class T> using XcbReply = std::unique_ptr<T, FreeReply>;
using XcbEvent = XcbReply<xcb_generic_event_t>;

// A real X client, by libxcb: `c()` for its calls, and short ways for what tests do most.
class XcbClient {
public:
    explicit XcbClient(const TestServer& server);
    explicit XcbClient(const std::string& display, std::string cookie = {});
    ~XcbClient();
    XcbClient(const XcbClient&) = delete;
    XcbClient& operator=(const XcbClient&) = delete;

    xcb_connection_t* c() const { return connection_; }
    const xcb_screen_t& screen() const { return *screen_; }
    xcb_window_t root() const { return screen_->root; }
    std::uint32_t id() const { return xcb_generate_id(connection_); }

    // A child of the root, or of `parent`, mapped unless told.
    xcb_window_t window(int x, int y, int width, int height, std::uint32_t events = 0,
                        xcb_window_t parent = 0, bool map = true) const;

    // The error code of a checked request; 0 if it succeeded.
    int check(xcb_void_cookie_t cookie) const;
    void sync() const; // until the server has answered all that was sent

    // The next event, waiting for it; null after ten seconds without.
    XcbEvent event() const;
    // The next of one kind, dropping others.
    template<class Event> XcbReply<Event> event(std::uint8_t code) const
    {
        while (XcbEvent next = event())
            if ((next->response_type & 0x7f) == code)
                return XcbReply<Event>(reinterpret_cast<Event*>(next.release()));
        return nullptr;
    }
    // All that the server had to say until now.
    std::vector<XcbEvent> events() const;

private:
    xcb_connection_t* connection_;
    const xcb_screen_t* screen_;
};

} // namespace vitrine
