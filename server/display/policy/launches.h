// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"
#include "server/display/policy/startup_messages.h"
#include "server/display/timers.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace vitrine {

class Display;
class Window;
struct PolicyAtoms;

// A program that was started and has no window yet.
struct StartingProgram {
    std::uint32_t number = 0; // ours, never used again
    std::string id;           // as everybody knows it: DESKTOP_STARTUP_ID
    std::string name;         // for its user
    std::string icon;         // a name or a file
    std::string application;  // its .desktop entry, without the ending
    std::string windowClass;  // one of the two words of its windows' WM_CLASS
    std::optional<std::uint32_t> workspace;
    std::uint32_t timestamp = 0; // when its user asked for it; 0: not known
    std::uint32_t deadline = 0;
    int process = 0;     // that leads its group, where we started it
    bool silent = false; // nobody is to see that it starts
};

// The time at the end of an id, "…_TIME1234".
std::optional<std::uint32_t> timeOfStartupId(std::string_view id);

// The launches under way, by the Startup Notification Protocol 0.1. Where a window manager runs it
// knows them, and ours are told to it.
class Launches {
public:
    static constexpr std::uint32_t patience = 15'000; // milliseconds until nobody waits any longer
    static constexpr std::size_t most = 64;           // at once

    Launches(Display& display, const PolicyAtoms& atoms); // both borrowed, outlive us

    void begin(); // nobody else keeps them
    void end();
    bool keeps() const { return keeps_; }

    // Whoever starts programs here tells it before, with the process after, and when it has ended.
    std::string announce(StartingProgram program); // its id
    void started(const std::string& id, int process);
    void failed(const std::string& id);
    void ended(int process);

    // A piece of a message to the root; types other than the protocol's are passed over.
    void received(Xid sender, Atom type, std::span<const std::byte> piece);

    // A window comes, or says that it is the one: the launch that it belongs to is over. When its
    // user asked for it, where anybody knows.
    std::optional<std::uint32_t> finish(const Window& window);

    const std::vector<StartingProgram>& underWay() const { return underWay_; } // oldest first

private:
    using Place = std::vector<StartingProgram>::iterator;
    void apply(const StartupMessage& message);
    void add(StartingProgram program);
    void drop(Place place);
    Place find(const std::string& id);
    Place ownerOf(const Window& window);
    void tell(const StartupMessage& message);
    void setTimer();
    void timeOut();

    Display& display_;
    const PolicyAtoms& atoms_;
    bool keeps_ = false;
    std::vector<StartingProgram> underWay_;
    StartupMessages messages_;
    Timer timer_;
    Xid sender_ = 0; // a window of ours; None: not yet
    std::uint32_t lastNumber_ = 0;
    std::uint32_t lastId_ = 0;
};

} // namespace vitrine
