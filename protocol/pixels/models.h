// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/wire/bit_model.h"

#include <array>
#include <cstdint>
#include <memory>

// What the pixel codec keeps from pixel to pixel and from image to image.
namespace vitrine::pixels {

inline std::uint32_t mixed(std::uint32_t hash, std::uint32_t value)
{
    return (((hash << 5) | (hash >> 27)) ^ value) * 0x9e3779b1u;
}

// Which pixel came last in a neighbourhood. Repeated shapes, above all glyphs, are found by it.
class Memory {
public:
    explicit Memory(int bits)
        : entries_(std::make_unique<Entry[]>(std::size_t{1} << bits)), shift_(32 - bits)
    {
    }

    struct Entry {
        std::uint32_t pixel;
        std::uint16_t check;
        std::uint8_t confidence; // zero, as at first: nothing is known

        void learn(std::uint32_t actual, std::uint16_t key)
        {
            if (check != key || confidence == 0) {
                *this = {actual, key, 1};
            } else if (pixel == actual) {
                if (confidence < mostConfidence) ++confidence;
            } else if (confidence > 2) {
                confidence = static_cast<std::uint8_t>(confidence / 2);
            } else {
                *this = {actual, key, 1};
            }
        }
    };
    static constexpr std::uint8_t mostConfidence = 7;

    Entry& at(std::uint32_t hash) { return entries_[hash >> shift_]; }
    static std::uint16_t check(std::uint32_t hash) { return static_cast<std::uint16_t>(hash); }

private:
    std::unique_ptr<Entry[]> entries_;
    int shift_;
};

// The last 256 colours that no neighbour had.
class Palette {
public:
    int find(std::uint32_t color) const // its place, or -1
    {
        const std::uint8_t place = places_[bucket(color)];
        return colors_[place] == color ? place : -1;
    }
    std::uint32_t operator[](std::uint32_t place) const { return colors_[place & 255]; }
    void add(std::uint32_t color)
    {
        colors_[next_] = color;
        places_[bucket(color)] = next_++;
    }

private:
    static std::size_t bucket(std::uint32_t color) { return (color * 0x9e3779b1u) >> 22; }
    std::array<std::uint32_t, 256> colors_{};
    std::array<std::uint8_t, 1024> places_{};
    std::uint8_t next_ = 0;
};

// A channel's difference from its prediction, folded, 0 to 255.
class ResidualModel {
public:
    template<class Coder> std::uint32_t code(Coder& coder, std::uint32_t value)
    {
        std::uint32_t width = 0;
        while (width < 8 && widths_[width].code(coder, (value >> width) != 0)) ++width;
        if (width < 2) return width;
        std::uint32_t result = 1;
        for (std::uint32_t shift = width - 1; shift-- > 0;) {
            const bool bit = (value >> shift) & 1;
            const bool coded =
                result < 4 ? bits_[width * 4 + result].code(coder, bit) : coder.bit(32768, bit);
            result = (result << 1) | coded;
        }
        return result;
    }

private:
    std::array<BitModel, 8> widths_;
    std::array<BitModel, 9 * 4> bits_;
};

} // namespace vitrine::pixels
