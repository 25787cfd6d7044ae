// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/message_coder.h"
#include "protocol/ops/message_coder_values.h"

// Places, and lists of what lies at places.
namespace vitrine::stream {

// Numbers of a field's parts; from the second element of a list on, eight more.
enum Part : std::uint32_t { Count = 0, ChoiceX = 2, ChoiceY, DeltaX, DeltaY, Width, Height };
inline constexpr std::uint32_t nextElement = 8;
inline constexpr std::uint32_t far = 128; // from a choice to the distance from its last guess

template<class Coder> bool MessageCoder<Coder>::allowed(std::size_t count)
{
    if (count > elements) {
        if constexpr (Coder::decoding) coder_.fail();
        return false;
    }
    elements -= count;
    return true;
}

// One coordinate: one of the guesses, or the distance from the first or from the last of them.
template<class Coder>
std::int32_t MessageCoder<Coder>::axis(Number field, std::int32_t value, std::uint8_t& choice,
                                       const std::array<std::int32_t, 5>& guesses)
{
    constexpr Number fromFirst = 5, fromLast = 6;
    Number pick = fromFirst;
    if constexpr (!Coder::decoding) {
        const Number first = folded(minus(value, guesses[0]));
        const Number last = folded(minus(value, guesses[4]));
        if (last < first || (last == first && choice == fromLast)) pick = fromLast;
        for (const Number likely : {Number{choice}, 1u, 0u, 2u, 3u, 4u}) {
            if (likely < fromFirst && pick >= fromFirst && guesses[likely] == value) pick = likely;
        }
    }
    pick = tree(field, pick, 3, Choice);
    choice = static_cast<std::uint8_t>(pick);
    if (pick < fromFirst) return guesses[pick];
    if (pick == fromFirst)
        return difference(field + 2, value, guesses[0], static_cast<Number>(guesses[0]));
    return difference(field + far, value, guesses[4]);
}

// Guessed: where the last thing of this kind was; as far from the last thing of any kind as then;
// where that ended; where this was in the last round of an animation, moved as it moved then or as
// the thing before it has moved now.
template<class Coder> Point MessageCoder<Coder>::place(Number field, Point value, std::size_t which)
{
    TargetMemory& target = memory();
    Cycle& cycle = models_.cycle;
    Place& known = placeOf(which);
    if (which == 2) {
        field += nextElement;
        known.last = target.recent;
    }
    if (which == 0) cycle.begin(models_.looks);
    const Cycle::Step* step = cycle.expected();
    const Point moved = plus(target.recent, known.offset);
    const Point again = step ? plus(step->place, step->moved) : known.last;
    const Point shifted = step ? plus(step->place, cycle.shift()) : known.last;
    const Point coded{axis(field + ChoiceX, value.x, known.choiceX,
                           {known.last.x, moved.x, target.end.x, again.x, shifted.x}),
                      axis(field + ChoiceY, value.y, known.choiceY,
                           {known.last.y, moved.y, target.end.y, again.y, shifted.y})};
    known.offset = minus(coded, target.recent);
    known.last = coded;
    cycle.add(coded);
    return coded;
}

template<class Coder> void MessageCoder<Coder>::arrived(Point origin, Size size)
{
    TargetMemory& target = memory();
    target.recent = origin;
    target.end = plus(origin, Point{size.width, size.height});
    target.size = size;
    models_.cycle.setSize(size);
    secondPlace_ = true;
}

template<class Coder> Size MessageCoder<Coder>::extent(Number field, Size value)
{
    if (!first_) field += nextElement;
    const auto before = static_cast<Number>(models_.cycle.lastSize().width);
    const auto width = number(field + Width, static_cast<Number>(value.width), Length, before);
    const auto height = number(field + Height, static_cast<Number>(value.height), Length, width);
    return {static_cast<std::int32_t>(width), static_cast<std::int32_t>(height)};
}

template<class Coder>
void MessageCoder<Coder>::box(Number field, Value<Rect> value, std::size_t which)
{
    const Point origin = place(field, value.origin(), which);
    const Size size = extent(field, value.size());
    arrived(origin, size);
    if constexpr (Coder::decoding) value = Rect::at(origin, size);
}

template<class Coder> void MessageCoder<Coder>::code(Number field, Value<Point> value)
{
    const Point coded = place(field, value, which());
    arrived(coded, {});
    if constexpr (Coder::decoding) value = coded;
}

template<class Coder> void MessageCoder<Coder>::code(Number field, Value<Rect> value)
{
    box(field, value, which());
}

template<class Coder>
template<class Type, class Element>
void MessageCoder<Coder>::list(Number field, Coded<Coder, std::vector<Type>> values,
                               Element element)
{
    const auto width = static_cast<Number>(memory().size.width);
    const Number count = number(field + Count, static_cast<Number>(values.size()), Length, width);
    if (!allowed(count)) return;
    models_.looks = hashed(models_.looks, count);
    if constexpr (Coder::decoding) {
        if (count > limits::listLength) return coder_.fail();
        values.clear();
    }
    // From the second element on, what came before an element is the elements before it.
    Trail outer;
    for (std::size_t i = 0; i < count && !coder_.failed(); ++i) {
        if (i == 1) {
            outer = models_.trail;
            models_.trail = {.prefix = 0, .before = {field, 0, 0, 0}};
            listSets_ = inListSets;
            first_ = false;
        }
        if constexpr (Coder::decoding) {
            Type value{};
            element(value, i);
            values.push_back(value);
        } else {
            element(values[i], i);
        }
        if (i >= 1) models_.trail.end();
    }
    if (!first_) models_.trail = outer;
    listSets_ = 0;
    first_ = true;
}

template<class Coder> void MessageCoder<Coder>::code(Number field, Value<std::vector<Rect>> value)
{
    list<Rect>(field, value,
               [&](Value<Rect> rect, std::size_t) { box(field, rect, first_ ? 0 : 2); });
}

template<class Coder> void MessageCoder<Coder>::code(Number field, Value<std::vector<Point>> value)
{
    list<Point>(field, value, [&](Value<Point> point, std::size_t) {
        const Point coded = place(field, point, first_ ? 0 : 2);
        arrived(coded, {});
        if constexpr (Coder::decoding) point = coded;
    });
}

template<class Coder>
void MessageCoder<Coder>::code(Number field, Value<std::vector<Segment>> value)
{
    list<Segment>(field, value, [&](Value<Segment> segment, std::size_t) {
        const Point from = place(field, segment.from, first_ ? 0 : 2);
        const Number part = field + (first_ ? 0 : nextElement);
        const std::int32_t x = difference(part + Width, segment.to.x, from.x);
        const std::int32_t y = difference(part + Height, segment.to.y, from.y);
        arrived(from, {});
        memory().end = {x, y};
        if constexpr (Coder::decoding) segment = {from, {x, y}};
    });
}

template<class Coder> void MessageCoder<Coder>::code(Number field, Value<std::vector<Span>> value)
{
    list<Span>(field, value, [&](Value<Span> span, std::size_t) {
        const Point origin = place(field, {span.x, span.y}, first_ ? 0 : 2);
        const Number part = field + (first_ ? 0 : nextElement) + Width;
        const std::int32_t width = difference(part, span.width, memory().size.width);
        arrived(origin, {width, 0});
        if constexpr (Coder::decoding) span = {origin.x, origin.y, width};
    });
}

template<class Coder> void MessageCoder<Coder>::code(Number field, Value<std::vector<Arc>> value)
{
    list<Arc>(field, value, [&](Value<Arc> arc, std::size_t) {
        box(field, arc.bounds, first_ ? 0 : 2);
        const std::int32_t start = difference(field + 8, arc.start, 0);
        const std::int32_t turn = difference(field + 9, arc.extent, 0);
        store(arc.start, start);
        store(arc.extent, turn);
    });
}

// A glyph, then its pen: where the glyph before it leads, or the distance from there.
template<class Coder>
void MessageCoder<Coder>::glyph(Number field, Value<GlyphAt> value, std::size_t index)
{
    TextModels& text = models_.text;
    TargetMemory& target = memory();
    Point pen;
    if (index == 0) {
        pen = place(field, value.pen, 0);
        text.beginRun(models_.target, pen);
    } else {
        const Point expected = target.end;
        pen = expected;
        if (!text.asExpected.code(coder_, value.pen == expected)) {
            pen.x = difference(field + nextElement + DeltaX, value.pen.x, expected.x);
            pen.y = difference(field + nextElement + DeltaY, value.pen.y, expected.y);
        }
        text.advanced(target.recent, pen);
    }
    const GlyphId coded = text.code(coder_, value.glyph, pen);
    target.recent = pen;
    target.end = plus(pen, text.advance(coded));
    if constexpr (Coder::decoding) value = {coded, pen};
}

template<class Coder>
void MessageCoder<Coder>::code(Number field, Value<std::vector<GlyphAt>> value)
{
    list<GlyphAt>(field, value,
                  [&](Value<GlyphAt> at, std::size_t index) { glyph(field, at, index); });
    if (!value.empty()) models_.text.endRun(memory().recent, memory().end);
}

template<class Coder>
void MessageCoder<Coder>::code(Number field, Value<std::vector<SurfaceId>> value)
{
    list<SurfaceId>(field, value, [&](Value<SurfaceId> surface, std::size_t) {
        id(field + 4, surface.value, 1);
    });
}

template<class Coder> void MessageCoder<Coder>::dashes(Value<std::vector<std::uint8_t>> value)
{
    list<std::uint8_t>(strokeField + 7, value,
                       [&](Value<std::uint8_t> dash, std::size_t) { code(strokeField + 8, dash); });
}

template<class Coder> void MessageCoder<Coder>::clipRects(Value<std::vector<Rect>> rects)
{
    Rect last;
    list<Rect>(clipField + 3, rects, [&](Value<Rect> rect, std::size_t) {
        last.x = difference(clipField + 4, rect.x, last.x);
        last.y = difference(clipField + 5, rect.y, last.y);
        last.width = difference(clipField + 6, rect.width, last.width);
        last.height = difference(clipField + 7, rect.height, last.height);
        if constexpr (Coder::decoding) rect = last;
    });
}

template<class Coder> void MessageCoder<Coder>::code(Number, Value<Clip> value)
{
    recent(clipField, models_.clips, value, [&](Value<Clip> clip) {
        if (number(clipField + 2, clip.rects != nullptr, Choice) == 0) {
            if constexpr (Coder::decoding) clip.rects = nullptr;
            return;
        }
        if constexpr (Coder::decoding) {
            auto rects = std::make_shared<std::vector<Rect>>();
            clipRects(*rects);
            clip.rects = std::move(rects);
        } else {
            clipRects(*clip.rects);
        }
    });
}

} // namespace vitrine::stream
