// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/clients/display_socket.h"

#include "server/clients/x_server.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <fstream>
#include <iterator>

namespace vitrine {

namespace {

std::string contents(const std::filesystem::path& file)
{
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

pid_t endedProcess()
{
    const pid_t child = fork();
    if (child == 0) _exit(0);
    waitpid(child, nullptr, 0);
    return child;
}

// A socket with the abstract name of display 1 in the folder, and what came of binding it.
struct AbstractSocket {
    explicit AbstractSocket(const std::filesystem::path& folder)
    {
        address.sun_family = AF_UNIX;
        const std::string name = (folder / "X1").string();
        name.copy(address.sun_path + 1, sizeof address.sun_path - 1);
        size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
    }
    ~AbstractSocket() { close(descriptor); }
    const sockaddr* plain() const { return reinterpret_cast<const sockaddr*>(&address); }
    int bound() { return ::bind(descriptor, plain(), size) == 0 ? 0 : errno; }
    int connected() { return ::connect(descriptor, plain(), size) == 0 ? 0 : errno; }

    int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    socklen_t size = 0;
};

std::string complaint(const std::filesystem::path& folder, std::optional<int> number)
{
    try {
        DisplaySocket socket(folder, folder, number);
    } catch (const XServerError& error) {
        return error.what();
    }
    return {};
}

} // namespace

TEST_CASE("A display's socket is its owner's alone, and its lock names the process as X.Org's does")
{
    TemporaryFolder folder;
    {
        const DisplaySocket socket(folder.path(), folder.path(), std::nullopt);
        CHECK(socket.number() == 1);
        struct stat status {};
        REQUIRE(stat((folder.path() / "X1").c_str(), &status) == 0);
        CHECK((status.st_mode & 0777) == 0600);
        const std::string lock = contents(folder.path() / ".X1-lock");
        CHECK(lock.size() == 11);
        CHECK(std::stoi(lock) == getpid());
    }
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("The first display number that is free is taken")
{
    TemporaryFolder folder;
    const DisplaySocket first(folder.path(), folder.path(), std::nullopt);
    const DisplaySocket second(folder.path(), folder.path(), std::nullopt);
    CHECK(second.number() == 2);
}

TEST_CASE("A display that was asked for and is in use is refused in words")
{
    TemporaryFolder folder;
    const DisplaySocket first(folder.path(), folder.path(), 7);
    CHECK(complaint(folder.path(), 7).find("Display :7 is in use") == 0);
}

TEST_CASE("The lock and socket of a server that has died are replaced")
{
    TemporaryFolder folder;
    std::ofstream(folder.path() / ".X3-lock") << endedProcess() << '\n';
    std::ofstream(folder.path() / "X3") << "";
    const DisplaySocket socket(folder.path(), folder.path(), 3);
    CHECK(std::stoi(contents(folder.path() / ".X3-lock")) == getpid());
}

TEST_CASE("A socket without a lock on which somebody answers is kept away from")
{
    TemporaryFolder folder;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = (folder.path() / "X1").string();
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    const int other = ::socket(AF_UNIX, SOCK_STREAM, 0);
    REQUIRE(bind(other, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(listen(other, 1) == 0);
    const DisplaySocket socket(folder.path(), folder.path(), std::nullopt);
    CHECK(socket.number() == 2);
    close(other);
}

TEST_CASE("The abstract name that X.Org's servers go by is taken, and nobody is heard on it")
{
    TemporaryFolder folder;
    {
        const DisplaySocket socket(folder.path(), folder.path(), std::nullopt);
        CHECK(AbstractSocket(folder.path()).bound() == EADDRINUSE);
        CHECK(AbstractSocket(folder.path()).connected() == ECONNREFUSED);
    }
    AbstractSocket other(folder.path());
    REQUIRE(other.bound() == 0);
    const DisplaySocket socket(folder.path(), folder.path(), std::nullopt);
    CHECK(socket.number() == 2);
}

TEST_CASE("A folder that cannot be made is named in the complaint")
{
    const std::string text = complaint("/proc/no/such/folder", 1);
    CHECK(text.find("/proc/no/such/folder") != std::string::npos);
}

} // namespace vitrine
