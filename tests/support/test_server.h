// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/clock.h"
#include "server/clients/x_server.h"
#include "server/display/display.h"
#include "tests/support/temporary_folder.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <future>
#include <string>
#include <thread>
#include <type_traits>

namespace vitrine {

// An X server of our own on a thread of its own, for clients in the test's thread. Its display is
// the first that is free on this machine.
class TestServer {
public:
    explicit TestServer(XServerOptions options = {});
    ~TestServer();

    std::string name() const { return name_; } // ":5"
    std::filesystem::path socket() const;
    std::filesystem::path xauthority() const { return xauthority_; }
    std::string cookie() const; // its 16 bytes

    // Calls use(Display&) on the server's thread and waits for what it returns.
    template<class Use> auto with(Use use)
    {
        using Result = std::invoke_result_t<Use, Display&>;
        std::packaged_task<Result()> task([this, &use] { return use(display_); });
        auto result = task.get_future();
        boost::asio::post(core_, [&task] { task(); });
        return result.get();
    }
    XServer& server() { return server_; } // only on the server's thread
    boost::asio::io_context& core() { return core_; }

private:
    TemporaryFolder runtime_;
    SteadyClock clock_;
    Display display_{clock_, {1024, 768}};
    boost::asio::io_context core_{1};
    XServer server_;
    std::string name_;
    std::filesystem::path xauthority_;
    std::jthread thread_;
};

} // namespace vitrine
