// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/clients/display_socket.h"

#include "server/clients/x_server.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace vitrine {

namespace {

constexpr int firstNumber = 1; // 0 is left to the machine's own screen
constexpr int lastNumber = 999;
constexpr int backlog = 64;

[[noreturn]] void fail(const std::string& what, int error)
{
    throw XServerError(what + ": " + std::strerror(error));
}

// The process that a lock file names; 0 where it cannot be read.
pid_t lockOwner(const std::filesystem::path& file)
{
    std::array<char, 12> text{};
    const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) return 0;
    const ssize_t size = read(descriptor, text.data(), text.size() - 1);
    close(descriptor);
    return size <= 0 ? 0 : static_cast<pid_t>(std::strtol(text.data(), nullptr, 10));
}

bool isAlive(pid_t process)
{
    return process > 0 && (kill(process, 0) == 0 || errno == EPERM);
}

sockaddr_un addressOf(const std::filesystem::path& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.native().size() >= sizeof address.sun_path) {
        throw XServerError("The path of the X socket is too long: " + path.string());
    }
    std::memcpy(address.sun_path, path.c_str(), path.native().size() + 1);
    return address;
}

bool answers(const sockaddr_un& address)
{
    const int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (probe < 0) return false;
    const auto* plain = reinterpret_cast<const sockaddr*>(&address);
    const bool connected = connect(probe, plain, sizeof address) == 0 || errno == EAGAIN;
    close(probe);
    return connected;
}

} // namespace

DisplaySocket::DisplaySocket(std::filesystem::path socketDirectory,
                             std::filesystem::path lockDirectory, std::optional<int> wanted)
    : socketDirectory_(std::move(socketDirectory)), lockDirectory_(std::move(lockDirectory))
{
    // World-writable and sticky, as every X server makes it; the umask must not narrow it.
    if (mkdir(socketDirectory_.c_str(), 01777) == 0) chmod(socketDirectory_.c_str(), 01777);
    if (!std::filesystem::is_directory(socketDirectory_)) {
        throw XServerError(
            "There is no folder " + socketDirectory_.string() +
            " for the X socket, and it cannot be made; make it with: mkdir -m 1777 " +
            socketDirectory_.string());
    }
    const int first = wanted.value_or(firstNumber);
    const int last = wanted.value_or(lastNumber);
    for (int number = first; number <= last; ++number) {
        if (!lock(number)) continue;
        if (hold(number) && listen(number)) {
            number_ = number;
            return;
        }
        unlock();
    }
    throw XServerError(
        wanted ? "Display :" + std::to_string(*wanted) +
                     " is in use; choose another number, or none to have a free one found"
               : "No X display number from 1 to 999 is free");
}

DisplaySocket::~DisplaySocket()
{
    if (descriptor_ >= 0) close(descriptor_);
    if (!socket_.empty()) unlink(socket_.c_str());
    if (held_ >= 0) close(held_);
    unlock();
}

int DisplaySocket::release()
{
    return std::exchange(descriptor_, -1);
}

// The file appears whole or not at all: written aside, then linked to its name.
bool DisplaySocket::lock(int number)
{
    const std::filesystem::path file = lockDirectory_ / (".X" + std::to_string(number) + "-lock");
    const std::filesystem::path part =
        lockDirectory_ / (".tX" + std::to_string(number) + "-" + std::to_string(getpid()));
    for (int attempt = 0; attempt < 3; ++attempt) {
        unlink(part.c_str());
        const int descriptor = open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444);
        if (descriptor < 0) fail("Cannot write the display's lock " + part.string(), errno);
        std::array<char, 16> text{};
        const int size =
            std::snprintf(text.data(), text.size(), "%10d\n", static_cast<int>(getpid()));
        const bool written = write(descriptor, text.data(), static_cast<std::size_t>(size)) == size;
        close(descriptor);
        const bool linked = written && link(part.c_str(), file.c_str()) == 0;
        const int error = errno;
        unlink(part.c_str());
        if (linked) {
            lock_ = file;
            return true;
        }
        if (error != EEXIST) fail("Cannot write the display's lock " + file.string(), error);
        const pid_t owner = lockOwner(file);
        if (owner == getpid() || isAlive(owner)) return false;
        if (unlink(file.c_str()) != 0) return false; // stale, but somebody else's
    }
    return false;
}

// X.Org's servers listen on an abstract socket of Linux as well, which programs try first. One that
// looks for a free number (-displayfd) asks after that name alone, and would take our socket's file
// away. So the name is ours too, though nobody is heard on it: programs go on to the file.
bool DisplaySocket::hold(int number)
{
    const std::string name = (socketDirectory_ / ("X" + std::to_string(number))).string();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (name.size() + 1 > sizeof address.sun_path) return true; // `listen` complains
    name.copy(address.sun_path + 1, name.size());
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
    if (held_ >= 0) close(held_);
    held_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    return bind(held_, reinterpret_cast<const sockaddr*>(&address), size) == 0 ||
           errno != EADDRINUSE;
}

bool DisplaySocket::listen(int number)
{
    const std::filesystem::path path = socketDirectory_ / ("X" + std::to_string(number));
    const sockaddr_un address = addressOf(path);
    if (std::filesystem::exists(path)) {
        if (answers(address)) return false; // a server that makes no lock
        if (unlink(path.c_str()) != 0) return false;
    }
    descriptor_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor_ < 0) fail("Cannot make the X socket", errno);
    fchmod(descriptor_, 0600); // Linux gives the file these rights, so it is never open to others
    if (bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(descriptor_, backlog) != 0) {
        const int error = errno;
        close(std::exchange(descriptor_, -1));
        if (error == EADDRINUSE) return false;
        unlock();
        fail("Cannot listen on " + path.string(), error);
    }
    chmod(path.c_str(), 0600);
    socket_ = path;
    return true;
}

void DisplaySocket::unlock()
{
    if (!lock_.empty()) unlink(lock_.c_str());
    lock_.clear();
}

} // namespace vitrine
