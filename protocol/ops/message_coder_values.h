// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/depths.h"
#include "protocol/ops/message_coder.h"

#include <bit>

// Single values: numbers under their contexts, and what is made of a few of them.
namespace vitrine::stream {

// Fields of values that many kinds of ops carry, so that all learn together.
inline constexpr std::uint32_t paintField = 62 * fieldsPerKind, rasterField = 61 * fieldsPerKind,
                               strokeField = 60 * fieldsPerKind, clipField = 59 * fieldsPerKind,
                               colorField = 58 * fieldsPerKind, imageField = 57 * fieldsPerKind,
                               textField = 56 * fieldsPerKind, tintField = 55 * fieldsPerKind;

template<class Coder> void MessageCoder<Coder>::begin(Number field, Number hint)
{
    const Trail& trail = models_.trail;
    const Number last = models_.last[field];
    const Number after = hashed(hashed(field, 3), trail.prefix);
    const Number after1 = hashed(after, trail.before[0]);
    const Number after2 = hashed(after1, trail.before[1]);
    const std::array<Number, 8> contexts{
        hashed(field, 1),
        hashed(hashed(field, 2), last),
        after,
        after1,
        after2,
        hashed(hashed(after2, trail.before[2]), trail.before[3]),
        hashed(hashed(hashed(field, 4), models_.kinds), last),
        hashed(hashed(hashed(field, 5), hint), static_cast<Number>(models_.target)),
    };
    models_.mixer.begin(contexts);
}

template<class Coder> std::uint32_t MessageCoder<Coder>::ended(Number field, Number value)
{
    models_.last[field] = value;
    models_.trail.push(value);
    return value;
}

template<class Coder>
std::uint32_t MessageCoder<Coder>::number(Number field, Number value, Meaning meaning, Number hint)
{
    begin(field, hint);
    return ended(field, models_.mixer.codeNumber(coder_, value, meaning + listSets_));
}

template<class Coder>
std::uint32_t MessageCoder<Coder>::tree(Number field, Number value, int bits, Meaning meaning,
                                        Number hint)
{
    begin(field, hint);
    return ended(field, models_.mixer.codeTree(coder_, value, bits, meaning + listSets_));
}

template<class Coder>
std::int32_t MessageCoder<Coder>::difference(Number field, std::int32_t value, std::int32_t base,
                                             Number hint)
{
    return plus(base, unfolded(number(field, folded(minus(value, base)), Delta, hint)));
}

template<class Coder>
template<class Type, std::size_t Count, class Explain>
std::size_t MessageCoder<Coder>::recent(Number field, Recent<Type, Count>& known,
                                        Coded<Coder, Type> value, Explain explain)
{
    std::size_t place = Count;
    if constexpr (!Coder::decoding) place = known.find(value);
    if (number(field, place == Count, Choice) == 0) {
        constexpr int bits = std::bit_width(Count - 1);
        place = tree(field + 1, static_cast<Number>(place), bits, Slot);
        if constexpr (Coder::decoding) value = known[place];
        return place;
    }
    explain(value);
    return known.add(value);
}

template<class Coder> void MessageCoder<Coder>::code(Number field, Value<std::uint32_t> value)
{
    store(value, number(field, value));
}

template<class Coder> void MessageCoder<Coder>::code(Number, Value<std::uint64_t> value)
{
    std::uint64_t bits = 0;
    for (int shift = 63; shift >= 0; --shift)
        bits = bits << 1 | coder_.bit(32768, (value >> shift) & 1);
    store(value, bits);
}

template<class Coder>
void MessageCoder<Coder>::id(Number field, Value<std::uint32_t> value, std::size_t which)
{
    Number& last = models_.ids[which];
    last += static_cast<Number>(
        unfolded(number(field, folded(static_cast<std::int32_t>(value - last)), Delta)));
    store(value, last);
}

template<class Coder> void MessageCoder<Coder>::code(Number field, Value<ImageId> value)
{
    const auto explain = [&](Value<ImageId> image) {
        const auto change = static_cast<std::int32_t>(image.value - models_.lastImage);
        const Number coded = number(imageField, folded(change), Delta);
        store(image.value, models_.lastImage + static_cast<Number>(unfolded(coded)));
    };
    if (kind_ >= std::variant_size_v<Op>) {
        explain(value);
        models_.lastImage = value.value;
        return;
    }
    bool isNew = false;
    const std::size_t place = recent(field, models_.images, value, [&](Value<ImageId> image) {
        isNew = true;
        explain(image);
    });
    if (isNew) models_.targets[place] = {};
    if (field == memberField(0)) models_.target = place;
}

template<class Coder> void MessageCoder<Coder>::code(Number field, Value<std::string> value)
{
    const Number length = number(field, static_cast<Number>(value.size()), Length);
    if (!allowed(length) || length > limits::stringBytes) return;
    Number before = 0;
    std::string decoded;
    for (std::size_t i = 0; i < length && !coder_.failed(); ++i) {
        Number byte = 0;
        if constexpr (!Coder::decoding) byte = static_cast<std::uint8_t>(value[i]);
        const std::array<Number, 4> contexts{
            hashed(textField, 0), hashed(textField + 1, before & 0xff),
            hashed(textField + 2, before & 0xffff), hashed(textField + 3, before & 0xffffff)};
        models_.mixer.begin(contexts);
        byte = models_.mixer.codeTree(coder_, byte, 8, Text);
        before = before << 8 | byte;
        if constexpr (Coder::decoding) decoded.push_back(static_cast<char>(byte));
    }
    if constexpr (Coder::decoding) value = std::move(decoded);
}

template<class Coder> void MessageCoder<Coder>::color(Number field, Value<std::uint32_t> value)
{
    recent(field, models_.colors, value, [&](Value<std::uint32_t> fresh) {
        std::uint32_t coded = 0;
        for (std::uint32_t i = 0; i < 4; ++i) {
            const std::uint32_t shift = 24 - 8 * i;
            coded |= tree(colorField + i, (fresh >> shift) & 0xff, 8, Plain, coded) << shift;
        }
        store(fresh, coded);
    });
}

template<class Coder> void MessageCoder<Coder>::code(Number, Value<Raster> value)
{
    const std::size_t place =
        recent(rasterField, models_.rasters, value, [&](Value<Raster> raster) {
            code(rasterField + 2, raster.function);
            const Number hidden = number(rasterField + 3, ~raster.planeMask);
            store(raster.planeMask, ~hidden);
            code(rasterField + 4, raster.clip);
        });
    models_.looks = hashed(static_cast<Number>(kind_), static_cast<Number>(place));
}

template<class Coder> void MessageCoder<Coder>::code(Number, Value<Paint> value)
{
    const std::size_t place = recent(paintField, models_.paints, value, [&](Value<Paint> paint) {
        code(rasterField, paint.raster);
        code(paintField + 2, paint.style);
        color(paintField + 4, paint.foreground);
        color(paintField + 6, paint.background);
        const bool patterned = number(paintField + 8, bool(paint.pattern), Choice) != 0;
        if (patterned) {
            const auto change = static_cast<std::int32_t>(paint.pattern.value - models_.lastImage);
            const Number coded = number(paintField + 9, folded(change), Delta);
            store(paint.pattern.value, models_.lastImage + static_cast<Number>(unfolded(coded)));
        } else if constexpr (Coder::decoding) {
            paint.pattern = {};
        }
        store(paint.origin.x, difference(paintField + 10, paint.origin.x, 0));
        store(paint.origin.y, difference(paintField + 11, paint.origin.y, 0));
    });
    models_.looks = hashed(static_cast<Number>(kind_), static_cast<Number>(place));
}

template<class Coder> void MessageCoder<Coder>::code(Number, Value<Tint> value)
{
    const std::size_t place = recent(tintField, models_.tints, value, [&](Value<Tint> tint) {
        code(tintField + 2, tint.operation);
        color(tintField + 4, tint.color);
        code(tintField + 6, tint.clip);
    });
    models_.looks = hashed(static_cast<Number>(kind_), static_cast<Number>(place));
}

template<class Coder> void MessageCoder<Coder>::code(Number, Value<Stroke> value)
{
    recent(strokeField, models_.strokes, value, [&](Value<Stroke> stroke) {
        code(strokeField + 2, stroke.width);
        code(strokeField + 3, stroke.style);
        code(strokeField + 4, stroke.cap);
        code(strokeField + 5, stroke.join);
        code(strokeField + 6, stroke.dashOffset);
        dashes(stroke.dashes);
    });
}

template<class Coder> void MessageCoder<Coder>::code(Number field, Value<Image> value)
{
    const Size size = extent(field, value.size());
    const auto known = std::ranges::find(imageDepths, value.depth()) - imageDepths.begin();
    const Number depth = number(field + 1, static_cast<Number>(known), Plain);
    if constexpr (Coder::decoding) {
        const bool sane = size.width >= 0 && size.height >= 0 && size.width <= limits::imageSide &&
                          size.height <= limits::imageSide && size.area() <= limits::imagePixels;
        if (!sane || size.area() > pixels || depth >= imageDepths.size() || coder_.failed())
            return coder_.fail();
        pixels -= size.area();
        value = Image(size, imageDepths[depth]);
        models_.pixels.decode(coder_, value);
    } else {
        models_.pixels.encode(coder_, value);
    }
}

template<class Coder> void MessageCoder<Coder>::code(Number field, Value<Glyph> value)
{
    store(value.origin.x, difference(field + 2, value.origin.x, 0));
    store(value.origin.y, difference(field + 3, value.origin.y, 0));
    code(field + 4, value.mask);
}

} // namespace vitrine::stream
