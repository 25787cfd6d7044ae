// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/sessions/programs.h"

#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>

namespace vitrine {

namespace {

// Waits for SIGCHLD or the deadline; the signal is blocked by no one else at this point.
bool waitForEnd(pid_t pid, std::chrono::steady_clock::time_point deadline)
{
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    while (::waitpid(pid, nullptr, WNOHANG) == 0) {
        const auto left = deadline - std::chrono::steady_clock::now();
        if (left <= std::chrono::nanoseconds::zero()) return false;
        const timespec shortly{0, 10'000'000}; // a signal may be another thread's: look again
        ::sigtimedwait(&child, nullptr, &shortly);
    }
    return true;
}

} // namespace

Programs::Programs(boost::asio::io_context& context, std::map<std::string, std::string> variables,
                   Ended ended)
    : variables_(std::move(variables)), ended_(std::move(ended)), childSignals_(context, SIGCHLD)
{
    awaitChild();
}

Programs::~Programs()
{
    boost::system::error_code ignored;
    childSignals_.clear(ignored);
    sigset_t child, before;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    ::pthread_sigmask(SIG_BLOCK, &child, &before);
    for (const Program& program : running_) program.signal(SIGTERM);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(1);
    for (const Program& program : running_) {
        if (waitForEnd(program.pid(), deadline)) continue;
        program.signal(SIGKILL);
        ::waitpid(program.pid(), nullptr, 0);
    }
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

std::optional<pid_t> Programs::start(const std::vector<std::string>& arguments,
                                     std::error_code& error,
                                     const std::map<std::string, std::string>& more)
{
    std::map<std::string, std::string> variables = more;
    variables.insert(variables_.begin(), variables_.end());
    Program program = Program::start(arguments, variables, error);
    if (error) return std::nullopt;
    running_.push_back(program);
    return program.pid();
}

void Programs::endAll()
{
    for (const Program& program : running_) program.signal(SIGTERM);
}

void Programs::awaitChild()
{
    childSignals_.async_wait([this](const boost::system::error_code& error, int) {
        if (error) return;
        awaitChild();
        reap();
    });
}

void Programs::reap()
{
    for (std::size_t i = 0; i < running_.size();) {
        int status = 0;
        if (::waitpid(running_[i].pid(), &status, WNOHANG) == 0) {
            ++i;
            continue;
        }
        const Program program = running_[i];
        running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(i));
        program.signal(SIGTERM); // what it left behind in its group
        ended_(program, status);
    }
}

} // namespace vitrine
