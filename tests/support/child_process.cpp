// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>

namespace vitrine {

ChildProcess::ChildProcess(std::vector<std::string> arguments)
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return;
    pipe_ = ends[0];
    std::vector<char*> words;
    for (std::string& argument : arguments) words.push_back(argument.data());
    words.push_back(nullptr);
    process_ = ::fork();
    if (process_ == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::dup2(ends[1], STDERR_FILENO);
        ::execvp(words[0], words.data());
        ::_exit(127);
    }
    ::close(ends[1]);
}

ChildProcess::~ChildProcess()
{
    if (process_ > 0) {
        ::kill(process_, SIGTERM);
        ::waitpid(process_, nullptr, 0);
    }
    ::close(pipe_);
}

bool ChildProcess::readMore(int milliseconds)
{
    pollfd waiting{pipe_, POLLIN, 0};
    if (::poll(&waiting, 1, milliseconds) <= 0) return true;
    char buffer[4096];
    const ssize_t count = ::read(pipe_, buffer, sizeof buffer);
    if (count > 0) output_.append(buffer, static_cast<std::size_t>(count));
    return count > 0;
}

std::optional<std::string> ChildProcess::printed(const std::regex& pattern)
{
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    for (;;) {
        std::smatch found;
        if (std::regex_search(output_, found, pattern)) return found[1];
        if (std::chrono::steady_clock::now() > deadline || !readMore(100)) return std::nullopt;
    }
}

bool ChildProcess::runs()
{
    if (process_ <= 0) return false;
    if (::waitpid(process_, nullptr, WNOHANG) == 0) return true;
    process_ = -1;
    return false;
}

} // namespace vitrine
