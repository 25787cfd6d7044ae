// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/x11/writer.h"
#include "server/base/file_descriptor.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace vitrine {

class TestServer;

// An X client that says exactly the bytes it is told to, right or wrong.
class RawClient {
public:
    using Bytes = std::vector<std::byte>;

    explicit RawClient(const TestServer& server); // connects, and says nothing
    explicit RawClient(const std::filesystem::path& socket);
    ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    // Connection setup. True if it is accepted; otherwise `refusal` is the reason.
    bool setUp(const std::string& cookie, x11::ByteOrder order = x11::nativeOrder,
               const std::string& protocol = "MIT-MAGIC-COOKIE-1");
    std::string refusal;
    std::uint32_t resourceBase = 0;
    Bytes setup; // what the server said of itself, whole

    // With descriptors that stay ours (SCM_RIGHTS). False once the server has closed the
    // connection.
    bool sendWith(const Bytes& bytes, const std::vector<int>& descriptors);
    // Those that came with what was received, in order.
    std::vector<FileDescriptor> descriptors;

    bool send(const Bytes& bytes); // false once the server has closed the connection
    // A request whose length field is right.
    bool request(std::uint8_t opcode, std::uint8_t second, const std::vector<std::uint32_t>& words);

    // The next reply, event or error, whole; none where the connection is closed or, after ten
    // seconds, nothing came.
    std::optional<Bytes> receive();
    bool closedByServer(); // waits for it

private:
    std::optional<Bytes> read(std::size_t size);

    int descriptor_ = -1;
};

// The numbers in an error.
struct RawError {
    int code, sequence, minor, major;
    bool operator==(const RawError&) const = default;
};
std::optional<RawError> errorIn(const std::optional<RawClient::Bytes>& message);

} // namespace vitrine
