// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>

namespace vitrine {

// A COLORMAP. Every visual is TrueColor, so its entries are as they are: pixels are their colours.
// But which of them each client has allocated, and how often, decides what it may free.
struct Colormap {
    explicit Colormap(Xid itsVisual, bool isInstalled = false)
        : visual(itsVisual), installed(isInstalled)
    {
    }

    const Xid visual;
    bool installed;

    void allocate(ClientId client, std::uint32_t pixel);
    // X11 protocol, FreeColors: each pixel with each subset of the planes. Frees what the client
    // has allocated; false where anything was not. Pixels hold no bits beyond the channels.
    bool free(ClientId client, std::span<const std::uint32_t> pixels, std::uint32_t planes);
    void freeAll(ClientId client);
    void moveTo(Colormap& other, ClientId client); // CopyColormapAndFree

private:
    // How often each entry of the blue, green and red map is allocated.
    using Entries = std::array<std::array<std::uint32_t, 256>, 3>;

    std::unordered_map<std::uint32_t, std::unique_ptr<Entries>> allocated_; // by client
};

} // namespace vitrine
