// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/ops/within_limits.h"

#include "protocol/canvas/depths.h"
#include "protocol/ops/limits.h"
#include "protocol/wire/utf8.h"

#include <algorithm>
#include <bit>
#include <string>

namespace vitrine {
namespace {

bool within(std::int32_t value)
{
    return value >= -limits::coordinate && value <= limits::coordinate;
}

bool within(bool)
{
    return true;
}
bool within(std::uint8_t)
{
    return true;
}
bool within(std::uint32_t)
{
    return true;
}
bool within(std::uint64_t)
{
    return true;
}
template<class Tag> bool within(Id<Tag>)
{
    return true;
}
bool within(RasterFunction value)
{
    return value <= RasterFunction::Set;
}
bool within(FillStyle value)
{
    return value <= FillStyle::OpaqueStippled;
}
bool within(CapStyle value)
{
    return value <= CapStyle::Projecting;
}
bool within(JoinStyle value)
{
    return value <= JoinStyle::Bevel;
}
bool within(LineStyle value)
{
    return value <= LineStyle::DoubleDash;
}
bool within(FillRule value)
{
    return value <= FillRule::Winding;
}
bool within(ArcMode value)
{
    return value <= ArcMode::PieSlice;
}
bool within(SurfaceRole value)
{
    return value <= SurfaceRole::DragIcon;
}
bool within(SurfaceAction value)
{
    return value <= SurfaceAction::Restore;
}
bool within(TouchPhase value)
{
    return value <= TouchPhase::End;
}

bool within(const std::string& value)
{
    return value.size() <= limits::stringBytes;
}
bool within(Point value)
{
    return within(value.x) && within(value.y);
}
bool within(Size value)
{
    return value.width >= 0 && value.height >= 0 && within(value.width) && within(value.height);
}
bool within(const Rect& value)
{
    return within(value.origin()) && within(value.size());
}
bool within(const Segment& value)
{
    return within(value.from) && within(value.to);
}
bool within(const Span& value)
{
    return within(value.x) && within(value.y) && within(value.width) && value.width > 0;
}
bool within(const Arc& value)
{
    return within(value.bounds) && within(value.start) && within(value.extent);
}
bool within(const GlyphAt& value)
{
    return within(value.pen);
}

template<class Type> bool within(const std::vector<Type>& values)
{
    return values.size() <= limits::listLength &&
           std::all_of(values.begin(), values.end(),
                       [](const Type& value) { return within(value); });
}

bool within(const Clip& value)
{
    return !value.rects || within(*value.rects);
}
bool within(const Raster& value)
{
    return within(value.function) && within(value.clip);
}
bool within(const Paint& value)
{
    return within(value.raster) && within(value.style) && within(value.origin);
}
bool within(Operator value)
{
    return value <= Operator::Add;
}
bool within(const Tint& value)
{
    return within(value.operation) && within(value.clip);
}
bool within(const Stroke& value)
{
    return within(value.style) && within(value.cap) && within(value.join) &&
           value.dashes.size() <= limits::listLength &&
           std::find(value.dashes.begin(), value.dashes.end(), 0) == value.dashes.end() &&
           (value.style == LineStyle::Solid || !value.dashes.empty());
}
bool within(const Image& value)
{
    return value.width() <= limits::imageSide && value.height() <= limits::imageSide &&
           value.size().area() <= limits::imagePixels;
}
bool within(const Glyph& value)
{
    return within(value.origin) && value.mask.width() <= limits::glyphSide &&
           value.mask.height() <= limits::glyphSide &&
           (value.mask.depth() == 1 || value.mask.depth() == 8 || value.mask.depth() == 32);
}

template<class Struct> bool membersWithin(const Struct& value)
{
    return std::apply([&](const auto&... field) { return (within(value.*field.member) && ...); },
                      Struct::fields);
}

// What a message promises beyond its members' types.
template<class Struct> bool consistent(const Struct&)
{
    return true;
}
bool consistent(const CopyPlane& op)
{
    return std::has_single_bit(op.plane);
}
bool consistent(const DefineImage& message)
{
    const auto [width, height] = message.size;
    return width <= limits::imageSide && height <= limits::imageSide &&
           message.size.area() <= limits::imagePixels && isImageDepth(message.depth);
}
bool consistent(const SurfaceIcon& message)
{
    return message.icon.depth() == 32;
}
bool consistent(const DefineCursor& message)
{
    return message.image.depth() == 32;
}
bool consistent(const Hello& input)
{
    return isUtf8(input.resume);
}
bool consistent(const Key& input)
{
    return isUtf8(input.text);
}
bool consistent(const SetClipboard& input)
{
    return isUtf8(input.text);
}
bool consistent(const SetPrimary& input)
{
    return isUtf8(input.text);
}

std::size_t elementsOf(const Clip& value)
{
    return value.rects ? value.rects->size() : 0;
}
std::size_t elementsOf(const Raster& value)
{
    return elementsOf(value.clip);
}
std::size_t elementsOf(const Paint& value)
{
    return elementsOf(value.raster);
}
std::size_t elementsOf(const Tint& value)
{
    return elementsOf(value.clip);
}
std::size_t elementsOf(const Stroke& value)
{
    return value.dashes.size();
}
std::size_t elementsOf(const std::string& value)
{
    return value.size();
}
template<class Type> std::size_t elementsOf(const std::vector<Type>& values)
{
    return values.size();
}
template<class Type> std::size_t elementsOf(const Type&)
{
    return 0;
}

std::int64_t pixelsOf(const Image& value)
{
    return value.size().area();
}
std::int64_t pixelsOf(const Glyph& value)
{
    return pixelsOf(value.mask);
}
template<class Type> std::int64_t pixelsOf(const Type&)
{
    return 0;
}

struct IsWithin {
    template<class Struct> bool operator()(const Struct& value) const
    {
        return membersWithin(value) && consistent(value);
    }
};

struct WeightOf {
    template<class Struct> Weight operator()(const Struct& value) const
    {
        return std::apply(
            [&](const auto&... field) {
                return Weight{(elementsOf(value.*field.member) + ... + std::size_t{0}),
                              (pixelsOf(value.*field.member) + ... + std::int64_t{0})};
            },
            Struct::fields);
    }
};

} // namespace

bool withinLimits(const Message& message)
{
    return std::visit(IsWithin{}, message);
}

bool withinLimits(const Op& op)
{
    return std::visit(IsWithin{}, op);
}

bool withinLimits(const Input& input)
{
    return std::visit(IsWithin{}, input);
}

Weight weightOf(const Message& message)
{
    return std::visit(WeightOf{}, message);
}

Weight weightOf(const Op& op)
{
    return std::visit(WeightOf{}, op);
}

} // namespace vitrine
