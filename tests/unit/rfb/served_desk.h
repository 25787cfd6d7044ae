// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/rfb/rfb_server.h"
#include "tests/unit/rfb/fake_desk.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <future>
#include <thread>

namespace vitrine {

// A desk behind a running server, whose core is a thread of its own. The server is the last thing
// to begin and the first to end.
class ServedDesk {
public:
    explicit ServedDesk(RfbOptions options = {.password = "secret"}, Size screen = {320, 240})
    {
        auto desk = std::make_unique<FakeDesk>(screen);
        desk_ = desk.get();
        server_ = std::make_unique<RfbServer>(loop_, std::move(desk), std::move(options));
        core_ = std::thread([this] { loop_.run(); });
    }
    ~ServedDesk();

    int port() const { return server_->port(); }

    // Does something on the core's thread and waits for its result.
    template<class Action> auto onCore(Action action)
    {
        std::packaged_task<decltype(action(*desk_))()> task([&] { return action(*desk_); });
        auto result = task.get_future();
        boost::asio::post(loop_, [&task] { task(); });
        return result.get();
    }
    // The same, and then a frame ends.
    template<class Action> void draw(Action action)
    {
        onCore([&](FakeDesk& desk) {
            action(desk);
            desk.settle();
        });
    }
    Image expected()
    {
        return onCore([](FakeDesk& desk) { return desk.expected(); });
    }
    RfbStatistics statistics()
    {
        return onCore([this](FakeDesk&) { return server_->statistics(); });
    }

private:
    boost::asio::io_context loop_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
        loop_.get_executor()};
    FakeDesk* desk_ = nullptr; // the server's
    std::unique_ptr<RfbServer> server_;
    std::thread core_;
};

inline ServedDesk::~ServedDesk()
{
    onCore([this](FakeDesk&) { server_.reset(); });
    work_.reset();
    loop_.stop();
    core_.join();
}

} // namespace vitrine
