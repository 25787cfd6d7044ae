// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/image.h"

#include <xcb/xcb.h>

#include <optional>
#include <string>

namespace vitrine {

// Looks at a display's screen, as a program of its own would. `authority` is its Xauthority file,
// empty where none is needed.
class Screenshots {
public:
    explicit Screenshots(const std::string& display, const std::string& authority = "");
    ~Screenshots();
    Screenshots(const Screenshots&) = delete;
    Screenshots& operator=(const Screenshots&) = delete;

    Image screen() const;
    Image take(const Rect& rect) const; // of the screen; depth 24; zeroes where it cannot be had

    // The picture of the first window on the screen that its user sees; none while there is none.
    std::optional<Image> firstWindow() const;

private:
    xcb_connection_t* connection_;
    xcb_window_t root_ = 0;
};

// Where `part` stands in `whole`, pixel for pixel; none: nowhere.
std::optional<Point> findExactly(const Image& part, const Image& whole);

} // namespace vitrine
