// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/brush.h"

#include "protocol/canvas/depths.h"
#include "protocol/canvas/few_bytes.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <cwchar>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace vitrine {

namespace {

std::int32_t wrapped(std::int32_t value, std::int32_t period)
{
    const std::int32_t rest = value % period;
    return rest < 0 ? rest + period : rest;
}

bool patternFits(const Image* pattern, FillStyle style, int targetDepth)
{
    if (!pattern || pattern->size().empty()) return false;
    return style == FillStyle::Tiled ? depthsFit(pattern->depth(), targetDepth)
                                     : pattern->depth() == 1;
}

template<int count, class Pixel> void fillBlock(Pixel* row, Pixel value)
{
    for (int i = 0; i < count; ++i) row[i] = value;
}

// Two blocks, which may overlap, make a run of any length from theirs to twice that.
template<class Pixel> void fillRun(Pixel* row, std::int32_t width, Pixel value)
{
    const auto twice = [=]<int count>() {
        fillBlock<count>(row, value);
        fillBlock<count>(row + width - count, value);
    };
    if (width > 32) {
        // The C library has the widest stores that the machine knows.
        if constexpr (sizeof(Pixel) == sizeof(wchar_t))
            std::wmemset(reinterpret_cast<wchar_t*>(row), static_cast<wchar_t>(value),
                         static_cast<std::size_t>(width));
        else
            std::fill_n(row, width, value);
    } else if (width >= 16) {
        twice.template operator()<16>();
    } else if (width >= 8) {
        twice.template operator()<8>();
    } else if (width >= 4) {
        twice.template operator()<4>();
    } else {
        for (std::int32_t x = 0; x < width; ++x) row[x] = value;
    }
}

template<class Pixel> void blendRow(Pixel* row, std::int32_t width, Blend blend)
{
    if (blend.keep == 0) return fillRun(row, width, static_cast<Pixel>(blend.flip));
    const auto keep = static_cast<Pixel>(blend.keep), flip = static_cast<Pixel>(blend.flip);
    for (std::int32_t x = 0; x < width; ++x) row[x] = static_cast<Pixel>((row[x] & keep) ^ flip);
}

// Calls use(x) for each byte that is not zero: few are, in the rows of letters.
template<class Use> void eachSet(const std::uint8_t* bytes, std::int32_t count, Use use)
{
    static_assert(std::endian::native == std::endian::little);
    constexpr std::uint64_t lowBits = 0x7f7f7f7f7f7f7f7f;
    for (std::int32_t x = 0; x < count; x += 8) {
        const std::uint64_t word = loadFew(bytes + x, count - x);
        std::uint64_t set = (((word & lowBits) + lowBits) | word) & ~lowBits;
        for (; set != 0; set &= set - 1) use(x + std::countr_zero(set) / 8);
    }
}

// Pixels become `value` where the byte is not zero: without a branch, which nobody could predict.
template<class Pixel>
void fillWhere(Pixel* row, const std::uint8_t* bytes, std::int32_t count, Pixel value)
{
    std::int32_t x = 0;
#ifdef __SSE2__
    if constexpr (sizeof(Pixel) == 4) {
        const __m128i zero = _mm_setzero_si128(), ink = _mm_set1_epi32(static_cast<int>(value));
        for (; count - x >= 4; x += 4) {
            const __m128i mask = _mm_cvtsi32_si128(loadWord<std::int32_t>(bytes + x));
            const __m128i twice = _mm_unpacklo_epi8(mask, mask);
            const __m128i keep = _mm_cmpeq_epi32(_mm_unpacklo_epi16(twice, twice), zero);
            auto* const at = reinterpret_cast<__m128i*>(row + x);
            _mm_storeu_si128(at, _mm_or_si128(_mm_and_si128(keep, _mm_loadu_si128(at)),
                                              _mm_andnot_si128(keep, ink)));
        }
    }
#endif
    const auto fillNext = [&] {
        const auto keep = static_cast<Pixel>(Pixel{bytes[x] != 0} - 1); // all ones where it is 0
        row[x] = static_cast<Pixel>((row[x] & keep) | (value & ~keep));
        ++x;
    };
    while (count - x > 3) fillNext();
    if (x < count) fillNext(); // not in a loop: compilers take it for a long one
    if (x < count) fillNext();
    if (x < count) fillNext();
}

// Repeats the first `period` elements up to `count`: what is there is copied, twice as much each
// time.
template<class Element> void repeat(Element* row, std::int32_t period, std::int32_t count)
{
    for (std::int32_t done = period; done < count; done *= 2)
        std::memcpy(row + done, row,
                    static_cast<std::size_t>(std::min(done, count - done)) * sizeof(Element));
}

template<class Pixel>
void copyWrapped(Pixel* row, std::int32_t width, const Pixel* tile, std::int32_t period,
                 std::int32_t from)
{
    constexpr std::int32_t worthCalls = 24;
    if (width <= worthCalls) {
        for (std::int32_t x = 0; x < width; ++x) {
            row[x] = tile[from];
            if (++from == period) from = 0;
        }
        return;
    }
    const std::int32_t first = std::min(width, period - from);
    std::memmove(row, tile + from, static_cast<std::size_t>(first) * sizeof(Pixel));
    if (first == width) return;
    const std::int32_t second = std::min(width - first, from);
    std::memmove(row + first, tile, static_cast<std::size_t>(second) * sizeof(Pixel));
    repeat(row, period, width);
}

// The places of pixels in a row of steps. Whether a step leads aside as well is like the toss of a
// coin to a processor, so nothing branches on it.
class StepWalk {
public:
    template<class Dots>
    StepWalk(const Brush::Steps& steps, const Dots& dots)
        : place_(dots.place(steps.at)), straight_(dots.place(steps.major)),
          aside_(straight_ + dots.place(steps.minor)), error_(steps.error - steps.limit),
          step_(steps.step), back_(steps.step - steps.limit)
    {
    }
    std::ptrdiff_t next()
    {
        const std::ptrdiff_t place = place_;
        const bool turns = error_ + step_ >= 0;
        place_ += turns ? aside_ : straight_;
        error_ += turns ? back_ : step_;
        return place;
    }

private:
    std::ptrdiff_t place_, straight_, aside_;
    std::int64_t error_, step_, back_; // the error is negative: how far it is from the limit
};

} // namespace

