// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/file_descriptor.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <vector>

namespace vitrine {

// How a read or a write of a socket ended.
enum class Transfer : std::uint8_t { Done, WouldBlock, Failed };

// Bytes and file descriptors read from a Unix socket (unix(7), SCM_RIGHTS). Descriptors arrive with
// or before the bytes that they belong to, in their order, and wait here until they are taken.
class DescriptorReceiver {
public:
    // A client may send so many before the requests that take them; one that sends more has lost
    // its way.
    static constexpr std::size_t mostWaiting = 32;

    // Failed at the end of the stream too, and where more descriptors come than may wait.
    Transfer receive(int socket, std::span<std::byte> space, std::size_t& size);

    FileDescriptor take(); // the oldest; none where none waits
    std::size_t waiting() const { return waiting_.size(); }

private:
    std::deque<FileDescriptor> waiting_;
};

// Descriptors that go out, each with a place in a stream of bytes.
class DescriptorSender {
public:
    // It goes with the byte that has so many before it. In order.
    void attach(std::uint64_t position, FileDescriptor descriptor);

    // Writes what it can of `bytes`, of which the first has so many before it in the stream.
    Transfer send(int socket, std::uint64_t position, std::span<const std::byte> bytes,
                  std::size_t& size);

    std::size_t waiting() const { return attached_.size(); }

private:
    struct Attached {
        std::uint64_t position;
        FileDescriptor descriptor;
    };
    std::deque<Attached> attached_;
};

} // namespace vitrine
