// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/role.h"
#include "server/viewers/viewer_statistics.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace boost::asio {
class io_context;
class thread_pool;
} // namespace boost::asio

namespace vitrine {

class Scene;
class Transport;

struct ViewerOptions {
    std::string sessionName = "Vitrine";
    bool desktop = false;             // show the root and obey the viewers' viewport
    bool checkEverything = false;     // Checks over every surface in every frame: for tests
    std::size_t inputBytes = 1 << 20; // the largest message taken from a viewer
    std::chrono::milliseconds helloTime{10'000};   // until the first message
    std::chrono::milliseconds silenceTime{30'000}; // with frames unacknowledged
};

// One viewer's session of the drawing protocol: it keeps what the viewer has, and whenever the link
// has room and something changed, it sends the difference. A frame is planned on the core thread,
// encoded on a worker from immutable parts, and written from the core thread; one at a time.
// Whatever a viewer does wrong ends its own session, with the reason in the close frame.
class ViewerSession : public std::enable_shared_from_this<ViewerSession> {
public:
    // All are borrowed for our life; `ended` is called once, when the link is gone.
    ViewerSession(boost::asio::io_context& core, boost::asio::thread_pool& workers, Scene& scene,
                  std::shared_ptr<Transport> transport, Role role, const ViewerOptions& options);
    ~ViewerSession();

    void start(std::function<void()> ended);
    void frameCut(const std::shared_ptr<const struct Frame>& frame);
    void close(std::string text); // the session is over

    ViewerStatistics statistics() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace vitrine
