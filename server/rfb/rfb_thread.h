// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/rfb/handshake.h"
#include "server/rfb/screen_update.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace vitrine {

// What the thread has to say; called on the thread itself, so whoever implements it passes it on.
struct RfbThreadEvents {
    std::function<void()> updateTaken;                 // the next update may come
    std::function<void(std::string)> clipboardOffered; // UTF-8, by a viewer
    std::function<void(Size)> resizeWished;            // by a viewer
};

// libvncserver on a thread of its own: it keeps the composed screen as it was last told, and
// encodes for each viewer what that one has not got. A viewer is one end of a socket pair, past the
// handshake; the other end must always be read, as the library's writes block.
class RfbThread {
public:
    RfbThread(std::string name, RfbThreadEvents events);
    ~RfbThread(); // closes all viewers' sockets and waits for the thread
    RfbThread(const RfbThread&) = delete;
    RfbThread& operator=(const RfbThread&) = delete;

    // At most one update is under way: the next one after `updateTaken`.
    void show(ScreenUpdate update);
    void addViewer(int socket, RfbRole role); // owns the socket; shown after the updates so far
    void setCursor(std::shared_ptr<const DefineCursor> cursor); // null: hidden
    void setClipboard(std::string utf8);
    void ringBell();
    void rest(); // nobody looks: gives the screen's memory back, until the next update

    std::uint64_t frames() const { return frames_; } // sent, to all viewers together
    std::uint64_t copies() const { return copies_; }

private:
    struct Screen; // libvncserver's, and our pixels
    struct Viewer {
        int socket;
        RfbRole role;
    };
    // What waits for the thread: the newest of each kind, and nothing that could pile up.
    struct Mail {
        std::optional<ScreenUpdate> update;
        std::vector<Viewer> viewers;
        std::optional<std::shared_ptr<const DefineCursor>> cursor;
        std::optional<std::string> clipboard;
        bool bell = false;
        bool rest = false;
    };

    template<class Change> void post(Change change);
    void run();
    void handle(Screen& screen, Mail& mail);

    const std::string name_;
    const RfbThreadEvents events_;
    const int wake_; // an eventfd
    std::atomic<bool> stopping_ = false;
    std::atomic<std::uint64_t> frames_ = 0;
    std::atomic<std::uint64_t> copies_ = 0;
    std::mutex mutex_;
    Mail mail_;          // guarded by it
    std::thread thread_; // last: it uses all of the above
};

} // namespace vitrine
