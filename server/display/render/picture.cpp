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

void Picture::setClip(HeldRegion clip)
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
    target_ = display.target(drawn, includeInferiors);
    const Image* image = display.images().find(target_.image);
    if (clip_ && image) {
        const Clip& whole = target_.clip;
        Region open = whole.rects ? Region(std::span<const Rect>(*whole.rects)) : image->bounds();
        const Region clip = clip_->translated(target_.offset + clipOrigin_);
        checkCombination(open, clip);
        target_.clip = clipOf(open.intersect(clip), image->bounds());
    }
    targetOf_ = drawn.serial();
    return target_;
}

void Picture::narrow(Display& display, const Rect& part)
{
    const Target& whole = target(display);
    if (whole.nothing()) return;
    const Image* image = display.images().find(whole.image);
    Region open = whole.clip.rects ? Region(std::span<const Rect>(*whole.clip.rects))
                                   : Region(image ? image->bounds() : Rect{});
    target_.clip.rects = std::make_shared<const std::vector<Rect>>(open.intersect(part).rects());
}

} // namespace vitrine
