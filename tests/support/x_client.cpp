// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/x_client.h"

#include "tests/support/test_server.h"

#include <poll.h>

#include <stdexcept>

namespace vitrine {

namespace {
constexpr int patience = 10'000; // milliseconds
}

XcbClient::XcbClient(const TestServer& server) : XcbClient(server.name(), server.cookie()) {}

XcbClient::XcbClient(const std::string& display, std::string cookie)
{
    std::string protocol = "MIT-MAGIC-COOKIE-1";
    xcb_auth_info_t authorization{static_cast<int>(protocol.size()), protocol.data(),
                                  static_cast<int>(cookie.size()), cookie.data()};
    connection_ = xcb_connect_to_display_with_auth_info(
        display.c_str(), cookie.empty() ? nullptr : &authorization, nullptr);
    if (xcb_connection_has_error(connection_) != 0) {
        xcb_disconnect(connection_);
        throw std::runtime_error("the server refuses the connection");
    }
    screen_ = xcb_setup_roots_iterator(xcb_get_setup(connection_)).data;
}

XcbClient::~XcbClient()
{
    xcb_disconnect(connection_);
}

xcb_window_t XcbClient::window(int x, int y, int width, int height, std::uint32_t events,
                               xcb_window_t parent, bool map) const
{
    const xcb_window_t window = id();
    const std::uint32_t values[] = {screen_->white_pixel, events};
    xcb_create_window(connection_, XCB_COPY_FROM_PARENT, window, parent ? parent : root(),
                      static_cast<std::int16_t>(x), static_cast<std::int16_t>(y),
                      static_cast<std::uint16_t>(width), static_cast<std::uint16_t>(height), 0,
                      XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
                      XCB_CW_BACK_PIXEL | XCB_CW_EVENT_MASK, values);
    if (map) xcb_map_window(connection_, window);
    return window;
}

int XcbClient::check(xcb_void_cookie_t cookie) const
{
    const XcbReply<xcb_generic_error_t> error(xcb_request_check(connection_, cookie));
    return error ? error->error_code : 0;
}

void XcbClient::sync() const
{
    std::free(xcb_get_input_focus_reply(connection_, xcb_get_input_focus(connection_), nullptr));
}

XcbEvent XcbClient::event() const
{
    xcb_flush(connection_);
    while (xcb_connection_has_error(connection_) == 0) {
        if (XcbEvent event{xcb_poll_for_event(connection_)}) return event;
        pollfd waiting{xcb_get_file_descriptor(connection_), POLLIN, 0};
        if (poll(&waiting, 1, patience) <= 0) return nullptr;
    }
    return nullptr;
}

std::vector<XcbEvent> XcbClient::events() const
{
    sync();
    std::vector<XcbEvent> all;
    while (XcbEvent event{xcb_poll_for_queued_event(connection_)}) all.push_back(std::move(event));
    return all;
}

} // namespace vitrine
