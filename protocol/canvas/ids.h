// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace vitrine {

// Ids are given by the server, never reused within a session, and cross the wire. Zero is "none".
template<class Tag> struct Id {
    std::uint32_t value = 0;

    explicit operator bool() const { return value != 0; }
    auto operator<=>(const Id&) const = default;
};

using ImageId = Id<struct ImageTag>;
using SurfaceId = Id<struct SurfaceTag>;
using GlyphId = Id<struct GlyphTag>;
using CursorId = Id<struct CursorTag>;

} // namespace vitrine

template<class Tag> struct std::hash<vitrine::Id<Tag>> {
    std::size_t operator()(vitrine::Id<Tag> id) const
    {
        return std::hash<std::uint32_t>{}(id.value);
    }
};
