// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"
#include "server/base/ids.h"
#include "server/display/input/device_event.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace vitrine {

class Delivery;
class Display;
class Window;
struct Grab;

// Touches, by section "Touch handling" of the X Input Extension 2: each belongs to one client at a
// time, which may pass it on. Where none takes touches, the pointer stands for the first finger.
class Touches {
public:
    static constexpr std::size_t most = 10; // at once

    // Both are borrowed and outlive us. `feed` does what the pointer does for a touch.
    Touches(Display& display, Delivery& delivery, std::function<void(const DeviceEvent&)> feed);

    // A viewer's finger, down on a top-level window or the root; positions are on the screen.
    void begin(std::uint32_t finger, const Window& topLevel, Point position);
    void move(std::uint32_t finger, Point position);
    void end(std::uint32_t finger);
    void endAll();

    // XIAllowEvents with AcceptTouch or RejectTouch. Throws BadValue where there is no such touch,
    // BadAccess where it is not for this client and window.
    void allow(ClientId client, std::uint32_t number, Xid window, bool accepts);
    // A grab of the button that stood for the touch lets it go on. False: it stays the pointer's.
    bool replay(std::uint32_t number);

    bool takenIn(const Window& topLevel) const; // some client takes touches there

    void windowGone(Xid window);
    void clientGone(ClientId client);

private:
    struct Listener {
        enum class Kind : std::uint8_t {
            Selection, // which takes it for good
            Grab,      // which may accept or reject it
            Pointer,   // stands for it
        };
        Kind kind;
        ClientId client;
        Xid window = 0;
        bool early = false;   // hears of it before it is the owner, and of that, too
        bool begun = false;   // has heard of it
        bool accepts = false; // and said so before it was the owner
    };
    struct State {
        std::uint32_t finger;
        std::uint32_t number;
        Xid topLevel;
        Xid window; // the deepest one that it began on
        bool emulates;
        std::vector<Point> path;         // since it began
        std::vector<Listener> listeners; // the first owns it
        bool settled = false;            // nobody else will
        bool lifted = false;
    };

    State* find(std::uint32_t number);
    State* findFinger(std::uint32_t finger); // one that is down
    std::vector<Listener> listenersOf(const Window& deepest, bool emulates) const;
    std::vector<Listener> listenersOf(const Grab& grab, const Window& deepest, bool emulates) const;
    void own(std::uint32_t number);    // its first listener does now
    void settle(std::uint32_t number); // for good
    void finish(std::uint32_t number);
    void leave(std::uint32_t number, std::size_t listener, bool tell);
    template<class Leaves> void leaveIf(Leaves leaves);

    DeviceEvent event(const State& touch, DeviceEvent::Kind kind, Point position) const;
    void tell(const State& touch, const Listener& listener, const DeviceEvent& event);
    void tellBegun(const State& touch, const DeviceEvent& event);
    void tellBegin(const State& touch, Listener& listener);
    void tellSlaves(const State& touch, DeviceEvent event);
    void stand(const State& touch, DeviceEvent::Kind kind, Point position);

    Display& display_;
    Delivery& delivery_;
    std::function<void(const DeviceEvent&)> feed_;
    std::vector<State> touches_; // the oldest first
    std::uint32_t last_ = 0;
};

} // namespace vitrine
