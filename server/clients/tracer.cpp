// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/clients/tracer.h"

#include "protocol/x11/trace.h"

#include <cstring>
#include <string>

namespace vitrine {

namespace {

template<class T> T load(std::span<const std::byte> bytes, std::size_t at, x11::ByteOrder order)
{
    T value;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    if (order != x11::nativeOrder) x11::swapBytes(value);
    return value;
}

// Replies and generic events say how much follows their first 32 bytes.
std::size_t sizeOfMessage(std::span<const std::byte> bytes, x11::ByteOrder order)
{
    const auto kind = std::to_integer<std::uint8_t>(bytes[0]);
    const bool longer = kind == x11::replyResponse || (kind & 0x7f) == x11::genericEvent;
    if (!longer) return x11::messageSize;
    return x11::messageSize + std::size_t{load<std::uint32_t>(bytes, 4, order)} * 4;
}

} // namespace

Tracer::Tracer(const std::filesystem::path& file)
    : file_(file == "-" ? stderr : std::fopen(file.c_str(), "we"))
{
    // By lines: whoever follows it sees all, and a crash loses nothing.
    if (file_) std::setvbuf(file_.get(), nullptr, _IOLBF, BUFSIZ);
}

void Tracer::connected(std::uint32_t client, x11::ByteOrder order)
{
    peers_[client] = {order, {}};
    line(client, -1, '+', "connected");
}

void Tracer::disconnected(std::uint32_t client)
{
    peers_.erase(client);
    line(client, -1, '-', "disconnected");
}

void Tracer::request(std::uint32_t client, std::uint16_t sequence, const x11::Frame& frame,
                     bool badLength)
{
    peers_[client].requests[sequence] = {frame.opcode(), frame.minor()};
    const std::string text = badLength ? x11::requestName(frame.opcode(), frame.minor()) +
                                             " with a length that cannot be"
                                       : x11::describeRequest(frame);
    line(client, sequence, '>', text);
}

void Tracer::output(std::uint32_t client, std::span<const std::byte> messages)
{
    Peer& peer = peers_[client];
    while (messages.size() >= x11::messageSize) {
        const std::size_t size = std::min(sizeOfMessage(messages, peer.order), messages.size());
        message(client, peer, messages.first(size));
        messages = messages.subspan(size);
    }
}

void Tracer::message(std::uint32_t client, Peer& peer, std::span<const std::byte> bytes)
{
    const auto kind = std::to_integer<std::uint8_t>(bytes[0]);
    const auto sequence = load<std::uint16_t>(bytes, 2, peer.order);
    if (kind == x11::errorResponse) {
        line(client, sequence, '!', x11::describeError(bytes, peer.order));
    } else if (kind == x11::replyResponse) {
        const Request request = peer.requests[sequence];
        line(client, sequence, '<',
             x11::describeReply(request.opcode, request.minor, bytes, peer.order));
    } else {
        const bool numbered = (kind & 0x7f) != 11; // KeymapNotify has no room for it
        line(client, numbered ? sequence : -1, '*', x11::describeEvent(bytes, peer.order));
    }
}

void Tracer::line(std::uint32_t client, int sequence, char direction, std::string_view text)
{
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start_;
    std::fprintf(file_.get(), "%.3f %u ", time.count(), client);
    if (sequence >= 0) std::fprintf(file_.get(), "#%d ", sequence);
    std::fprintf(file_.get(), "%c %.*s\n", direction, static_cast<int>(text.size()), text.data());
}

} // namespace vitrine
