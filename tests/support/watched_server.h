// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/client/client.h"
#include "server/scene/scene.h"
#include "server/viewers/frame_clock.h"
#include "server/viewers/memory_transport.h"
#include "server/viewers/viewers.h"
#include "tests/support/test_server.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace vitrine {

// How far behind a viewer is: it takes frames, and tells that it has them, at once or some time
// after they came.
enum class Pace { Quick, Slow };

// A viewer on the server's thread: the real client, and the frames that it got.
class Watcher : public ClientEvents, public std::enable_shared_from_this<Watcher> {
public:
    Watcher(boost::asio::io_context& core, Pace pace, unsigned seed);

    std::vector<std::vector<std::byte>> frames;
    Client client{*this};
    bool understood = true;
    std::shared_ptr<MemoryTransport> transport;

    void frameEnded(const FrameEnd& end) override { last_ = end.number; }

private:
    void arrived(std::vector<std::byte> frame);
    void acknowledge();

    Pace pace_;
    std::mt19937 random_;
    boost::asio::steady_timer timer_;
    std::uint32_t last_ = 0, acknowledged_ = 0;
};

// A server for X clients in the test's thread, as TestServer, and viewers of what they draw. Frames
// are cut, planned, encoded on a worker's thread and paced as in a session.
class WatchedServer {
public:
    explicit WatchedServer(ViewerOptions options);
    ~WatchedServer();

    TestServer& server() { return server_; }
    void join(Pace pace, unsigned seed);
    std::size_t count() const { return watchers_.size(); }

    // Waits until all viewers have what the server has; returns what they never had, or nothing.
    std::string difference();

    // For a viewer that is not on this machine: the frames, and then what it must have.
    struct Shown {
        std::uint32_t surface, width, height;
        std::uint64_t hash;
    };
    struct Record {
        std::vector<std::vector<std::byte>> frames;
        std::vector<Shown> shown;
    };
    Record record(std::size_t watcher);

private:
    std::string differenceNow(const Watcher& watcher) const;
    std::string compared(const Surface& surface, const Watcher& watcher) const;

    ViewerOptions options_;
    TestServer server_;
    boost::asio::thread_pool workers_{1};
    std::optional<Scene> scene_;
    std::optional<Viewers> viewers_;
    std::optional<FrameClock> clock_;
    std::vector<std::shared_ptr<Watcher>> watchers_;
};

} // namespace vitrine
