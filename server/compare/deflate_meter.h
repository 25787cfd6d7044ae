// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace vitrine {

// How long a stream would be through zlib, as ssh's compression does it: one stream, flushed
// wherever its reader must not wait. Keeps no output.
class DeflateMeter {
public:
    DeflateMeter();
    ~DeflateMeter();

    void add(std::span<const std::byte> bytes);
    void flush(); // what was added can be read; costs nothing where nothing was
    std::uint64_t bytes() const { return bytes_; }

private:
    struct Stream;
    void deflate(int flush);

    std::unique_ptr<Stream> stream_;
    std::uint64_t bytes_ = 0;
    bool pending_ = false;
};

} // namespace vitrine
