// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/colormap.h"

#include <algorithm>

namespace vitrine {

namespace {

std::uint8_t channel(std::uint32_t pixel, std::size_t number)
{
    return static_cast<std::uint8_t>(pixel >> (8 * number));
}

} // namespace

void Colormap::allocate(ClientId client, std::uint32_t pixel)
{
    std::unique_ptr<Entries>& entries = allocated_[client.value];
    if (!entries) entries = std::make_unique<Entries>();
    for (std::size_t i = 0; i < entries->size(); ++i) ++(*entries)[i][channel(pixel, i)];
}

// However many pixels and planes are named, a channel has but 256 entries.
bool Colormap::free(ClientId client, std::span<const std::uint32_t> pixels, std::uint32_t planes)
{
    const auto found = allocated_.find(client.value);
    if (found == allocated_.end()) return pixels.empty();
    bool all = true;
    for (std::size_t i = 0; i < found->second->size(); ++i) {
        std::array<std::uint32_t, 256>& entries = (*found->second)[i];
        std::array<std::uint32_t, 256> named{};
        for (const std::uint32_t pixel : pixels) ++named[channel(pixel, i)];
        const std::uint32_t mask = channel(planes, i);
        for (std::uint32_t entry = 0; entry < named.size(); ++entry) {
            if (named[entry] == 0) continue;
            for (std::uint32_t bits = mask;; bits = (bits - 1) & mask) {
                std::uint32_t& count = entries[entry | bits];
                all &= count >= named[entry];
                count -= std::min(count, named[entry]);
                if (bits == 0) break;
            }
        }
    }
    return all;
}

void Colormap::freeAll(ClientId client)
{
    allocated_.erase(client.value);
}

void Colormap::moveTo(Colormap& other, ClientId client)
{
    if (auto moved = allocated_.extract(client.value)) other.allocated_.insert(std::move(moved));
}

} // namespace vitrine
