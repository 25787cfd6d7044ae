// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/clients/descriptor_stream.h"

#include <sys/socket.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>

namespace vitrine {

namespace {

constexpr std::size_t mostAtOnce = DescriptorReceiver::mostWaiting;

union Control { // aligned as the kernel wants it
    cmsghdr header;
    char bytes[CMSG_SPACE(mostAtOnce * sizeof(int))];
};

Transfer failure()
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? Transfer::WouldBlock
                                                                     : Transfer::Failed;
}

} // namespace

Transfer DescriptorReceiver::receive(int socket, std::span<std::byte> space, std::size_t& size)
{
    Control control;
    iovec bytes{space.data(), space.size()};
    msghdr message{};
    message.msg_iov = &bytes;
    message.msg_iovlen = 1;
    message.msg_control = &control;
    message.msg_controllen = sizeof control;
    const ssize_t got = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    if (got < 0) return failure();

    for (cmsghdr* part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
        const std::size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int number = -1;
            std::memcpy(&number, CMSG_DATA(part) + i * sizeof number, sizeof number);
            waiting_.emplace_back(number);
        }
    }
    const bool lost = (message.msg_flags & MSG_CTRUNC) != 0;
    if (got == 0 || lost || waiting_.size() > mostWaiting) return Transfer::Failed;
    size = static_cast<std::size_t>(got);
    return Transfer::Done;
}

FileDescriptor DescriptorReceiver::take()
{
    if (waiting_.empty()) return {};
    FileDescriptor oldest = std::move(waiting_.front());
    waiting_.pop_front();
    return oldest;
}

void DescriptorSender::attach(std::uint64_t position, FileDescriptor descriptor)
{
    assert(attached_.empty() || attached_.back().position <= position);
    attached_.push_back({position, std::move(descriptor)});
}

Transfer DescriptorSender::send(int socket, std::uint64_t position,
                                std::span<const std::byte> bytes, std::size_t& size)
{
    // Those of the first byte go with it; the write ends before the next byte that has any.
    std::size_t count = 0;
    while (count < std::min(attached_.size(), mostAtOnce) && attached_[count].position <= position)
        ++count;
    std::size_t length = bytes.size();
    if (count < attached_.size()) {
        const std::uint64_t next = std::max(attached_[count].position, position + 1);
        length = std::min<std::uint64_t>(length, next - position);
    }

    iovec part{const_cast<std::byte*>(bytes.data()), length};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    Control control;
    if (count > 0) {
        message.msg_control = &control;
        message.msg_controllen = CMSG_SPACE(count * sizeof(int));
        cmsghdr* header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(count * sizeof(int));
        for (std::size_t i = 0; i < count; ++i) {
            const int number = attached_[i].descriptor.number();
            std::memcpy(CMSG_DATA(header) + i * sizeof number, &number, sizeof number);
        }
    }
    const ssize_t sent = ::sendmsg(socket, &message, MSG_NOSIGNAL);
    if (sent < 0) return failure();
    attached_.erase(attached_.begin(), attached_.begin() + static_cast<std::ptrdiff_t>(count));
    size = static_cast<std::size_t>(sent);
    return Transfer::Done;
}

} // namespace vitrine
