// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/channels.h"

#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace vitrine {

// A colour under a mask over what is there: smooth text and shapes, most of which is nothing. What
// several pixels at a time become is what each becomes by itself.

template<class View>
void overMaskedEach(typename View::Pixel* row, std::uint32_t color, const std::uint8_t* mask,
                    std::uint32_t scale, std::int32_t count)
{
    for (std::int32_t i = 0; i < count; ++i) {
        if (mask[i] == 0) continue;
        const std::uint32_t part = channels::times(color, mask[i] * scale);
        row[i] = View::store(channels::over(part, View::load(row[i])));
    }
}

#ifdef __SSE2__

// Four pixels at a time, their channels as numbers of 16 bits.
template<class View> class FourOver {
public:
    explicit FourOver(std::uint32_t color)
        : alpha_(_mm_set1_epi16(static_cast<short>(channels::alpha(color)))),
          color_(_mm_unpacklo_epi8(_mm_set1_epi32(static_cast<int>(color)), _mm_setzero_si128())),
          gained_(_mm_set1_epi32(static_cast<int>(View::load(0)))),
          kept_(_mm_set1_epi32(static_cast<int>(View::store(~0u)))),
          whole_(_mm_set1_epi32(static_cast<int>(View::store(color)))),
          opaque_(channels::alpha(color) == 255)
    {
    }

    bool opaque() const { return opaque_; }
    void whole(std::uint32_t* row) const // an opaque colour where all is covered
    {
        _mm_storeu_si128(reinterpret_cast<__m128i*>(row), whole_);
    }

    void operator()(std::uint32_t* row, std::uint32_t fourMasks) const // each 0 to 255
    {
        const __m128i zero = _mm_setzero_si128();
        auto* const at = reinterpret_cast<__m128i*>(row);
        const __m128i under = _mm_or_si128(_mm_loadu_si128(at), gained_);
        const __m128i one = _mm_cvtsi32_si128(static_cast<int>(fourMasks));
        const __m128i two = _mm_unpacklo_epi8(one, one);
        const __m128i four = _mm_unpacklo_epi16(two, two); // each coverage four times
        const __m128i low = over(_mm_unpacklo_epi8(under, zero), _mm_unpacklo_epi8(four, zero));
        const __m128i high = over(_mm_unpackhi_epi8(under, zero), _mm_unpackhi_epi8(four, zero));
        _mm_storeu_si128(at, _mm_and_si128(_mm_packus_epi16(low, high), kept_));
    }

    // With a coverage for each channel.
    void components(std::uint32_t* row, const std::uint32_t* coverage) const
    {
        const __m128i zero = _mm_setzero_si128();
        auto* const at = reinterpret_cast<__m128i*>(row);
        const __m128i under = _mm_or_si128(_mm_loadu_si128(at), gained_);
        const __m128i mask = _mm_loadu_si128(reinterpret_cast<const __m128i*>(coverage));
        const __m128i low = overEach(_mm_unpacklo_epi8(under, zero), _mm_unpacklo_epi8(mask, zero));
        const __m128i high =
            overEach(_mm_unpackhi_epi8(under, zero), _mm_unpackhi_epi8(mask, zero));
        _mm_storeu_si128(at, _mm_and_si128(_mm_packus_epi16(low, high), kept_));
    }

private:
    static __m128i times(__m128i a, __m128i b)
    {
        const __m128i product = _mm_add_epi16(_mm_mullo_epi16(a, b), _mm_set1_epi16(128));
        return _mm_mulhi_epu16(product, _mm_set1_epi16(257)); // itself and a 256th, by 256
    }
    __m128i over(__m128i under, __m128i coverage) const
    {
        const __m128i part = times(color_, coverage);
        const __m128i alpha = _mm_shufflehi_epi16(_mm_shufflelo_epi16(part, 0xff), 0xff);
        const __m128i left = _mm_sub_epi16(_mm_set1_epi16(255), alpha);
        return _mm_add_epi16(part, times(under, left));
    }

    __m128i overEach(__m128i under, __m128i coverage) const
    {
        const __m128i hidden = opaque_ ? coverage : times(coverage, alpha_);
        const __m128i left = _mm_sub_epi16(_mm_set1_epi16(255), hidden);
        return _mm_add_epi16(times(color_, coverage), times(under, left));
    }

    __m128i alpha_, color_, gained_, kept_, whole_;
    bool opaque_;
};

#endif

// `whole`: what all of it is in the mask, 1 or 255.
template<class View>
void overMasked(typename View::Pixel* row, std::uint32_t color, const std::uint8_t* mask,
                std::uint32_t whole, std::int32_t count)
{
    const std::uint32_t scale = 255 / whole;
    std::int32_t i = 0;
#ifdef __SSE2__
    if constexpr (sizeof(typename View::Pixel) == 4) {
        const FourOver<View> over(color);
        for (; i + 4 <= count; i += 4) {
            std::uint32_t four = 0;
            std::memcpy(&four, mask + i, sizeof four);
            if (four == 0) continue;
            if (four * scale == ~std::uint32_t{0} && over.opaque())
                over.whole(row + i);
            else
                over(row + i, four * scale);
        }
    }
#endif
    overMaskedEach<View>(row + i, color, mask + i, scale, count - i);
}

// The same with a coverage for each channel.
template<class View>
void overMasked(typename View::Pixel* row, std::uint32_t color, const std::uint32_t* mask,
                std::int32_t count)
{
    std::int32_t i = 0;
#ifdef __SSE2__
    if constexpr (sizeof(typename View::Pixel) == 4) {
        const FourOver<View> over(color);
        for (; i + 4 <= count; i += 4) {
            std::uint64_t first = 0, second = 0;
            std::memcpy(&first, mask + i, sizeof first);
            std::memcpy(&second, mask + i + 2, sizeof second);
            if ((first | second) == 0) continue;
            if ((first & second) == ~std::uint64_t{0} && over.opaque())
                over.whole(row + i);
            else
                over.components(row + i, mask + i);
        }
    }
#endif
    const std::uint32_t alpha = channels::alpha(color);
    for (; i < count; ++i) {
        if (mask[i] == 0) continue;
        const std::uint32_t left = ~channels::times(mask[i], alpha);
        row[i] = View::store(channels::plus(channels::timesEach(color, mask[i]),
                                            channels::timesEach(View::load(row[i]), left)));
    }
}

} // namespace vitrine
