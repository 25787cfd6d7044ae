// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/present/presentations.h"

#include "server/display/display.h"
#include "server/display/sync/sync.h"

#include <algorithm>

#include "x11/present.h"

namespace vitrine {

namespace {

using Mask = x11::present::EventMask;

// 60 fields a second: 3 in 50 ms.
std::uint64_t fieldAt(std::uint64_t milliseconds)
{
    return milliseconds * 3 / 50;
}
std::uint64_t beginOf(std::uint64_t field)
{
    return (field * 50 + 2) / 3;
}

// Fields are numbers of 64 bits that wrap.
bool isAfter(std::uint64_t a, std::uint64_t b)
{
    return static_cast<std::int64_t>(a - b) > 0;
}

constexpr std::uint64_t mostFieldsHeld = 6; // 100 ms
constexpr std::size_t mostWaiting = 16'384;

} // namespace

PresentSelection::PresentSelection(Presentations& all, Xid id, ClientId client, Xid window,
                                   std::uint32_t wanted)
    : mask(wanted), all_(all), id_(id), client_(client), window_(window)
{
    all_.selections_.push_back(this);
}

PresentSelection::~PresentSelection()
{
    std::erase(all_.selections_, this);
}

Presentations::Presentations(Display& display)
    : display_(display), timer_(display.timers(), [this] { run(); })
{
}

std::uint64_t Presentations::milliseconds()
{
    const std::uint32_t now = display_.now();
    if (now < lastTime_) wraps_ += std::uint64_t{1} << 32;
    lastTime_ = now;
    return wraps_ + now;
}

std::uint64_t Presentations::msc()
{
    return fieldAt(milliseconds());
}

// "If target-msc is greater than the current msc, the presentation occurs at target-msc; otherwise
// at the next field for which msc % divisor = remainder". Without a divisor: the next one.
std::uint64_t Presentations::targetOf(const PresentTime& time)
{
    const std::uint64_t now = msc();
    if (isAfter(time.target, now)) return time.target;
    if (time.divisor == 0) return time.async ? now : now + 1;
    const std::uint64_t fitting = now - now % time.divisor + time.remainder;
    if (isAfter(fitting, now) || (fitting == now && time.async)) return fitting;
    return fitting + time.divisor;
}

void Presentations::present(Presentation presentation)
{
    const std::uint64_t now = msc();
    if (presentation.pixmap && !presentation.update) replace(presentation);
    const bool due = !isAfter(presentation.msc, now);
    if (due && !waits(presentation) && !isHeld(presentation, now)) return perform(presentation);
    if (queue_.size() >= mostWaiting) throw badAlloc();
    if (presentation.waitFence)
        display_.sync().onFence = [this](Xid fence) { fenceTriggered(fence); };
    queue_.push_back(std::move(presentation));
    arm();
}

// The pixmaps of those that nobody would see are idle at once; the rest at its time.
void Presentations::replace(const Presentation& by)
{
    std::vector<Presentation> replaced;
    for (Presentation& old : queue_) {
        if (!old.pixmap || old.window != by.window || old.msc != by.msc) continue;
        replaced.push_back(old);
        old.pixmap.reset();
    }
    for (const Presentation& old : replaced) release(old);
}

void Presentations::arm()
{
    const std::uint64_t now = milliseconds(), field = fieldAt(now);
    std::optional<std::uint64_t> soonest; // milliseconds from now
    for (const Presentation& each : queue_) {
        if (waits(each) && !isAfter(each.msc, field)) continue;   // until its fence is triggered
        constexpr std::uint64_t longest = std::uint64_t{1} << 30; // of a timer
        const std::uint64_t fields = isAfter(each.msc, field) ? each.msc - field : 1;
        const std::uint64_t wait = fields > longest / 50 ? longest : beginOf(field + fields) - now;
        soonest = std::min(soonest.value_or(wait), wait);
    }
    if (!soonest) return timer_.stop();
    timer_.after(static_cast<std::uint32_t>(*soonest));
}

void Presentations::fenceTriggered(Xid fence)
{
    const auto waited = [&](const Presentation& each) { return each.waitFence == fence; };
    if (std::ranges::any_of(queue_, waited)) timer_.after(0);
}

void Presentations::run()
{
    const std::uint64_t now = msc();
    std::vector<Presentation> due;
    std::erase_if(queue_, [&](Presentation& each) {
        if (isAfter(each.msc, now) || waits(each) || isHeld(each, now)) return false;
        due.push_back(std::move(each));
        return true;
    });
    for (const Presentation& each : due) perform(each);
    arm();
}

bool Presentations::waits(const Presentation& presentation) const
{
    const auto* fence = display_.resources().find<SyncFence>(presentation.waitFence);
    return presentation.pixmap && fence && !fence->triggered;
}

bool Presentations::isHeld(const Presentation& presentation, std::uint64_t now) const
{
    return presentation.pixmap && now - presentation.msc < mostFieldsHeld && behind && behind();
}

// X.Org's server tells first that the pixmap is idle.
void Presentations::perform(const Presentation& presentation)
{
    const Window* window = display_.resources().find<Window>(presentation.window);
    if (presentation.pixmap && window) copy(presentation, *window);
    if (presentation.pixmap) release(presentation);
    const Mode mode = presentation.ofPixmap && !presentation.pixmap ? Mode::Skip : Mode::Copy;
    tellComplete(presentation, {presentation.window, presentation.serial}, mode);
    for (const PresentNotify& notify : presentation.notifies)
        tellComplete(presentation, notify, mode);
}

// As CopyArea does, clipped by the window's children.
void Presentations::copy(const Presentation& presentation, const Window& window)
{
    const Target target = display_.target(window);
    const Pixmap& pixmap = *presentation.pixmap;
    if (target.nothing() || window.depth() != pixmap.depth()) return;
    pixmap.refresh(pixmap.bounds());
    const Point shift = presentation.offset + target.offset;
    Region to = window.clipList().intersected(pixmap.bounds().translated(shift));
    if (presentation.update) to.intersect(presentation.update->translated(shift));
    if (to.empty()) return;
    const Rect bounds = to.bounds();
    Raster raster;
    raster.clip = clipOf(to, bounds);
    display_.painter().copyArea(target.image, raster, pixmap.image(), bounds.origin() - shift,
                                bounds);
}

void Presentations::tellComplete(const Presentation& presentation, const PresentNotify& who,
                                 Mode mode)
{
    using Kind = x11::present::CompleteKind;
    x11::present::CompleteNotifyEvent event;
    event.kind = presentation.ofPixmap ? Kind::Pixmap : Kind::NotifyMSC;
    event.mode = static_cast<std::uint8_t>(mode);
    event.window = who.window;
    event.serial = who.serial;
    event.ust = milliseconds() * 1000;
    event.msc = msc();
    deliver(who.window, Mask::CompleteNotify, event);
}

// The pixels are copied: the pixmap is its client's again.
void Presentations::release(const Presentation& presentation)
{
    if (display_.resources().find<SyncFence>(presentation.idleFence))
        display_.sync().trigger(presentation.idleFence);
    x11::present::IdleNotifyEvent event;
    event.window = presentation.window;
    event.serial = presentation.serial;
    event.pixmap = presentation.pixmap->id();
    event.idleFence = presentation.idleFence;
    deliver(presentation.window, Mask::IdleNotify, event);
}

void Presentations::configured(const Window& window)
{
    if (selections_.empty()) return;
    const Rect bounds = window.bounds();
    x11::present::ConfigureNotifyEvent event;
    event.window = window.id();
    event.x = static_cast<std::int16_t>(bounds.x);
    event.y = static_cast<std::int16_t>(bounds.y);
    event.width = event.pixmapWidth = static_cast<std::uint16_t>(bounds.width);
    event.height = event.pixmapHeight = static_cast<std::uint16_t>(bounds.height);
    deliver(window.id(), Mask::ConfigureNotify, event);
}

void Presentations::windowGone(const Window& window)
{
    for (const PresentSelection* selection : std::vector(selections_))
        if (selection->window_ == window.id()) display_.free(selection->id_);
    std::vector<Presentation> gone;
    std::erase_if(queue_, [&](Presentation& each) {
        std::erase_if(each.notifies,
                      [&](const PresentNotify& notify) { return notify.window == window.id(); });
        if (each.window != window.id()) return false;
        gone.push_back(std::move(each));
        return true;
    });
    for (const Presentation& each : gone)
        if (each.pixmap) release(each);
}

template<class Event> void Presentations::deliver(Xid window, std::uint32_t mask, Event event)
{
    for (const PresentSelection* selection : selections_) {
        if (selection->window_ != window || !(selection->mask & mask)) continue;
        event.event = selection->id_;
        if (XClient* to = display_.client(selection->client_)) to->send(event);
    }
}

} // namespace vitrine
