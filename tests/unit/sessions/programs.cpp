// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/sessions/programs.h"

#include <catch2/catch.hpp>
#include <sys/wait.h>

#include <cerrno>
#include <chrono>
#include <csignal>

using namespace vitrine;
using namespace std::chrono_literals;
namespace net = boost::asio;

TEST_CASE("A program sees the session's variables, and how it ended is told")
{
    net::io_context context;
    int status = -1;
    Programs programs(context, {{"VITRINE_PROBE", "seven"}}, [&](const Program&, int waitStatus) {
        status = waitStatus;
        context.stop();
    });
    std::error_code error;
    REQUIRE(programs.start({"sh", "-c", "test \"$VITRINE_PROBE$OWN\" = sevenfor-it && exit 7"},
                           error, {{"OWN", "for-it"}}));
    context.run_for(10s);
    CHECK(WEXITSTATUS(status) == 7);
    CHECK(programs.count() == 0);
}

TEST_CASE("A program that is not there is an error, not a child")
{
    net::io_context context;
    Programs programs(context, {}, [](const Program&, int) {});
    std::error_code error;
    CHECK_FALSE(programs.start({"/nowhere/at/all"}, error));
    CHECK(error == std::errc::no_such_file_or_directory);
}

TEST_CASE("A session that ends takes its programs with it, stubborn ones too")
{
    net::io_context context;
    pid_t child = 0;
    {
        Programs programs(context, {}, [](const Program&, int) {});
        std::error_code error;
        const auto started =
            programs.start({"sh", "-c", "trap '' TERM; while :; do sleep 1; done"}, error);
        REQUIRE(started);
        child = *started;
    }
    CHECK(::kill(child, 0) == -1);
    CHECK(errno == ESRCH);
}

TEST_CASE("How a program ended is said in words")
{
    CHECK(describeExit(W_EXITCODE(3, 0)) == "exited with status 3");
    CHECK(describeExit(W_EXITCODE(0, SIGSEGV)) == "was ended by signal 11 (Segmentation fault)");
}
