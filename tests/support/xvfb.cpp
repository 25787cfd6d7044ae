// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/xvfb.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace vitrine {

namespace {

// Octants 2 to 5: how all other X.Org servers break ties of thin lines; Xvfb's own default is none.
constexpr const char* lineBias = "216";

} // namespace

// A number of our choice: one that Xvfb chooses for itself may be another server's, whose socket it
// then takes away.
Xvfb::Xvfb()
{
    constexpr int first = 100, count = 800, attempts = 20;
    for (int attempt = 0; attempt < attempts && name_.empty(); ++attempt)
        start(first + (::getpid() * 7 + attempt) % count);
    if (name_.empty()) throw std::runtime_error("Xvfb does not run; './dev setup' installs it");
}

void Xvfb::start(int display)
{
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0) return;
    const std::string name = ":" + std::to_string(display);
    process_ = ::fork();
    if (process_ == 0) {
        ::close(pipe[0]);
        const int null = ::open("/dev/null", O_RDWR);
        ::dup2(null, 1);
        ::dup2(null, 2);
        const std::string number = std::to_string(pipe[1]);
        ::execlp("Xvfb", "Xvfb", name.c_str(), "-displayfd", number.c_str(), "-screen", "0",
                 "1024x768x24", "-nolisten", "tcp", "-noreset", "-linebias", lineBias, nullptr);
        ::_exit(127);
    }
    ::close(pipe[1]);
    // It writes its number and a line's end when it is ready, or dies and so closes the pipe. It
    // would also die of a pipe that is closed before it has written both.
    char letter = 0;
    while (letter != '\n' && ::read(pipe[0], &letter, 1) == 1) {
    }
    if (letter == '\n')
        name_ = name;
    else
        ::waitpid(std::exchange(process_, -1), nullptr, 0);
    ::close(pipe[0]);
}

Xvfb::~Xvfb()
{
    if (process_ <= 0) return;
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
}

} // namespace vitrine
