// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/sessions/records.h"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <string>

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

struct TemporaryDirectory {
    TemporaryDirectory()
    {
        std::string pattern = (fs::temp_directory_path() / "vitrine-records-XXXXXX").string();
        path = ::mkdtemp(pattern.data());
    }
    ~TemporaryDirectory() { fs::remove_all(path); }
    fs::path path;
};

SessionRecord recordNamed(const std::string& name, pid_t pid)
{
    SessionRecord record;
    record.name = name;
    record.pid = pid;
    record.display = ":" + std::to_string(20 + name.size());
    return record;
}

} // namespace

TEST_CASE("A session is found by its name, its display and its process")
{
    const TemporaryDirectory directory;
    const SessionRecords records(directory.path);
    std::error_code error;
    records.write(recordNamed("xterm", ::getpid()), error);
    REQUIRE_FALSE(error);
    CHECK(records.find("xterm"));
    CHECK(records.find(":25"));
    CHECK(records.find("25"));
    CHECK(records.find(std::to_string(::getpid())));
    CHECK(records.find("")); // the only one
    CHECK_FALSE(records.find("emacs"));
}

TEST_CASE("The record of a server that is gone is cleared away")
{
    const TemporaryDirectory directory;
    const SessionRecords records(directory.path);
    std::error_code error;
    records.write(recordNamed("gone", 0x3fffffff), error);
    CHECK(records.all().empty());
    CHECK(fs::is_empty(directory.path));
}

TEST_CASE("Rubbish among the records is passed over")
{
    const TemporaryDirectory directory;
    std::ofstream(directory.path / "session-rubbish.json") << "{\"name\": ";
    std::ofstream(directory.path / "session-list.json") << "[1, 2]";
    CHECK(SessionRecords(directory.path).all().empty());
}

TEST_CASE("The runtime directory is refused when others may look into it")
{
    const TemporaryDirectory directory;
    ::setenv("XDG_RUNTIME_DIR", directory.path.c_str(), 1);
    std::error_code error;
    const fs::path made = runtimeDirectory(error);
    CHECK_FALSE(error);
    fs::permissions(made, fs::perms::owner_all | fs::perms::group_read);
    runtimeDirectory(error);
    CHECK(error == std::errc::operation_not_permitted);
    ::unsetenv("XDG_RUNTIME_DIR");
}
