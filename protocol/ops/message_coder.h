// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/limits.h"
#include "protocol/ops/stream_models.h"
#include "protocol/ops/wrapping.h"

#include <algorithm>
#include <string>

namespace vitrine::stream {

// Codes messages field by field, in the order of their lists, in either direction. What it decodes
// may exceed the limits (`withinLimits` tells); only its memory is bounded here.
template<class Coder> class MessageCoder {
public:
    MessageCoder(Coder& coder, Models& models) : coder_(coder), models_(models) {}

    void message(Coded<Coder, Message> message);

    // What is left of the frame's allowance.
    std::size_t elements = limits::frameElements;
    std::int64_t pixels = limits::framePixels;

private:
    template<class Type> using Value = Coded<Coder, Type>;
    using Number = std::uint32_t;

    // Weight sets by what a number means.
    enum Meaning : std::size_t {
        Plain = 0,
        Slot = 3,
        Choice = 6,
        Delta = 9,
        Length = 12,
        Text = 15
    };
    static constexpr std::size_t inListSets = 24; // the same again, for elements after the first
    static constexpr std::size_t kindSet = 63;

    template<class Type, class From> static void store(Type& place, From value)
    {
        if constexpr (Coder::decoding) place = static_cast<Type>(value);
    }

    // A number under all contexts; `hint` is one more thing that may foretell it.
    Number number(Number field, Number value, Meaning meaning = Plain, Number hint = 0);
    Number tree(Number field, Number value, int bits, Meaning meaning, Number hint = 0);
    std::int32_t difference(Number field, std::int32_t value, std::int32_t base, Number hint = 0);
    void begin(Number field, Number hint);
    Number ended(Number field, Number value);
    bool allowed(std::size_t count);

    // A value that was there lately, by its place, or else as `explain` codes it.
    template<class Type, std::size_t Count, class Explain>
    std::size_t recent(Number field, Recent<Type, Count>& known, Value<Type> value,
                       Explain explain);

    template<class Type> void members(Value<Type> message);
    template<class Type> void membersLike(Value<Type> message, Type& base);
    Number memberField(std::size_t member) const
    {
        return static_cast<Number>(kind_ * fieldsPerKind + member * 16);
    }

    // Places, sizes and lists of them.
    Place& placeOf(std::size_t which) { return memory().places[kind_ % 16 * 3 + which]; }
    TargetMemory& memory() { return models_.targets[models_.target]; }
    Point place(Number field, Point value, std::size_t which);
    std::int32_t axis(Number field, std::int32_t value, std::uint8_t& choice,
                      const std::array<std::int32_t, 5>& guesses);
    void arrived(Point origin, Size size); // something was drawn there
    Size extent(Number field, Size value);
    template<class Type, class Element>
    void list(Number field, Value<std::vector<Type>> values, Element element);

    void code(Number field, Value<bool> value) { store(value, number(field, value) != 0); }
    void code(Number field, Value<std::uint8_t> value) { store(value, number(field, value)); }
    void code(Number field, Value<std::uint16_t> value) { store(value, number(field, value)); }
    void code(Number field, Value<std::uint32_t> value);
    void code(Number field, Value<std::uint64_t> value);
    template<class Enum>
    requires std::is_enum_v<Enum>
    void code(Number field, Enum& value)
    {
        const Number coded = number(field, static_cast<Number>(value));
        if constexpr (Coder::decoding) value = static_cast<Enum>(std::min(coded, Number{255}));
    }
    void code(Number field, Value<std::string> value);
    void code(Number field, Value<Point> value);
    void code(Number field, Value<Size> value) { store(value, extent(field, value)); }
    void code(Number field, Value<Rect> value);
    void code(Number field, Value<ImageId> value);
    void code(Number field, Value<GlyphId> value) { id(field, value.value, 0); }
    void code(Number field, Value<SurfaceId> value) { id(field, value.value, 1); }
    void code(Number field, Value<CursorId> value) { id(field, value.value, 2); }
    void code(Number field, Value<Clip> value);
    void code(Number field, Value<Raster> value);
    void code(Number field, Value<Paint> value);
    void code(Number field, Value<Tint> value);
    void code(Number field, Value<Stroke> value);
    void code(Number field, Value<Image> value);
    void code(Number field, Value<Glyph> value);
    void code(Number field, Value<std::vector<Rect>> value);
    void code(Number field, Value<std::vector<Point>> value);
    void code(Number field, Value<std::vector<Segment>> value);
    void code(Number field, Value<std::vector<Span>> value);
    void code(Number field, Value<std::vector<Arc>> value);
    void code(Number field, Value<std::vector<GlyphAt>> value);
    void code(Number field, Value<std::vector<SurfaceId>> value);
    void id(Number field, Value<std::uint32_t> value, std::size_t which);
    void color(Number field, Value<std::uint32_t> value);
    void box(Number field, Value<Rect> value, std::size_t which);
    void clipRects(Value<std::vector<Rect>> rects);
    void dashes(Value<std::vector<std::uint8_t>> value);
    void glyph(Number field, Value<GlyphAt> value, std::size_t index);
    std::size_t which() const { return first_ ? (secondPlace_ ? 1 : 0) : 2; }

    Coder& coder_;
    Models& models_;
    std::size_t kind_ = 0;
    std::size_t listSets_ = 0; // inListSets within a list
    bool first_ = true;        // the first element of a list, or none
    bool secondPlace_ = false; // an op's first place has been coded
};

extern template class MessageCoder<RangeEncoder>;
extern template class MessageCoder<RangeDecoder>;

} // namespace vitrine::stream
