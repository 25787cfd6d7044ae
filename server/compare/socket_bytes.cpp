// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/compare/socket_bytes.h"

#include <linux/tcp.h> // the C library's own tcp_info lacks the counter
#include <netinet/in.h>
#include <sys/socket.h>

namespace vitrine {

std::uint64_t bytesReceived(int socket)
{
    tcp_info info{};
    socklen_t size = sizeof info;
    if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return 0;
    return info.tcpi_bytes_received;
}

} // namespace vitrine