Brush::Brush(Images& images, ImageId target, const Paint& paint)
    : image_(images.find(target)),
      pattern_(paint.style == FillStyle::Solid ? nullptr : images.find(paint.pattern)),
      paint_(paint),
      rule_(paint.raster.function, paint.raster.planeMask, image_ ? image_->pixelMask() : 0),
      foreground_(rule_(paint.foreground)),
      background_(paint.style == FillStyle::OpaqueStippled ? rule_(paint.background)
                                                           : Blend{~std::uint32_t{0}, 0}),
      clipper_(paint.raster.clip, image_ ? image_->bounds() : Rect{}),
      draws_(
          image_ && !clipper_.extents().empty() && !rule_.nothing() &&
          (paint.style == FillStyle::Solid || patternFits(pattern_, paint.style, image_->depth()))),
      plain_(draws_ && paint.style == FillStyle::Solid && clipper_.isOneRect())
{
    if (!image_) return;
    // With no bits outside the depth to keep, a full replacement shows as keep == 0.
    foreground_.keep &= image_->pixelMask();
    background_.keep &= image_->pixelMask();
}

void Brush::rect(const Rect& rect)
{
    if (plain_) {
        const Rect part = rect.intersected(extents());
        if (part.empty()) return;
        return image_->bytesPerPixel() == 1 ? fill<std::uint8_t>(part) : fill<std::uint32_t>(part);
    }
    if (!draws_) return;
    clipper_.each(rect, [this](const Rect& part) {
        image_->bytesPerPixel() == 1 ? fill<std::uint8_t>(part) : fill<std::uint32_t>(part);
    });
}

