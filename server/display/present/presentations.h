// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/held_region.h"
#include "server/display/pixmap.h"
#include "server/display/timers.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace vitrine {

class Display;
class Presentations;
class Window;

// Who is told what of a window's presentations: the resource behind an event id.
class PresentSelection {
public:
    PresentSelection(Presentations& all, Xid id, ClientId client, Xid window, std::uint32_t mask);
    ~PresentSelection();
    PresentSelection(const PresentSelection&) = delete;
    PresentSelection& operator=(const PresentSelection&) = delete;

    ClientId client() const { return client_; }
    Xid window() const { return window_; }
    std::uint32_t mask;

private:
    friend class Presentations;

    Presentations& all_;
    Xid id_;
    ClientId client_;
    Xid window_;
};

// Who else is told that a presentation is complete, and how he calls it.
struct PresentNotify {
    Xid window = 0;
    std::uint32_t serial = 0;
};

// What is to be shown when its time has come.
struct Presentation {
    Xid window = 0;
    std::uint32_t serial = 0;
    bool ofPixmap = false;
    std::shared_ptr<Pixmap> pixmap; // null: only the time is told, or a later one is shown instead
    HeldRegion update;              // in the pixmap's coordinates; null: all of it
    Point offset;                   // of the pixmap in the window
    Xid waitFence = 0;
    Xid idleFence = 0;
    std::uint64_t msc = 0; // when
    std::vector<PresentNotify> notifies;
};

// When a client wants something to happen, as both requests say it.
struct PresentTime {
    std::uint64_t target = 0, divisor = 0, remainder = 0;
    bool async = false; // not only at the beginning of a field
};

// "The Present Extension", version 1.2: pixmaps copied into windows, in step with a screen of 60
// fields a second. Where all who look at it are behind with what was shown before, a program waits
// for them, a little: what it would draw meanwhile nobody would see.
class Presentations {
public:
    explicit Presentations(Display& display); // borrowed, outlives us

    std::uint64_t msc(); // fields until now
    std::uint64_t targetOf(const PresentTime& time);

    // One that replaces all of an earlier one of the same field makes that one be skipped.
    void present(Presentation presentation);

    // Whether viewers are behind; empty: there are none.
    std::function<bool()> behind;

    // What the window tree tells.
    void configured(const Window& window);
    void windowGone(const Window& window);

private:
    friend class PresentSelection;

    enum class Mode : std::uint8_t { Copy = 0, Skip = 2 };

    std::uint64_t milliseconds(); // X's time, without its wrap
    void arm();
    void run();
    void replace(const Presentation& by);
    void fenceTriggered(Xid fence);
    bool waits(const Presentation& presentation) const;                     // for its fence
    bool isHeld(const Presentation& presentation, std::uint64_t now) const; // by viewers
    void perform(const Presentation& presentation);
    void copy(const Presentation& presentation, const Window& window);
    void tellComplete(const Presentation& presentation, const PresentNotify& who, Mode mode);
    void release(const Presentation& presentation);
    template<class Event> void deliver(Xid window, std::uint32_t mask, Event event);

    Display& display_;
    Timer timer_;
    std::vector<Presentation> queue_; // in the order of the requests
    std::vector<PresentSelection*> selections_;
    std::uint32_t lastTime_ = 0;
    std::uint64_t wraps_ = 0;
};

} // namespace vitrine
