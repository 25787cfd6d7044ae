// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/rfb/rfb_thread.h"

#include <rfb/rfb.h>

#include <string_view>

namespace vitrine {

// libvncserver's screen and the pixels behind it. Only the RFB thread touches it.
struct RfbThread::Screen {
    Screen(const std::string& name, const RfbThreadEvents& events,
           std::atomic<std::uint64_t>& frames, std::atomic<std::uint64_t>& copies);
    ~Screen();

    void apply(const ScreenUpdate& update);
    void add(const Viewer& viewer);
    void setCursor(const DefineCursor* cursor);
    void setClipboard(std::string utf8);
    void ringBell();
    void rest();

    void wait(int wake); // until a viewer says something, or `wake` is readable
    void process();      // what viewers say, and what they are to be sent

private:
    void say(rfbClientPtr client, std::string_view bytes);
    void resize(Size size);
    void copy(const std::vector<Rect>& to, Point by);
    void patch(const Image& pixels, Point at);
    template<class Use> void eachClient(Use use);

    const RfbThreadEvents& events_;
    std::atomic<std::uint64_t>& frames_;
    std::atomic<std::uint64_t>& copies_;
    std::string name_;
    Size size_{4, 4};
    std::vector<std::uint32_t> pixels_; // 0x00RRGGBB
    rfbScreenInfoPtr screen_;
};

} // namespace vitrine
