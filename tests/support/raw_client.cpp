// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/raw_client.h"

#include "protocol/x11/reader.h"
#include "tests/support/test_server.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

namespace vitrine {

namespace {
constexpr int patience = 10'000; // milliseconds

union Control { // aligned as the kernel wants it
    cmsghdr header;
    char bytes[CMSG_SPACE(64 * sizeof(int))];
};
} // namespace

RawClient::RawClient(const TestServer& server) : RawClient(server.socket()) {}

RawClient::RawClient(const std::filesystem::path& socketPath)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    socketPath.string().copy(address.sun_path, sizeof address.sun_path - 1);
    descriptor_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("the server does not listen");
}

RawClient::~RawClient()
{
    close(descriptor_);
}

bool RawClient::setUp(const std::string& cookie, x11::ByteOrder order, const std::string& protocol)
{
    Bytes bytes;
    x11::Writer writer(bytes, order, 0);
    writer.put(order == x11::ByteOrder::Little ? 'l' : 'B');
    writer.zero(1);
    writer.put(std::uint16_t{11});
    writer.put(std::uint16_t{0});
    writer.put(static_cast<std::uint16_t>(protocol.size()));
    writer.put(static_cast<std::uint16_t>(cookie.size()));
    writer.zero(2);
    writer.list(protocol);
    writer.align(4);
    writer.list(cookie);
    writer.align(4);
    send(bytes);

    const auto head = read(8);
    if (!head) return false;
    x11::Arena arena;
    x11::Reader reader(*head, order, arena);
    const auto status = reader.get<std::uint8_t>();
    const auto reasonSize = reader.get<std::uint8_t>();
    reader.skip(4);
    const auto rest = read(std::size_t{reader.get<std::uint16_t>()} * 4);
    if (!rest) return false;
    setup = *head;
    setup.insert(setup.end(), rest->begin(), rest->end());
    x11::Reader body(*rest, order, arena);
    if (status != 1) {
        refusal = body.text(reasonSize);
        return false;
    }
    body.skip(4);
    resourceBase = body.get<std::uint32_t>();
    return true;
}

bool RawClient::send(const Bytes& bytes)
{
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const ssize_t size =
            ::send(descriptor_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (size <= 0) return false;
        sent += static_cast<std::size_t>(size);
    }
    return true;
}

bool RawClient::sendWith(const Bytes& bytes, const std::vector<int>& numbers)
{
    iovec part{const_cast<std::byte*>(bytes.data()), bytes.size()};
    Control control{};
    const std::size_t size = numbers.size() * sizeof(int);
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = &control;
    message.msg_controllen = CMSG_SPACE(size);
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(size);
    std::memcpy(CMSG_DATA(header), numbers.data(), size);
    return ::sendmsg(descriptor_, &message, MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
}

bool RawClient::request(std::uint8_t opcode, std::uint8_t second,
                        const std::vector<std::uint32_t>& words)
{
    Bytes bytes;
    x11::Writer writer(bytes, x11::nativeOrder, 0);
    writer.put(opcode);
    writer.put(second);
    writer.put(static_cast<std::uint16_t>(words.size() + 1));
    writer.list(words);
    return send(bytes);
}

std::optional<RawClient::Bytes> RawClient::read(std::size_t size)
{
    Bytes bytes(size);
    std::size_t got = 0;
    while (got < size) {
        pollfd waiting{descriptor_, POLLIN, 0};
        if (poll(&waiting, 1, patience) <= 0) return std::nullopt;
        iovec rest{bytes.data() + got, size - got};
        Control control;
        msghdr message{};
        message.msg_iov = &rest;
        message.msg_iovlen = 1;
        message.msg_control = &control;
        message.msg_controllen = sizeof control;
        const ssize_t more = ::recvmsg(descriptor_, &message, 0);
        if (more <= 0) return std::nullopt;
        got += static_cast<std::size_t>(more);
        for (const cmsghdr* part = CMSG_FIRSTHDR(&message); part;
             part = CMSG_NXTHDR(&message, const_cast<cmsghdr*>(part))) {
            for (std::size_t i = 0; CMSG_LEN((i + 1) * sizeof(int)) <= part->cmsg_len; ++i) {
                int number = -1;
                std::memcpy(&number, CMSG_DATA(part) + i * sizeof number, sizeof number);
                descriptors.emplace_back(number);
            }
        }
    }
    return bytes;
}

std::optional<RawClient::Bytes> RawClient::receive()
{
    auto message = read(x11::messageSize);
    if (!message) return std::nullopt;
    const auto kind = std::to_integer<std::uint8_t>(message->front());
    if (kind == x11::replyResponse || kind == x11::genericEvent) {
        x11::Arena arena;
        x11::Reader reader(*message, x11::nativeOrder, arena);
        reader.skip(4);
        const auto rest = read(std::size_t{reader.get<std::uint32_t>()} * 4);
        if (!rest) return std::nullopt;
        message->insert(message->end(), rest->begin(), rest->end());
    }
    return message;
}

bool RawClient::closedByServer()
{
    pollfd waiting{descriptor_, POLLIN, 0};
    std::byte byte;
    while (poll(&waiting, 1, patience) > 0)
        if (::recv(descriptor_, &byte, 1, 0) <= 0) return true;
    return false;
}

std::optional<RawError> errorIn(const std::optional<RawClient::Bytes>& message)
{
    if (!message || message->front() != std::byte{x11::errorResponse}) return std::nullopt;
    x11::Arena arena;
    x11::Reader reader(*message, x11::nativeOrder, arena);
    reader.skip(1);
    RawError error{};
    error.code = reader.get<std::uint8_t>();
    error.sequence = reader.get<std::uint16_t>();
    reader.skip(4);
    error.minor = reader.get<std::uint16_t>();
    error.major = reader.get<std::uint8_t>();
    return error;
}

} // namespace vitrine
