// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/damage/damages.h"

#include "server/display/display.h"

#include <algorithm>

#include "x11/damage.h"

namespace vitrine {

namespace {

x11::Rectangle wire(const Rect& rect)
{
    return {.x = static_cast<std::int16_t>(rect.x),
            .y = static_cast<std::int16_t>(rect.y),
            .width = static_cast<std::uint16_t>(rect.width),
            .height = static_cast<std::uint16_t>(rect.height)};
}

// What of an image is the drawable's, with all inside of it.
Region partOf(const Drawable& drawable)
{
    if (!drawable.isWindow()) return drawable.bounds();
    return static_cast<const Window&>(drawable).borderClip();
}

} // namespace

DamageObject::DamageObject(Damages& all, Xid id, ClientId client, Xid drawable, DamageLevel level)
    : all_(all), id_(id), client_(client), drawable_(drawable), level_(level)
{
    all_.enter(*this);
}

DamageObject::~DamageObject()
{
    all_.leave(*this);
}

void Damages::enter(DamageObject& damage)
{
    damage.window_ = display_.resources().find<Window>(damage.drawable_);
    damage.pixmap_ = display_.resources().share<Pixmap>(damage.drawable_);
    if (objects_.empty()) sink_.listenToAll(*this);
    objects_.push_back(&damage);
    if (damage.window_ == &display_.root()) placed_ = placed();
}

void Damages::leave(DamageObject& damage)
{
    std::erase(objects_, &damage);
    if (objects_.empty()) sink_.leaveAll(*this);
}

bool Damages::ended(const DamageObject& damage)
{
    return !damage.window_ && damage.pixmap_.expired();
}

const Drawable* Damages::drawableOf(const DamageObject& damage) const
{
    if (damage.window_) return damage.window_;
    return damage.pixmap_.lock().get(); // the core is one thread: it stays for this turn
}

ImageId Damages::imageOf(DamageObject& damage) const
{
    const Drawable* drawable = drawableOf(damage);
    if (!drawable) return {};
    if (damage.serial_ != drawable->serial()) {
        damage.serial_ = drawable->serial();
        damage.image_ = drawable->image();
    }
    return damage.image_;
}

void Damages::begin(DamageObject& damage)
{
    if (!damage.window_) return;
    report(damage, damage.window_->borderClip().translated(-damage.window_->offset()));
}

// A damage of the drawable itself is told all of it, as X.Org has it: the client says what it
// knows.
void Damages::add(const Drawable& drawable, const Region& region)
{
    const ImageId image = drawable.image();
    if (!image) return;
    const Region where = region.translated(drawable.offset());
    for (DamageObject* damage : objects_) {
        if (imageOf(*damage) != image) continue;
        const Drawable& other = *drawableOf(*damage);
        Region part = &other == &drawable ? where : where.intersected(partOf(other));
        report(*damage, part.translate(-other.offset()));
    }
    if (watchesScreen()) drawnOnScreen(image, where);
}

bool Damages::concerns(ImageId image)
{
    return watchesScreen() || std::ranges::any_of(objects_, [&](DamageObject* damage) {
               return imageOf(*damage) == image;
           });
}

void Damages::drawn(ImageId image, const Region& where)
{
    for (DamageObject* damage : objects_) {
        if (imageOf(*damage) != image) continue;
        const Drawable& drawable = *drawableOf(*damage);
        Region part = where.intersected(partOf(drawable));
        if (!part.empty()) report(*damage, part.translate(-drawable.offset()));
    }
    if (watchesScreen()) drawnOnScreen(image, where);
}

bool Damages::watchesScreen() const
{
    return std::ranges::any_of(
        objects_, [&](const DamageObject* damage) { return damage->window_ == &display_.root(); });
}

// The root is the screen: what its children show is drawn inside of it.
void Damages::drawnOnScreen(ImageId image, const Region& where)
{
    for (const Window* child : display_.root().children()) {
        if (!child->viewable() || child->image() != image ||
            child->redirection() == Redirection::Manual)
            continue;
        const Region part = where.intersected(child->borderClip()).translate(child->position());
        for (DamageObject* damage : objects_)
            if (damage->window_ == &display_.root()) report(*damage, part);
    }
}

std::vector<Damages::Placed> Damages::placed() const
{
    std::vector<Placed> all;
    for (const Window* child : display_.root().children())
        if (child->viewable() && !child->isInputOnly() &&
            child->redirection() != Redirection::Manual)
            all.push_back({child->id(), child->borderClip().translated(child->position())});
    return all;
}

// What lies elsewhere in the stack now, or no longer where it was, is drawn anew on the screen.
void Damages::treeChanged()
{
    if (objects_.empty() || !watchesScreen()) return;
    std::vector<Placed> now = placed();
    if (now == placed_) return;
    Region changed;
    for (std::size_t i = 0; i < std::max(now.size(), placed_.size()); ++i) {
        if (i < now.size() && i < placed_.size() && now[i] == placed_[i]) continue;
        if (i < now.size()) changed.unite(now[i].on);
        if (i < placed_.size()) changed.unite(placed_[i].on);
    }
    placed_ = std::move(now);
    changed.intersect(display_.root().inside());
    for (DamageObject* damage : objects_)
        if (damage->window_ == &display_.root()) report(*damage, changed);
}

void Damages::windowGone(const Window& window)
{
    if (objects_.empty()) return;
    const std::vector<DamageObject*> all = objects_;
    for (const DamageObject* damage : all)
        if (damage->window_ == &window) display_.free(damage->id_);
}

void Damages::report(DamageObject& damage, const Region& where)
{
    if (where.empty()) return;
    switch (damage.level_) {
    case DamageLevel::RawRectangles: tell(damage, where); break;
    case DamageLevel::DeltaRectangles: {
        const Region added = where.subtracted(damage.region);
        damage.region.unite(where);
        tell(damage, added);
        break;
    }
    case DamageLevel::BoundingBox: {
        const Rect before = damage.region.bounds();
        damage.region.unite(where);
        if (damage.region.bounds() != before) tell(damage, damage.region);
        break;
    }
    case DamageLevel::NonEmpty: {
        const bool wasEmpty = damage.region.empty();
        damage.region.unite(where);
        if (wasEmpty) tell(damage, damage.region);
        break;
    }
    }
}

void Damages::subtract(DamageObject& damage, const Region& part)
{
    damage.region.subtract(part);
    if (damage.window_)
        damage.region.intersect(damage.window_->borderClip().translated(-damage.window_->offset()));
    else if (const Drawable* const pixmap = drawableOf(damage))
        damage.region.intersect(Rect::of(pixmap->size()));
    if (!damage.region.empty()) tell(damage, damage.region);
}

void Damages::tell(const DamageObject& damage, const Region& where) const
{
    XClient* const to = display_.client(damage.client_);
    const Drawable* drawable = drawableOf(damage);
    if (!to || !drawable || where.empty()) return;
    const Point origin = damage.window_ ? damage.window_->screenOrigin() : Point{};
    x11::damage::NotifyEvent event;
    event.level = static_cast<std::uint8_t>(damage.level_);
    event.drawable = damage.drawable_;
    event.damage = damage.id_;
    event.timestamp = display_.now();
    event.geometry = wire(Rect::at(origin, drawable->size()));
    switch (damage.level_) {
    case DamageLevel::RawRectangles:
    case DamageLevel::DeltaRectangles: {
        constexpr std::uint8_t more = 0x80;
        std::size_t left = where.count();
        where.each([&](const Rect& rect) {
            event.area = wire(rect);
            event.level = static_cast<std::uint8_t>(damage.level_);
            if (--left > 0) event.level |= more;
            to->send(event);
        });
        return;
    }
    case DamageLevel::BoundingBox: event.area = wire(where.bounds()); break;
    case DamageLevel::NonEmpty: event.area = wire(Rect::of(drawable->size())); break;
    }
    to->send(event);
}

} // namespace vitrine
