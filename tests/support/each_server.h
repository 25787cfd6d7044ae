// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/x_client.h"

#include <functional>
#include <memory>
#include <string>

namespace vitrine {

class TestServer;

// An X server under test, ours or X.Org's.
class AnyServer {
public:
    explicit AnyServer(TestServer& ours);
    explicit AnyServer(std::string reference); // its display's name

    bool isOurs() const { return ours_ != nullptr; }
    std::unique_ptr<XcbClient> connect() const;

    // The user's hands.
    void movePointer(int x, int y) { fake(XCB_MOTION_NOTIFY, 0, x, y); }
    void press(int button) { fake(XCB_BUTTON_PRESS, button, 0, 0); }
    void release(int button) { fake(XCB_BUTTON_RELEASE, button, 0, 0); }
    void click(int button)
    {
        press(button);
        release(button);
    }
    void pressKey(int keycode) { fake(XCB_KEY_PRESS, keycode, 0, 0); }
    void releaseKey(int keycode) { fake(XCB_KEY_RELEASE, keycode, 0, 0); }

private:
    void fake(int type, int detail, int x, int y);

    TestServer* ours_ = nullptr; // borrowed
    std::string reference_;
    std::unique_ptr<XcbClient> hands_; // at X.Org's, by XTEST
};

// The claims of a test hold at our server, and so that we know them to be right, at X.Org's. What a
// test leaves at the latter the next ones find.
void onEachServer(const std::function<void(AnyServer&)>& claims);

} // namespace vitrine
