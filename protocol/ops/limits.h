// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

// What no message may exceed. Encoders refuse it, decoders take it for an attack.
namespace vitrine::limits {

inline constexpr std::int32_t coordinate = (1 << 17) - 1; // either sign
inline constexpr std::int32_t imageSide = 32767;
inline constexpr std::int64_t imagePixels = 1 << 25; // of one image: 8192 × 4096
inline constexpr std::int32_t glyphSide = 2048;
inline constexpr std::size_t listLength = 1 << 18;  // of any list in a message
inline constexpr std::size_t stringBytes = 1 << 20; // of any string in a message
inline constexpr std::size_t inputStringBytes = 1 << 20;

// Of one frame, so that a few bytes cannot become gigabytes.
inline constexpr std::size_t frameBytes = std::size_t{1} << 28;
inline constexpr std::size_t frameMessages = 1 << 20;
inline constexpr std::size_t frameElements = 1 << 22; // of all lists and strings together
inline constexpr std::int64_t framePixels = 1 << 26;  // of all images in it together

// Of a session, in the viewer's memory.
inline constexpr std::int64_t sessionPixels = 1 << 28;
inline constexpr std::size_t sessionImages = 1 << 16;
inline constexpr std::size_t sessionGlyphs = 1 << 20;
inline constexpr std::size_t sessionSurfaces = 1 << 14;
inline constexpr std::size_t sessionCursors = 1 << 12;
inline constexpr std::size_t sessionLaunches = 1 << 10; // under way

} // namespace vitrine::limits
