// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace vitrine {

// Memory that another process shares with us. It may change at any time, and a file behind it may
// be cut short by its owner: what has gone reads as zero then, instead of killing us (SIGBUS).
class SharedMapping {
public:
    enum class Access { Read, ReadWrite };
    static constexpr std::size_t largest = std::size_t{1} << 32; // the rest is not mapped

    // Null where the system refuses.
    static std::shared_ptr<SharedMapping> ofSystemV(int id, Access access);
    static std::shared_ptr<SharedMapping> ofFile(int descriptor, Access access); // not taken
    ~SharedMapping();
    SharedMapping(const SharedMapping&) = delete;
    SharedMapping& operator=(const SharedMapping&) = delete;

    std::span<std::byte> bytes() const { return bytes_; }
    bool writable() const { return access_ == Access::ReadWrite; }

private:
    enum class Kind { SystemV, File };
    SharedMapping(Kind kind, std::span<std::byte> bytes, Access access)
        : kind_(kind), bytes_(bytes), access_(access)
    {
    }

    Kind kind_;
    std::span<std::byte> bytes_;
    Access access_;
};

} // namespace vitrine
