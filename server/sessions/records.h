// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace vitrine {

// The user's private folder for what lives as long as a session does: $XDG_RUNTIME_DIR/vitrine, or
// /tmp/vitrine-UID. Made when missing, mode 0700; refused when it is another user's.
std::filesystem::path runtimeDirectory(std::error_code& error);

// What a running session tells the commands `list`, `info`, `attach` and `stop`.
struct SessionRecord {
    std::string name;       // unique among the user's sessions
    pid_t pid = 0;          // of the server
    std::string display;    // ":20"
    std::string xauthority; // the cookie file
    std::string command;    // what it runs
    std::uint16_t webPort = 0;
    std::uint16_t rfbPort = 0; // zero: not served
    std::string control;       // its control socket
    std::chrono::system_clock::time_point started;
};

// The records of this user's sessions, a JSON file each, in the runtime directory.
class SessionRecords {
public:
    explicit SessionRecords(std::filesystem::path directory);

    // Newest last. Records whose server is gone are removed on the way.
    std::vector<SessionRecord> all() const;
    // By name, display (":20" or "20") or pid; the only session there is where `key` is empty.
    std::optional<SessionRecord> find(const std::string& key) const;

    void write(const SessionRecord& record, std::error_code& error) const; // mode 0600
    void remove(const std::string& name) const;

private:
    std::filesystem::path file(const std::string& name) const;

    std::filesystem::path directory_;
};

} // namespace vitrine
