// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/render/picture.h"

#include "server/display/display.h"

namespace vitrine {

const Drawable* Picture::drawable() const
{
    if (const auto* window = std::get_if<Window*>(&source_)) return *window;
    return pixmap();
}

const Pixmap* Picture::pixmap() const
{
    const auto* pixmap = std::get_if<std::shared_ptr<Pixmap>>(&source_);
    return pixmap ? pixmap->get() : nullptr;
}

const PictFormat& Picture::format() const
{
    return format_ ? *format_ : naturalPictFormat(32);
}

void Picture::setClip(std::optional<Region> clip)
{
    clip_ = std::move(clip);
    targetOf_ = 0;
}

void Picture::setClipOrigin(Point origin)
{
    clipOrigin_ = origin;
    targetOf_ = 0;
}

void Picture::setIncludeInferiors(bool include)
{
    includeInferiors = include;
    targetOf_ = 0;
}

const Target& Picture::target(Display& display)
{
    const Drawable& drawn = *drawable();
    if (targetOf_ == drawn.serial()) return target_;
    targetOf_ = drawn.serial();
    target_ = display.target(drawn, includeInferiors);
    const Image* image = display.images().find(target_.image);
    if (!clip_ || !image) return target_;
    const Clip& whole = target_.clip;
    Region open = whole.rects ? Region(std::span<const Rect>(*whole.rects)) : image->bounds();
    open.intersect(clip_->translated(target_.offset + clipOrigin_));
    target_.clip = clipOf(open, image->bounds());
    return target_;
}

} // namespace vitrine