void Brush::span(std::int32_t x, std::int32_t y, std::int32_t width)
{
    if (!plain_) return rect({x, y, width, 1});
    const Rect& open = extents();
    const std::int32_t first = std::max(x, open.x), end = std::min(x + width, open.right());
    if (first >= end || y < open.y || y >= open.bottom()) return;
    if (image_->bytesPerPixel() == 1)
        blendRow(image_->row<std::uint8_t>(y) + first, end - first, foreground_);
    else
        blendRow(image_->row<std::uint32_t>(y) + first, end - first, foreground_);
}

void Brush::mask(const Image& mask, Point at)
{
    if (!draws_ || mask.bytesPerPixel() != 1) return;
    const auto fill = [&](const Rect& part) {
        image_->bytesPerPixel() == 1 ? fillMasked<std::uint8_t>(mask, at, part)
                                     : fillMasked<std::uint32_t>(mask, at, part);
    };
    const Rect box = Rect::at(at, mask.size());
    isOpen(box) ? fill(box) : clipper_.each(box, fill);
}

void Brush::steps(const Steps& steps)
{
    if (plain_) {
        withDots([&steps](auto dots) {
            StepWalk walk(steps, dots);
            for (std::int64_t left = steps.count; left > 0; --left) dots(walk.next());
        });
        return;
    }
    Point at = steps.at;
    std::int64_t error = steps.error;
    for (std::int64_t i = 0; i < steps.count; ++i) {
        point(at);
        at = at + steps.major;
        error += steps.step;
        if (error < steps.limit) continue;
        error -= steps.limit;
        at = at + steps.minor;
    }
}

void Brush::steps(const Steps& steps, Dasher dasher, const Brush* odd)
{
    const Blend leave{~std::uint32_t{0}, 0};
    const Blend oddInk = odd ? odd->foreground_ : leave;
    const auto draw = [&](auto dots) {
        StepWalk walk(steps, dots);
        std::int32_t inDash = dasher.left();
        dots.ink = dasher.on() ? foreground_ : oddInk;
        for (std::int64_t left = steps.count; left > 0; --left) {
            dots(walk.next());
            if (--inDash > 0) continue;
            dasher.next();
            inDash = dasher.left();
            dots.ink = dasher.on() ? foreground_ : oddInk;
        }
    };
    withDotsOf(foreground_, draw);
}

template<class Pixel> void Brush::fill(const Rect& part)
{
    if (paint_.style != FillStyle::Solid) {
        const std::int32_t patternX = wrapped(part.x - paint_.origin.x, pattern_->width());
        std::int32_t patternY = wrapped(part.y - paint_.origin.y, pattern_->height());
        for (std::int32_t y = part.y; y < part.bottom(); ++y) {
            fillPattern(image_->row<Pixel>(y) + part.x, part.width, {patternX, patternY});
            if (++patternY == pattern_->height()) patternY = 0;
        }
        return;
    }
    Pixel* row = image_->row<Pixel>(part.y) + part.x;
    if (part.width == 1) {
        for (std::int32_t i = 0; i < part.height; ++i)
            blend(row[i * std::ptrdiff_t{image_->width()}]);
        return;
    }
    for (std::int32_t i = 0; i < part.height; ++i)
        blendRow(row + i * std::ptrdiff_t{image_->width()}, part.width, foreground_);
}

template<class Pixel>
void Brush::fillRow(Pixel* row, std::int32_t x, std::int32_t y, std::int32_t width)
{
    if (paint_.style == FillStyle::Solid) return blendRow(row, width, foreground_);
    fillPattern(row, width,
                {wrapped(x - paint_.origin.x, pattern_->width()),
                 wrapped(y - paint_.origin.y, pattern_->height())});
}

template<class Pixel> void Brush::fillPattern(Pixel* row, std::int32_t width, Point from)
{
    if (paint_.style != FillStyle::Tiled)
        return fillStippled(row, width, pattern_->row<std::uint8_t>(from.y), from.x);
    const Pixel* tile = pattern_->row<Pixel>(from.y);
    if (rule_.plainCopy() && pattern_->depth() == image_->depth())
        return copyWrapped(row, width, tile, pattern_->width(), from.x);
    fillPatterned(row, width, tile, from.x);
}

