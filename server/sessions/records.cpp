// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/sessions/records.h"

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>

namespace vitrine {

namespace fs = std::filesystem;
using json = nlohmann::json;

fs::path runtimeDirectory(std::error_code& error)
{
    const char* runtime = std::getenv("XDG_RUNTIME_DIR");
    const fs::path directory = runtime && *runtime
                                   ? fs::path(runtime) / "vitrine"
                                   : fs::path("/tmp/vitrine-" + std::to_string(::getuid()));
    if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) {
        error.assign(errno, std::generic_category());
        return directory;
    }
    struct stat status = {};
    if (::lstat(directory.c_str(), &status) != 0)
        error.assign(errno, std::generic_category());
    else if (!S_ISDIR(status.st_mode) || status.st_uid != ::getuid() || (status.st_mode & 077) != 0)
        error = std::make_error_code(std::errc::operation_not_permitted);
    return directory;
}

namespace {

json toJson(const SessionRecord& record)
{
    return {{"name", record.name},
            {"pid", record.pid},
            {"display", record.display},
            {"xauthority", record.xauthority},
            {"command", record.command},
            {"webPort", record.webPort},
            {"rfbPort", record.rfbPort},
            {"control", record.control},
            {"started", std::chrono::system_clock::to_time_t(record.started)}};
}

std::optional<SessionRecord> readRecord(const fs::path& file)
{
    std::ifstream stream(file);
    const json text = json::parse(stream, nullptr, false);
    if (!text.is_object()) return std::nullopt;
    SessionRecord record;
    record.name = text.value("name", "");
    record.pid = text.value("pid", 0);
    record.display = text.value("display", "");
    record.xauthority = text.value("xauthority", "");
    record.command = text.value("command", "");
    record.webPort = text.value("webPort", std::uint16_t{0});
    record.rfbPort = text.value("rfbPort", std::uint16_t{0});
    record.control = text.value("control", "");
    record.started = std::chrono::system_clock::from_time_t(text.value("started", std::time_t{0}));
    if (record.name.empty() || record.pid <= 0) return std::nullopt;
    return record;
}

} // namespace

SessionRecords::SessionRecords(fs::path directory) : directory_(std::move(directory)) {}

fs::path SessionRecords::file(const std::string& name) const
{
    return directory_ / ("session-" + name + ".json");
}

std::vector<SessionRecord> SessionRecords::all() const
{
    std::vector<SessionRecord> records;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory_, error)) {
        if (!entry.path().filename().string().starts_with("session-")) continue;
        std::optional<SessionRecord> record = readRecord(entry.path());
        if (record && (::kill(record->pid, 0) == 0 || errno == EPERM))
            records.push_back(std::move(*record));
        else if (record)
            fs::remove(entry.path(), error);
    }
    std::ranges::sort(records, {}, &SessionRecord::started);
    return records;
}

std::optional<SessionRecord> SessionRecords::find(const std::string& key) const
{
    const std::vector<SessionRecord> records = all();
    if (key.empty()) return records.size() == 1 ? std::optional(records.front()) : std::nullopt;
    const auto found = std::ranges::find_if(records, [&](const SessionRecord& record) {
        return record.name == key || record.display == key || record.display == ":" + key ||
               std::to_string(record.pid) == key;
    });
    return found == records.end() ? std::nullopt : std::optional(*found);
}

void SessionRecords::write(const SessionRecord& record, std::error_code& error) const
{
    const fs::path path = file(record.name);
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        error.assign(errno, std::generic_category());
        return;
    }
    const std::string text = toJson(record).dump(2) + "\n";
    if (::write(descriptor, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        error = std::make_error_code(std::errc::io_error);
    ::close(descriptor);
}

void SessionRecords::remove(const std::string& name) const
{
    std::error_code ignored;
    fs::remove(file(name), ignored);
}

} // namespace vitrine
