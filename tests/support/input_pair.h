// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/test_server.h"
#include "tests/support/x_client.h"
#include "tests/support/xvfb.h"

#include <array>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace vitrine {

// Two clients and a user at one server, who do things by a seed: the same wherever it is.
class Actors {
public:
    // What the user's hands do: X's numbers for events, then a keycode or button, or a position.
    using Fake = std::function<void(int type, int detail, int x, int y)>;

    Actors(std::array<xcb_connection_t*, 2> clients, Fake fake, unsigned seed);
    ~Actors(); // leaves the server as it was
    Actors(const Actors&) = delete;
    Actors& operator=(const Actors&) = delete;

    // Does something, and tells what, and what the clients heard of it.
    std::string step();

    // What may be done besides moving, pressing and selecting events.
    struct Repertoire {
        bool grabs = false;
        bool passiveGrabs = false;
        bool frozen = false; // grabs may be synchronous
        bool focus = false;
        bool tree = false; // windows are moved, hidden and shown again
    };
    Repertoire repertoire;

private:
    int number(int low, int high); // both included
    bool chance(int oneIn) { return number(1, oneIn) == 1; }
    xcb_window_t anyWindow();
    std::string name(xcb_window_t window) const;
    std::string tell(const xcb_generic_event_t& event) const;
    std::string heard();
    xcb_connection_t* anyClient() { return clients_[static_cast<std::size_t>(number(0, 1))]; }
    std::uint8_t mode() { return static_cast<std::uint8_t>(repertoire.frozen ? number(0, 1) : 1); }

    std::string hands();
    std::string select();
    std::string grab();
    std::string grabPassively();
    std::string allow();
    std::string focus();
    std::string arrange();
    std::string ask();

    std::array<xcb_connection_t*, 2> clients_; // borrowed
    Fake fake_;
    std::mt19937 random_;
    xcb_window_t root_;
    std::vector<xcb_window_t> windows_; // the first is top-level, override-redirect
    std::array<bool, 256> keys_{};
    std::array<bool, 8> buttons_{};
    // What was down once.
    std::array<bool, 256> keysDone_{};
    std::array<bool, 8> buttonsDone_{};
    bool moved_ = false;
};

// Our server and X.Org's, side by side.
class InputPair {
public:
    InputPair();
    // Empty where all clients of both heard the same, else the steps up to the difference.
    std::string compare(const Actors::Repertoire& repertoire, unsigned seed, int steps);

private:
    TestServer server_;
    std::array<XcbClient, 2> ours_{XcbClient(server_), XcbClient(server_)};
    Xvfb xvfb_;
    std::array<XcbClient, 2> theirs_{XcbClient(xvfb_.name()), XcbClient(xvfb_.name())};
    XcbClient hands_{xvfb_.name()}; // the user there
};

} // namespace vitrine
