// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/xvfb.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>

namespace vitrine {

namespace {

// Octants 2 to 5: how all other X.Org servers break ties of thin lines; Xvfb's own default is none.
constexpr const char* lineBias = "216";

} // namespace

Xvfb::Xvfb()
{
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0) return;
    process_ = ::fork();
    if (process_ == 0) {
        ::close(pipe[0]);
        const int null = ::open("/dev/null", O_RDWR);
        ::dup2(null, 1);
        ::dup2(null, 2);
        const std::string number = std::to_string(pipe[1]);
        ::execlp("Xvfb", "Xvfb", "-displayfd", number.c_str(), "-screen", "0", "1024x768x24",
                 "-nolisten", "tcp", "-noreset", "-linebias", lineBias, nullptr);
        ::_exit(127);
    }
    ::close(pipe[1]);
    // It writes its number when it is ready, or dies and so closes the pipe.
    std::string number;
    char digit = 0;
    while (::read(pipe[0], &digit, 1) == 1 && digit != '\n') number += digit;
    ::close(pipe[0]);
    if (!number.empty()) name_ = ":" + number;
}

Xvfb::~Xvfb()
{
    if (process_ <= 0) return;
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
}

} // namespace vitrine
