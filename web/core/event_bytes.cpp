// SPDX-License-Identifier: GPL-2.0-or-later
#include "web/core/event_bytes.h"

#include "web/core/rgba.h"

#include <cstring>

namespace vitrine {

// A record under construction: its size is filled in at its end.
class EventBytes::Record {
public:
    Record(EventBytes& events, std::uint32_t kind) : events_(events)
    {
        events_.number(kind);
        events_.number(0);
        start_ = events_.bytes_.size();
    }
    ~Record()
    {
        const auto size = static_cast<std::uint32_t>(events_.bytes_.size() - start_);
        std::memcpy(events_.bytes_.data() + start_ - sizeof size, &size, sizeof size);
    }
    Record(const Record&) = delete;
    Record& operator=(const Record&) = delete;

private:
    EventBytes& events_;
    std::size_t start_;
};

void EventBytes::number(std::uint32_t value)
{
    bytes_.resize(bytes_.size() + sizeof value);
    std::memcpy(bytes_.data() + bytes_.size() - sizeof value, &value, sizeof value);
}

void EventBytes::point(Point value)
{
    signedNumber(value.x);
    signedNumber(value.y);
}

void EventBytes::size(Size value)
{
    signedNumber(value.width);
    signedNumber(value.height);
}

void EventBytes::rect(const Rect& value)
{
    point(value.origin());
    size(value.size());
}

void EventBytes::text(std::string_view value)
{
    number(static_cast<std::uint32_t>(value.size()));
    const auto bytes = std::as_bytes(std::span(value));
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    bytes_.resize((bytes_.size() + 3) / 4 * 4);
}

void EventBytes::pixels(const Image& image, bool premultiplied)
{
    const std::size_t start = bytes_.size();
    bytes_.resize(start + static_cast<std::size_t>(image.size().area()) * 4);
    if (premultiplied)
        toRgba(image, image.bounds(), bytes_.data() + start);
    else
        straightToRgba(image, bytes_.data() + start);
}

void EventBytes::welcomed(const Welcome& welcome)
{
    const Record record(*this, 1);
    number(welcome.protocolVersion);
    size(welcome.screen);
    number(welcome.desktop);
    text(welcome.sessionName);
}

void EventBytes::surfaceChanged(const Surface& surface)
{
    const Record record(*this, 2);
    const Image* image = client_->pixels(surface.id);
    number(surface.id.value);
    size(image ? image->size() : Size{});
    signedNumber(image ? image->depth() : 0);
    point(surface.position);
    number(static_cast<std::uint32_t>(surface.role));
    number(surface.parent.value);
    number(surface.states);
    number(surface.abilities);
    number(surface.decorated);
    size(surface.minimumSize);
    size(surface.maximumSize);
    size(surface.sizeIncrement);
    text(surface.title);
    text(surface.application);
    number(static_cast<std::uint32_t>(surface.shape.size()));
    for (const Rect& part : surface.shape) rect(part);
}

void EventBytes::surfaceDropped(SurfaceId id)
{
    const Record record(*this, 3);
    number(id.value);
}

void EventBytes::surfaceDamaged(SurfaceId id, const Rect& damaged)
{
    const Record record(*this, 4);
    number(id.value);
    rect(damaged);
}

void EventBytes::iconChanged(SurfaceId id, const Image& icon)
{
    const Record record(*this, 5);
    number(id.value);
    size(icon.size());
    pixels(icon, false);
}

void EventBytes::restacked(std::span<const SurfaceId> surfaces)
{
    const Record record(*this, 6);
    number(static_cast<std::uint32_t>(surfaces.size()));
    for (const SurfaceId id : surfaces) number(id.value);
}

void EventBytes::cursorShown(const DefineCursor* cursor)
{
    const Record record(*this, 7);
    number(cursor ? cursor->id.value : 0);
    point(cursor ? cursor->hotspot : Point{});
    size(cursor ? cursor->image.size() : Size{});
    if (cursor) pixels(cursor->image, true);
}

void EventBytes::pointerWarped(Point position)
{
    const Record record(*this, 8);
    point(position);
}

void EventBytes::clipboardChanged(std::string_view value)
{
    const Record record(*this, 9);
    text(value);
}

void EventBytes::bellRang(int percent)
{
    const Record record(*this, 10);
    signedNumber(percent);
}

void EventBytes::frameEnded(const FrameEnd& end)
{
    const Record record(*this, 11);
    number(end.number);
    number(end.milliseconds);
}

void EventBytes::launchChanged(const Launch& launch)
{
    const Record record(*this, 12);
    number(launch.number);
    number(launch.underWay);
    text(launch.title);
    text(launch.application);
}

} // namespace vitrine
