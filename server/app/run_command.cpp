// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/app/commands.h"
#include "server/app/session.h"

#include <csignal>
#include <cstdio>

namespace vitrine {

int runSession(const SessionOptions& options)
{
    std::signal(SIGPIPE, SIG_IGN); // a closed socket is an error of its write
    try {
        Session session(options);
        std::fputs(session.summary().c_str(), stdout);
        std::fflush(stdout);
        return session.run();
    } catch (const SessionError& error) {
        std::fprintf(stderr, "vitrine: %s\n", error.what());
        return 1;
    }
}

} // namespace vitrine
