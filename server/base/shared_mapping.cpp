// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/base/shared_mapping.h"

#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>

namespace vitrine {

namespace {

constexpr std::uintptr_t pageSize = 4096;

// Where a SIGBUS is answered with zeros. Of the process, as signals are; free where `begin` is 0.
struct Guarded {
    std::atomic<std::uintptr_t> begin = 0;
    std::atomic<std::uintptr_t> end = 0;
};
constexpr std::size_t mostGuarded = 4096;
constinit std::array<Guarded, mostGuarded> guarded;
struct sigaction before; // who is asked for all other addresses

// Only what a signal handler may do: atomics and system calls.
void onBusError(int, siginfo_t* info, void*)
{
    const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
    for (const Guarded& each : guarded) {
        const std::uintptr_t end = each.end.load();
        if (address < each.begin.load() || address >= end) continue;
        const std::uintptr_t page = address & ~(pageSize - 1);
        void* const zeros =
            ::mmap(reinterpret_cast<void*>(page), end - page, PROT_READ | PROT_WRITE,
                   MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (zeros != MAP_FAILED) return;
    }
    ::sigaction(SIGBUS, &before, nullptr); // the fault comes again
}

bool installHandler()
{
    struct sigaction action {};
    action.sa_sigaction = onBusError;
    action.sa_flags = SA_SIGINFO | SA_NODEFER;
    return ::sigaction(SIGBUS, &action, &before) == 0;
}

bool guard(std::span<std::byte> bytes)
{
    static const bool installed = installHandler();
    if (!installed) return false;
    const auto begin = reinterpret_cast<std::uintptr_t>(bytes.data());
    const auto end = (begin + bytes.size() + pageSize - 1) & ~(pageSize - 1);
    for (Guarded& each : guarded) {
        std::uintptr_t free = 0;
        if (!each.begin.compare_exchange_strong(free, begin)) continue;
        each.end = end;
        return true;
    }
    return false;
}

void unguard(std::span<std::byte> bytes)
{
    const auto begin = reinterpret_cast<std::uintptr_t>(bytes.data());
    const auto found = std::ranges::find_if(
        guarded, [&](const Guarded& each) { return each.begin.load() == begin; });
    if (found == guarded.end()) return;
    found->end = 0;
    found->begin = 0;
}

} // namespace

std::shared_ptr<SharedMapping> SharedMapping::ofSystemV(int id, Access access)
{
    void* const address = ::shmat(id, nullptr, access == Access::Read ? SHM_RDONLY : 0);
    if (address == reinterpret_cast<void*>(-1)) return nullptr;
    shmid_ds status{};
    const std::size_t size = ::shmctl(id, IPC_STAT, &status) == 0 ? status.shm_segsz : 0;
    return std::shared_ptr<SharedMapping>(
        new SharedMapping(Kind::SystemV, {static_cast<std::byte*>(address), size}, access));
}

std::shared_ptr<SharedMapping> SharedMapping::ofFile(int descriptor, Access access)
{
    struct stat status {};
    if (::fstat(descriptor, &status) != 0 || status.st_size <= 0) return nullptr;
    const std::size_t size = std::min(static_cast<std::size_t>(status.st_size), largest);
    void* const address =
        ::mmap(nullptr, size, access == Access::Read ? PROT_READ : PROT_READ | PROT_WRITE,
               MAP_SHARED, descriptor, 0);
    if (address == MAP_FAILED) return nullptr;
    const std::span<std::byte> bytes{static_cast<std::byte*>(address), size};
    if (!guard(bytes)) {
        ::munmap(address, size);
        return nullptr;
    }
    return std::shared_ptr<SharedMapping>(new SharedMapping(Kind::File, bytes, access));
}

SharedMapping::~SharedMapping()
{
    if (kind_ == Kind::SystemV) {
        ::shmdt(bytes_.data());
    } else {
        unguard(bytes_);
        ::munmap(bytes_.data(), bytes_.size());
    }
}

} // namespace vitrine
