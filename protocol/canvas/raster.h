// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/paint.h"

namespace vitrine {

// A raster function for one source pixel, plane mask included:
// destination = (destination & keep) ^ flip.
struct Blend {
    std::uint32_t keep;
    std::uint32_t flip;

    std::uint32_t operator()(std::uint32_t destination) const
    {
        return (destination & keep) ^ flip;
    }
};

// The one that keeps nothing of the destination, which then need not be read.
struct Overwrite {
    std::uint32_t value;

    std::uint32_t operator()(std::uint32_t) const { return value; }
};

// A raster function with its plane mask, ready for any source pixel. The function's number is its
// truth table (X11 protocol, CreateGC): bit 0 is f(1,1), bit 1 f(1,0), bit 2 f(0,1), bit 3 f(0,0),
// of source and destination.
class BlendRule {
public:
    BlendRule(RasterFunction function, std::uint32_t planeMask, std::uint32_t pixelMask)
        : planes_(planeMask & pixelMask)
    {
        const auto table = static_cast<unsigned>(function);
        const auto bits = [table](unsigned bit) { return (table >> bit & 1) != 0 ? ~0u : 0u; };
        oneKeep_ = bits(0) ^ bits(1);
        oneFlip_ = bits(1);
        zeroKeep_ = bits(2) ^ bits(3);
        zeroFlip_ = bits(3);
        plainCopy_ = function == RasterFunction::Copy && planes_ == pixelMask;
    }

    Blend operator()(std::uint32_t source) const
    {
        const std::uint32_t keep = (source & oneKeep_) | (~source & zeroKeep_);
        const std::uint32_t flip = (source & oneFlip_) | (~source & zeroFlip_);
        return {keep | ~planes_, flip & planes_};
    }

    bool plainCopy() const { return plainCopy_; } // the result is the source
    bool nothing() const { return planes_ == 0; }

private:
    std::uint32_t planes_;
    std::uint32_t oneKeep_, oneFlip_, zeroKeep_, zeroFlip_;
    bool plainCopy_;
};

} // namespace vitrine
