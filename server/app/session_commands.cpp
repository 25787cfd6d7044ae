// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/app/commands.h"
#include "server/sessions/control_socket.h"
#include "server/sessions/records.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <thread>

namespace vitrine {

namespace {

std::optional<SessionRecords> openRecords()
{
    std::error_code error;
    const std::filesystem::path directory = runtimeDirectory(error);
    if (!error) return SessionRecords(directory);
    std::fprintf(stderr, "vitrine: cannot use %s: %s; set XDG_RUNTIME_DIR to a folder of yours\n",
                 directory.c_str(), error.message().c_str());
    return std::nullopt;
}

std::optional<SessionRecord> findSession(const SessionRecords& records, const std::string& key)
{
    if (const auto record = records.find(key)) return record;
    if (!key.empty())
        std::fprintf(stderr, "vitrine: no session '%s' is running; see 'vitrine list'\n",
                     key.c_str());
    else if (records.all().empty())
        std::fprintf(stderr, "vitrine: no session is running; 'vitrine run PROGRAM' starts one\n");
    else
        std::fprintf(stderr,
                     "vitrine: several sessions are running; name one, see 'vitrine list'\n");
    return std::nullopt;
}

std::string localTime(std::chrono::system_clock::time_point time)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%F %T", std::localtime(&seconds));
    return text.data();
}

} // namespace

int listSessions()
{
    const auto records = openRecords();
    if (!records) return 1;
    std::printf("%-16s %-8s %-8s %-6s %-6s %-20s %s\n", "NAME", "DISPLAY", "PID", "WEB", "VNC",
                "STARTED", "COMMAND");
    for (const SessionRecord& record : records->all())
        std::printf("%-16s %-8s %-8d %-6d %-6s %-20s %s\n", record.name.c_str(),
                    record.display.c_str(), record.pid, record.webPort,
                    record.rfbPort ? std::to_string(record.rfbPort).c_str() : "-",
                    localTime(record.started).c_str(), record.command.c_str());
    return 0;
}

int showSession(const std::string& key)
{
    const auto records = openRecords();
    if (!records) return 1;
    const auto record = findSession(*records, key);
    if (!record) return 1;
    std::printf("name        %s\ncommand     %s\nstarted     %s\nprocess     %d\n"
                "display     DISPLAY=%s XAUTHORITY=%s\npage        127.0.0.1:%d\n",
                record->name.c_str(), record->command.c_str(), localTime(record->started).c_str(),
                record->pid, record->display.c_str(), record->xauthority.c_str(), record->webPort);
    if (record->rfbPort) std::printf("vnc         127.0.0.1:%d\n", record->rfbPort);
    return 0;
}

int linkToSession(const std::string& key)
{
    const auto records = openRecords();
    if (!records) return 1;
    const auto record = findSession(*records, key);
    if (!record) return 1;
    const auto link = askSession(record->control, "link");
    if (!link) {
        std::fprintf(stderr, "vitrine: session '%s' does not answer at %s\n", record->name.c_str(),
                     record->control.c_str());
        return 1;
    }
    std::printf("%s\n", link->c_str());
    return 0;
}

int stopSession(const std::string& key)
{
    const auto records = openRecords();
    if (!records) return 1;
    const auto record = findSession(*records, key);
    if (!record) return 1;
    if (::kill(record->pid, SIGTERM) != 0) {
        std::fprintf(stderr, "vitrine: cannot stop process %d: %s\n", record->pid,
                     std::strerror(errno));
        return 1;
    }
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (::kill(record->pid, 0) == 0) {
        if (std::chrono::steady_clock::now() > deadline) {
            std::fprintf(stderr, "vitrine: process %d does not end; 'kill -9 %d' would\n",
                         record->pid, record->pid);
            return 1;
        }
        std::this_thread::sleep_for(
            std::chrono::milliseconds(10)); // not our child: nothing to await
    }
    std::printf("Session '%s' has ended.\n", record->name.c_str());
    return 0;
}

} // namespace vitrine
