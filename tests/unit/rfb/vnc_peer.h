// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/image.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

struct _rfbClient;

namespace vitrine {

// A real VNC client, libvncclient, that looks at a server on this machine. It works only inside
// its calls, on the thread of the test.
class VncPeer {
public:
    struct Choices {
        std::string password;
        std::string encodings = "raw";
        bool cursor = true;
    };

    VncPeer(int port, const Choices& choices);
    ~VncPeer();
    VncPeer(const VncPeer&) = delete;
    VncPeer& operator=(const VncPeer&) = delete;

    bool in() const { return client_ != nullptr; }
    // Listens to the server until the condition holds; false if it does not within ten seconds, or
    // the server hangs up.
    bool until(const std::function<bool()>& holds);
    Image screen() const; // what it shows

    void point(int x, int y, int buttons);
    void key(std::uint32_t keysym, bool pressed);
    void offerClipboard(std::string latin1);
    void resize(int width, int height);

    int copies = 0; // CopyRects received
    int bells = 0;
    std::string clipboard;
    std::vector<std::uint32_t> cursor; // 0xAARRGGBB
    int hotX = 0, hotY = 0;

private:
    _rfbClient* client_ = nullptr;
};

} // namespace vitrine
