// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/clients/authorization.h"

#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <string>

namespace vitrine {

namespace {

constexpr std::uint16_t familyLocal = 256;
constexpr std::uint16_t familyWild = 65535;

void appendShort(std::string& out, std::size_t value)
{
    out += static_cast<char>(value >> 8); // Xauthority files are big-endian everywhere
    out += static_cast<char>(value & 0xff);
}

void appendCounted(std::string& out, std::string_view text)
{
    appendShort(out, text.size());
    out += text;
}

std::string hostName()
{
    std::array<char, 256> name{};
    gethostname(name.data(), name.size() - 1);
    return name.data();
}

std::error_code lastError()
{
    return {errno, std::generic_category()};
}

} // namespace

Cookie::Cookie()
{
    std::size_t filled = 0;
    while (filled < secret_.size()) {
        const ssize_t got = getrandom(secret_.data() + filled, secret_.size() - filled, 0);
        if (got > 0) filled += static_cast<std::size_t>(got);
    }
}

bool Cookie::matches(std::string_view protocolName, std::string_view secret) const
{
    if (protocolName != protocol || secret.size() != secret_.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < secret_.size(); ++i) {
        difference |= secret_[i] ^ static_cast<unsigned char>(secret[i]);
    }
    return difference == 0;
}

std::error_code Cookie::write(const std::filesystem::path& file, int displayNumber) const
{
    const std::string_view secret(reinterpret_cast<const char*>(secret_.data()), secret_.size());
    std::string records;
    for (const std::uint16_t family : {familyLocal, familyWild}) {
        appendShort(records, family);
        appendCounted(records, family == familyLocal ? hostName() : std::string());
        appendCounted(records, std::to_string(displayNumber));
        appendCounted(records, protocol);
        appendCounted(records, secret);
    }
    const std::filesystem::path part = file.string() + ".new";
    unlink(part.c_str()); // of a session that was killed
    const int descriptor = open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) return lastError();
    const ssize_t written = ::write(descriptor, records.data(), records.size());
    const std::error_code failed = written < 0 ? lastError() : std::error_code();
    close(descriptor);
    if (failed) return failed;
    if (written != static_cast<ssize_t>(records.size())) {
        return std::make_error_code(std::errc::no_space_on_device);
    }
    return rename(part.c_str(), file.c_str()) == 0 ? std::error_code() : lastError();
}

} // namespace vitrine
