// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/x11/wire.h"

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string_view>
#include <unordered_map>

namespace vitrine {

// Writes what clients ask and are told, a line for each request, reply, event and error:
//     0.012 1 #7 > GetGeometry drawable=0x100
//     0.012 1 #7 < GetGeometry depth=24 root=0x100 …
// Seconds since the start, the client's number, the request's sequence number, the direction.
class Tracer {
public:
    explicit Tracer(const std::filesystem::path& file); // "-" is standard error

    bool good() const { return file_ != nullptr; } // else errno says why

    void connected(std::uint32_t client, x11::ByteOrder order);
    void disconnected(std::uint32_t client);
    void request(std::uint32_t client, std::uint16_t sequence, const x11::Frame& frame,
                 bool badLength);
    void output(std::uint32_t client, std::span<const std::byte> messages); // whole ones

private:
    struct Request {
        std::uint8_t opcode, minor;
    };
    struct Peer {
        x11::ByteOrder order = x11::nativeOrder;
        std::unordered_map<std::uint16_t, Request> requests; // by sequence number, the last of each
    };
    struct Close {
        void operator()(std::FILE* file) const
        {
            if (file != stderr) std::fclose(file);
        }
    };

    void message(std::uint32_t client, Peer& peer, std::span<const std::byte> bytes);
    void line(std::uint32_t client, int sequence, char direction, std::string_view text);

    std::unique_ptr<std::FILE, Close> file_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    std::unordered_map<std::uint32_t, Peer> peers_;
};

} // namespace vitrine
