// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/x_client.h"

// Requests with a reply by their name in libxcb, on the connection `c`: REPLY(get_geometry,
// window).
#define REPLY(request, ...)                                                                        \
    vitrine::XcbReply<xcb_##request##_reply_t>(                                                    \
        xcb_##request##_reply(c, xcb_##request(c __VA_OPT__(, ) __VA_ARGS__), nullptr))

// The code of the error that comes instead; 0: none.
#define ERROR_OF(request, ...)                                                                     \
    ([&]() -> int {                                                                                \
        xcb_generic_error_t* error = nullptr;                                                      \
        const auto cookie = xcb_##request(c __VA_OPT__(, ) __VA_ARGS__);                           \
        std::free(xcb_##request##_reply(c, cookie, &error));                                       \
        const int code = error ? error->error_code : 0;                                            \
        std::free(error);                                                                          \
        return code;                                                                               \
    }())
