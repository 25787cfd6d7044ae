// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/channels.h"
#include "protocol/canvas/tint.h"

namespace vitrine {

// What an operator makes of a source and of what is there. `cover` is the source's alpha, for each
// channel its own (component alpha).
template<Operator operation>
std::uint32_t combined(std::uint32_t source, std::uint32_t cover, std::uint32_t under)
{
    using namespace channels;
    const std::uint32_t kept = alpha(under);
    if constexpr (operation == Operator::Clear) return 0;
    if constexpr (operation == Operator::Src) return source;
    if constexpr (operation == Operator::Dst) return under;
    if constexpr (operation == Operator::Over) return plus(source, timesEach(under, ~cover));
    if constexpr (operation == Operator::OverReverse) return plus(times(source, 255 - kept), under);
    if constexpr (operation == Operator::In) return times(source, kept);
    if constexpr (operation == Operator::InReverse) return timesEach(under, cover);
    if constexpr (operation == Operator::Out) return times(source, 255 - kept);
    if constexpr (operation == Operator::OutReverse) return timesEach(under, ~cover);
    if constexpr (operation == Operator::Atop)
        return plus(times(source, kept), timesEach(under, ~cover));
    if constexpr (operation == Operator::AtopReverse)
        return plus(times(source, 255 - kept), timesEach(under, cover));
    if constexpr (operation == Operator::Xor)
        return plus(times(source, 255 - kept), timesEach(under, ~cover));
    if constexpr (operation == Operator::Add) return plus(source, under);
}

// The same where the source has one alpha.
template<Operator operation> std::uint32_t combined(std::uint32_t source, std::uint32_t under)
{
    using namespace channels;
    const std::uint32_t cover = alpha(source);
    const std::uint32_t kept = alpha(under);
    if constexpr (operation == Operator::Over) return plus(source, times(under, 255 - cover));
    if constexpr (operation == Operator::InReverse) return times(under, cover);
    if constexpr (operation == Operator::OutReverse) return times(under, 255 - cover);
    if constexpr (operation == Operator::Atop)
        return plus(times(source, kept), times(under, 255 - cover));
    if constexpr (operation == Operator::AtopReverse)
        return plus(times(source, 255 - kept), times(under, cover));
    if constexpr (operation == Operator::Xor)
        return plus(times(source, 255 - kept), times(under, 255 - cover));
    return combined<operation>(source, 0, under);
}

// How pixels of each depth are looked at: as 0xAARRGGBB. Depth 24 has no alpha, which then counts
// as one; depth 8 has nothing else.
struct ArgbPixels {
    using Pixel = std::uint32_t;
    static std::uint32_t load(Pixel pixel) { return pixel; }
    static Pixel store(std::uint32_t value) { return value; }
};
struct RgbPixels {
    using Pixel = std::uint32_t;
    static std::uint32_t load(Pixel pixel) { return pixel | 0xff000000; }
    static Pixel store(std::uint32_t value) { return value & 0x00ffffff; }
};
struct AlphaPixels {
    using Pixel = std::uint8_t;
    static std::uint32_t load(Pixel pixel) { return std::uint32_t{pixel} << 24; }
    static Pixel store(std::uint32_t value) { return static_cast<Pixel>(value >> 24); }
};

// Calls use.template operator()<operation>() for the operator that a value names.
template<class Use> void withOperator(Operator operation, Use use)
{
    switch (operation) {
    case Operator::Clear: return use.template operator()<Operator::Clear>();
    case Operator::Src: return use.template operator()<Operator::Src>();
    case Operator::Dst: return;
    case Operator::Over: return use.template operator()<Operator::Over>();
    case Operator::OverReverse: return use.template operator()<Operator::OverReverse>();
    case Operator::In: return use.template operator()<Operator::In>();
    case Operator::InReverse: return use.template operator()<Operator::InReverse>();
    case Operator::Out: return use.template operator()<Operator::Out>();
    case Operator::OutReverse: return use.template operator()<Operator::OutReverse>();
    case Operator::Atop: return use.template operator()<Operator::Atop>();
    case Operator::AtopReverse: return use.template operator()<Operator::AtopReverse>();
    case Operator::Xor: return use.template operator()<Operator::Xor>();
    case Operator::Add: return use.template operator()<Operator::Add>();
    }
}

} // namespace vitrine
