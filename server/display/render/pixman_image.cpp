// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/render/pixman_image.h"

#include "server/display/display.h"

#include <bit>
#include <cstring>

namespace vitrine {

static_assert(std::endian::native == std::endian::little, "pixman's first pixel is the lowest");

namespace {

pixman_repeat_t repeatOf(Repeat repeat)
{
    switch (repeat) {
    case Repeat::None: return PIXMAN_REPEAT_NONE;
    case Repeat::Normal: return PIXMAN_REPEAT_NORMAL;
    case Repeat::Pad: return PIXMAN_REPEAT_PAD;
    case Repeat::Reflect: return PIXMAN_REPEAT_REFLECT;
    }
    return PIXMAN_REPEAT_NONE;
}

pixman_filter_t filterOf(Filter filter)
{
    switch (filter) {
    case Filter::Nearest: return PIXMAN_FILTER_NEAREST;
    case Filter::Bilinear: return PIXMAN_FILTER_BILINEAR;
    case Filter::Convolution: return PIXMAN_FILTER_CONVOLUTION;
    }
    return PIXMAN_FILTER_NEAREST;
}

struct Generate {
    const std::vector<pixman_gradient_stop_t>& stops;
    int count() const { return static_cast<int>(stops.size()); }

    pixman_image_t* operator()(const LinearGradient& shape) const
    {
        return pixman_image_create_linear_gradient(&shape.from, &shape.to, stops.data(), count());
    }
    pixman_image_t* operator()(const RadialGradient& shape) const
    {
        return pixman_image_create_radial_gradient(&shape.inner, &shape.outer, shape.innerRadius,
                                                   shape.outerRadius, stops.data(), count());
    }
    pixman_image_t* operator()(const ConicalGradient& shape) const
    {
        return pixman_image_create_conical_gradient(&shape.center, shape.angle, stops.data(),
                                                    count());
    }
};

// Eight pixels of depth 1 at a time, in whole bytes; how many pixels those are.
std::int32_t packEights(const std::uint8_t* row, std::uint8_t* bytes, std::int32_t count)
{
    std::int32_t x = 0;
    for (; x + 8 <= count; x += 8) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, row + x, sizeof eight);
        // Each pixel's bit comes to its place in the highest byte, none to another's.
        bytes[x / 8] = static_cast<std::uint8_t>(eight * 0x0102040810204080 >> 56);
    }
    return x;
}

std::int32_t unpackEights(const std::uint8_t* bytes, std::uint8_t* row, std::int32_t count)
{
    constexpr std::uint64_t ones = 0x0101010101010101, own = 0x8040201008040201;
    std::int32_t x = 0;
    for (; x + 8 <= count; x += 8) {
        // The byte eight times, of each its own bit, which a carry then leads to the highest.
        const std::uint64_t bits = bytes[x / 8] * ones & own;
        const std::uint64_t eight = (bits + 0x7f * ones) >> 7 & ones;
        std::memcpy(row + x, &eight, sizeof eight);
    }
    return x;
}

PictureSource bare(Display& display, const Picture& picture)
{
    PictureSource source;
    if (const pixman_color_t* color = picture.color()) {
        source.generated.reset(pixman_image_create_solid_fill(color));
        source.pixman = source.generated.get();
        return source;
    }
    if (const Gradient* gradient = picture.gradient()) {
        source.generated.reset(std::visit(Generate{gradient->stops}, gradient->shape));
        source.pixman = source.generated.get();
        return source;
    }
    const Drawable& drawable = *picture.drawable();
    Image* image = display.images().find(drawable.image());
    if (!image) return source;
    const Rect whole = Rect::at(drawable.offset(), drawable.size());
    const Rect part = whole.intersected(image->bounds());
    source.bits.push_back(std::make_unique<PixmanBits>(*image, part, picture.format().code));
    source.pixman = source.bits.back()->get();
    source.place = drawable.offset() - source.bits.back()->origin();
    return source;
}

void setReading(const Picture& picture, PictureSource& source)
{
    if (picture.transform) {
        pixman_transform_t transform = *picture.transform;
        if (source.place != Point{}) {
            pixman_transform_translate(&transform, nullptr, pixman_int_to_fixed(source.place.x),
                                       pixman_int_to_fixed(source.place.y));
            source.place = {};
        }
        pixman_image_set_transform(source.pixman, &transform);
    }
    pixman_image_set_repeat(source.pixman, repeatOf(picture.repeat));
    pixman_image_set_component_alpha(source.pixman, picture.componentAlpha);
    pixman_image_set_filter(source.pixman, filterOf(picture.filter),
                            picture.filterParameters.data(),
                            static_cast<int>(picture.filterParameters.size()));
}

} // namespace

