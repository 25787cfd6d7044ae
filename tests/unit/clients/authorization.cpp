// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/clients/authorization.h"

#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include <fstream>
#include <iterator>

namespace vitrine {

namespace {

std::string recordsOf(const Cookie& cookie, const std::filesystem::path& file)
{
    REQUIRE_FALSE(cookie.write(file, 12));
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

TEST_CASE(
    "The Xauthority file holds a record for any host, big-endian, readable by its owner alone")
{
    TemporaryFolder folder;
    const auto file = folder.path() / "Xauthority";
    const std::string records = recordsOf(Cookie(), file);
    const std::string wild("\xff\xff\0\0\0\2"
                           "12"
                           "\0\22MIT-MAGIC-COOKIE-1\0\20",
                           30);
    REQUIRE(records.size() > wild.size() + 16);
    CHECK(records.substr(records.size() - wild.size() - 16, wild.size()) == wild);
    CHECK(records.substr(0, 2) == std::string("\1\0", 2)); // FamilyLocal
    struct stat status {};
    REQUIRE(stat(file.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("Only the secret that was written opens the display, under its protocol's name")
{
    TemporaryFolder folder;
    const Cookie cookie;
    const std::string records = recordsOf(cookie, folder.path() / "Xauthority");
    std::string secret = records.substr(records.size() - 16);
    CHECK(cookie.matches(Cookie::protocol, secret));
    CHECK_FALSE(cookie.matches("XDM-AUTHORIZATION-1", secret));
    CHECK_FALSE(cookie.matches("", ""));
    CHECK_FALSE(cookie.matches(Cookie::protocol, secret.substr(1)));
    CHECK_FALSE(Cookie().matches(Cookie::protocol, secret));
    secret[15] = static_cast<char>(secret[15] ^ 1);
    CHECK_FALSE(cookie.matches(Cookie::protocol, secret));
}

TEST_CASE("A folder that cannot be written is an error, not a crash")
{
    CHECK(Cookie().write("/proc/no/such/Xauthority", 1));
}

} // namespace vitrine