// Short runs ask each bit of the stipple; in longer ones the blends of a period serve again.
template<class Pixel>
void Brush::fillStippled(Pixel* row, std::int32_t width, const std::uint8_t* bits,
                         std::int32_t from)
{
    const std::int32_t period = pattern_->width();
    if (width >= 2 * period) return fillPatterned(row, width, bits, from);
    const Blend one = foreground_,
                differs{foreground_.keep ^ background_.keep, foreground_.flip ^ background_.flip};
    for (std::int32_t i = 0; i < width; ++i) {
        const std::uint32_t zero = std::uint32_t{bits[from] != 0} - 1; // all ones where it is 0
        const Blend blend{one.keep ^ (differs.keep & zero), one.flip ^ (differs.flip & zero)};
        row[i] = static_cast<Pixel>(blend(row[i]));
        if (++from == period) from = 0;
    }
}

// Blends are laid out in a row, at least one period of them if they are used again.
template<class Pixel, class Source>
void Brush::fillPatterned(Pixel* row, std::int32_t width, const Source* pattern, std::int32_t from)
{
    constexpr std::int32_t capacity = 256;
    std::array<Pixel, capacity> keep, flip;
    const std::int32_t period = pattern_->width();
    const bool repeats = period <= capacity / 2 && width > period;
    const std::int32_t length = repeats ? std::min(capacity / period * period, width) : capacity;
    const Source gained = paint_.style == FillStyle::Tiled
                              ? static_cast<Source>(gainedBits(pattern_->depth(), image_->depth()))
                              : Source{0};
    const std::array<Blend, 2> stipple{background_, foreground_};
    const auto layOut = [&](std::int32_t count) {
        for (std::int32_t i = 0; i < count; ++i) {
            Blend blend;
            if (paint_.style == FillStyle::Tiled)
                blend = rule_(static_cast<Source>(pattern[from] | gained));
            else
                blend = stipple[pattern[from] != 0 ? 1 : 0];
            keep[static_cast<std::size_t>(i)] = static_cast<Pixel>(blend.keep);
            flip[static_cast<std::size_t>(i)] = static_cast<Pixel>(blend.flip);
            if (++from == period) from = 0;
        }
    };
    if (repeats) {
        layOut(period);
        repeat(keep.data(), period, length);
        repeat(flip.data(), period, length);
    }
    for (; width > 0; width -= length, row += length) {
        const std::int32_t count = std::min(width, length);
        if (!repeats) layOut(count);
        for (std::int32_t i = 0; i < count; ++i)
            row[i] = static_cast<Pixel>((row[i] & keep[static_cast<std::size_t>(i)]) ^
                                        flip[static_cast<std::size_t>(i)]);
    }
}

template<class Pixel> void Brush::fillMasked(const Image& mask, Point at, const Rect& part)
{
    const std::uint8_t* bits = mask.row<std::uint8_t>(part.y - at.y) + (part.x - at.x);
    Pixel* row = image_->row<Pixel>(part.y) + part.x;
    const std::ptrdiff_t width = image_->width(), maskWidth = mask.width();
    if (paint_.style == FillStyle::Solid && foreground_.keep == 0) {
        const auto ink = static_cast<Pixel>(foreground_.flip);
        for (std::int32_t i = 0; i < part.height; ++i)
            fillWhere(row + i * width, bits + i * maskWidth, part.width, ink);
        return;
    }
    for (std::int32_t y = part.y; y < part.bottom(); ++y, bits += maskWidth, row += width) {
        if (paint_.style == FillStyle::Solid) {
            eachSet(bits, part.width, [&](std::int32_t x) { blend(row[x]); });
            continue;
        }
        for (std::int32_t x = 0; x < part.width;) {
            if (bits[x] == 0) {
                ++x;
                continue;
            }
            const std::int32_t start = x;
            while (x < part.width && bits[x] != 0) ++x;
            fillRow(row + start, part.x + start, y, x - start);
        }
    }
}

} // namespace vitrine