PixmanBits::PixmanBits(Image& image, const Rect& part, pixman_format_code_t format)
    : image_(image), part_(part), bits_(PIXMAN_FORMAT_BPP(format))
{
    if (part.empty()) return;
    std::uint32_t* words = nullptr;
    std::size_t stride = image.stride();
    if (bits_ == 32) {
        words = image.row<std::uint32_t>(part.y) + part.x;
    } else if (bits_ == 8 && image.stride() % 4 == 0) {
        part_ = image.bounds();
        words = reinterpret_cast<std::uint32_t*>(image.bytes().data());
    } else {
        stride_ =
            (static_cast<std::size_t>(part_.width) * static_cast<std::size_t>(bits_) + 31) / 32 * 4;
        words_.resize(stride_ / 4 * static_cast<std::size_t>(part_.height));
        words = words_.data();
        stride = stride_;
        pack();
    }
    pixman_.reset(pixman_image_create_bits_no_clear(format, part_.width, part_.height, words,
                                                    static_cast<int>(stride)));
}

void PixmanBits::pack()
{
    auto* to = reinterpret_cast<std::uint8_t*>(words_.data());
    for (std::int32_t y = part_.y; y < part_.bottom(); ++y, to += stride_) {
        if (bits_ == 16) {
            std::copy_n(image_.row<std::uint32_t>(y) + part_.x, part_.width,
                        reinterpret_cast<std::uint16_t*>(to));
            continue;
        }
        const std::uint8_t* row = image_.row<std::uint8_t>(y) + part_.x;
        if (bits_ == 8) {
            std::memcpy(to, row, static_cast<std::size_t>(part_.width));
            continue;
        }
        const int each = 8 / bits_;
        const std::int32_t packed = bits_ == 1 ? packEights(row, to, part_.width) : 0;
        for (std::int32_t x = packed; x < part_.width; ++x)
            to[x / each] = static_cast<std::uint8_t>(to[x / each] | row[x] << (x % each * bits_));
    }
}

void PixmanBits::writeBack(const Rect& changed)
{
    const Rect rect = changed.intersected(part_);
    if (image_.depth() == 24) {
        for (std::int32_t y = rect.y; y < rect.bottom(); ++y) {
            std::uint32_t* row = image_.row<std::uint32_t>(y) + rect.x;
            for (std::int32_t x = 0; x < rect.width; ++x) row[x] &= 0x00ffffff;
        }
        return;
    }
    if (words_.empty()) {
        if (image_.depth() == 4) keepFourBits(rect);
        return;
    }
    for (std::int32_t y = rect.y; y < rect.bottom(); ++y) unpackRow(rect, y);
}

void PixmanBits::keepFourBits(const Rect& rect)
{
    for (std::int32_t y = rect.y; y < rect.bottom(); ++y) {
        std::uint8_t* row = image_.row<std::uint8_t>(y) + rect.x;
        for (std::int32_t x = 0; x < rect.width; ++x) row[x] &= 15;
    }
}

void PixmanBits::unpackRow(const Rect& rect, std::int32_t y)
{
    const auto* from = reinterpret_cast<const std::uint8_t*>(words_.data()) +
                       static_cast<std::size_t>(y - part_.y) * stride_;
    const std::int32_t left = rect.x - part_.x; // of the pixels in `from`
    if (bits_ == 16) {
        std::copy_n(reinterpret_cast<const std::uint16_t*>(from) + left, rect.width,
                    image_.row<std::uint32_t>(y) + rect.x);
        return;
    }
    std::uint8_t* row = image_.row<std::uint8_t>(y) + part_.x;
    const int each = 8 / bits_;
    const int mask = (1 << image_.depth()) - 1;
    std::int32_t x = left;
    if (bits_ == 1 && x % 8 == 0) x += unpackEights(from + x / 8, row + x, rect.width);
    for (; x < left + rect.width; ++x)
        row[x] = static_cast<std::uint8_t>(from[x / each] >> (x % each * bits_) & mask);
}

void setAlphaMap(Display& display, const Picture& picture, Point place, PictureSource& source)
{
    if (!picture.alphaMap) return;
    PictureSource map = bare(display, *picture.alphaMap);
    if (!map.pixman) return;
    setReading(*picture.alphaMap, map);
    const Point origin = picture.alphaOrigin + place;
    pixman_image_set_alpha_map(source.pixman, map.pixman, static_cast<std::int16_t>(origin.x),
                               static_cast<std::int16_t>(origin.y));
    for (auto& bits : map.bits) source.bits.push_back(std::move(bits));
}

PictureSource sourceOf(Display& display, const Picture& picture)
{
    PictureSource source = bare(display, picture);
    if (!source.pixman) return source;
    const Point place = source.place;
    setReading(picture, source);
    setAlphaMap(display, picture, place, source);
    return source;
}

} // namespace vitrine
