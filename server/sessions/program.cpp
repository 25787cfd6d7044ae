// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/sessions/program.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <csignal>
#include <cstring>

extern char** environ;

namespace vitrine {

namespace {

// Our environment with `variables` in place of theirs.
std::vector<std::string> environmentWith(const std::map<std::string, std::string>& variables)
{
    std::vector<std::string> result;
    for (char** entry = environ; *entry; ++entry) {
        const std::string name(*entry, std::strcspn(*entry, "="));
        if (!variables.contains(name)) result.emplace_back(*entry);
    }
    for (const auto& [name, value] : variables) result.push_back(name + "=" + value);
    return result;
}

std::vector<char*> pointersTo(std::vector<std::string>& strings)
{
    std::vector<char*> result;
    for (std::string& string : strings) result.push_back(string.data());
    result.push_back(nullptr);
    return result;
}

} // namespace

std::string describeExit(int waitStatus)
{
    if (WIFSIGNALED(waitStatus))
        return "was ended by signal " + std::to_string(WTERMSIG(waitStatus)) + " (" +
               strsignal(WTERMSIG(waitStatus)) + ")";
    return "exited with status " + std::to_string(WEXITSTATUS(waitStatus));
}

Program Program::start(const std::vector<std::string>& arguments,
                       const std::map<std::string, std::string>& variables, std::error_code& error)
{
    Program program;
    program.name_ = arguments.at(0);
    std::vector<std::string> argumentCopies = arguments;
    std::vector<std::string> environment = environmentWith(variables);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none, defaults;
    sigemptyset(&none);
    sigemptyset(&defaults);
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGCHLD})
        sigaddset(&defaults, number);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                              POSIX_SPAWN_SETSIGDEF);
    const int failure =
        posix_spawnp(&program.pid_, arguments[0].c_str(), &actions, &attributes,
                     pointersTo(argumentCopies).data(), pointersTo(environment).data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (failure != 0) {
        program.pid_ = -1;
        error.assign(failure, std::generic_category());
    }
    return program;
}

void Program::signal(int number) const
{
    if (pid_ > 0) ::kill(-pid_, number);
}

} // namespace vitrine
