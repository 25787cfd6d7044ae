// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/render/pixman_drawing.h"

#include "server/display/display.h"

namespace vitrine {

namespace {

constexpr std::size_t mostParts = 16; // told one by one

// Sets the clip of an image that is drawn on, as far as it matters there.
void setClip(const PictureSource& target, const Clip& clip, const Rect& area)
{
    if (!clip.rects) return;
    std::vector<pixman_box32_t> boxes;
    boxes.reserve(clip.rects->size());
    for (const Rect& rect : *clip.rects) {
        const Rect open = rect.intersected(area).translated(target.place);
        if (!open.empty()) boxes.push_back({open.x, open.y, open.right(), open.bottom()});
    }
    pixman_region32_t region;
    pixman_region32_init_rects(&region, boxes.data(), static_cast<int>(boxes.size()));
    pixman_image_set_clip_region32(target.pixman, &region);
    pixman_region32_fini(&region);
}

} // namespace

Rect openIn(const Target& target, const Image& image)
{
    if (!target.clip.rects) return image.bounds();
    Rect around;
    for (const Rect& rect : *target.clip.rects) around = around.united(rect);
    return around.intersected(image.bounds());
}

PixmanTarget::PixmanTarget(Display& display, Picture& picture, const Rect& area)
    : display_(display), picture_(picture)
{
    const Target& target = picture.target(display);
    Image* image = display.images().find(target.image);
    if (!image || target.nothing()) return;
    const Rect part = area.intersected(image->bounds());
    target_.bits.push_back(std::make_unique<PixmanBits>(*image, part, picture.format().code));
    target_.pixman = target_.bits.back()->get();
    if (!target_.pixman) return;
    target_.place = -target_.bits.back()->origin();
    setClip(target_, target.clip, part);
    setAlphaMap(display, picture, target.offset + target_.place, target_);
}

PixmanTarget::~PixmanTarget()
{
    if (!target_.pixman || changed_.empty()) return;
    const Target& target = picture_.target(display_);
    std::size_t parts = 0;
    if (target.clip.rects)
        for (const Rect& rect : *target.clip.rects) parts += rect.intersects(changed_);
    if (parts == 0 || parts > mostParts) {
        tell(changed_);
    } else {
        for (const Rect& rect : *target.clip.rects) tell(rect.intersected(changed_));
    }
    if (!picture_.alphaMap) return;
    const ImageId map = picture_.alphaMap->drawable()->image();
    const Rect whole = Rect::of(picture_.alphaMap->drawable()->size());
    for (std::size_t i = 1; i < target_.bits.size(); ++i) target_.bits[i]->writeBack(whole);
    display_.painter().damage(map, whole);
}

void PixmanTarget::tell(const Rect& part)
{
    if (part.empty()) return;
    target_.bits.front()->writeBack(part);
    display_.painter().damage(picture_.target(display_).image, part);
}

void compositeByPixman(Display& display, pixman_op_t operation, const Picture& source,
                       const Picture* mask, Picture& target, Point from, Point maskFrom,
                       const Rect& to)
{
    const PictureSource read = sourceOf(display, source);
    const PictureSource covering = mask ? sourceOf(display, *mask) : PictureSource{};
    if (!read.pixman || (mask && !covering.pixman)) return;
    PixmanTarget drawn(display, target, to);
    if (!drawn.get()) return;
    from = from + read.place;
    maskFrom = maskFrom + covering.place;
    const Point at = to.origin() + drawn.place();
    pixman_image_composite32(operation, read.pixman, covering.pixman, drawn.get(), from.x, from.y,
                             maskFrom.x, maskFrom.y, at.x, at.y, to.width, to.height);
    drawn.changed(to);
}

void compositeByPixman(Display& display, pixman_op_t operation, const Picture& source,
                       pixman_image_t* mask, Picture& target, Point from, const Rect& to)
{
    const PictureSource read = sourceOf(display, source);
    if (!read.pixman) return;
    PixmanTarget drawn(display, target, to);
    if (!drawn.get()) return;
    from = from + read.place;
    const Point at = to.origin() + drawn.place();
    pixman_image_composite32(operation, read.pixman, mask, drawn.get(), from.x, from.y, 0, 0, at.x,
                             at.y, to.width, to.height);
    drawn.changed(to);
}

} // namespace vitrine
