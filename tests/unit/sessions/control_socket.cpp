// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/sessions/control_socket.h"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include <filesystem>
#include <future>

using namespace vitrine;
namespace fs = std::filesystem;

TEST_CASE("A command asks a session and is answered, over a socket of its user's alone")
{
    const fs::path path = fs::temp_directory_path() / "vitrine-control-test";
    boost::asio::io_context io;
    boost::system::error_code error;
    std::optional<std::string> answer;
    {
        const ControlSocket socket(
            io, path, [&](const std::string& word) { return "heard " + word; }, error);
        REQUIRE_FALSE(error);
        struct stat status = {};
        REQUIRE(::stat(path.c_str(), &status) == 0);
        CHECK((status.st_mode & 0777) == 0600);
        auto asked = std::async(std::launch::async, [&] {
            answer = askSession(path, "link");
            io.stop();
        });
        io.run();
    }
    CHECK(answer == "heard link");
    CHECK_FALSE(fs::exists(path));
    CHECK_FALSE(askSession(path, "link"));
}

TEST_CASE("A control socket that cannot be made says why")
{
    boost::asio::io_context io;
    boost::system::error_code error;
    const ControlSocket socket(
        io, "/nowhere/at/all", [](const std::string&) { return ""; }, error);
    CHECK(error == boost::system::errc::no_such_file_or_directory);
}
