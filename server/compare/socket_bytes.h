// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>

namespace vitrine {

// What a TCP socket has received since it was opened, as the kernel counts; 0 where it does not.
std::uint64_t bytesReceived(int socket);

} // namespace vitrine
