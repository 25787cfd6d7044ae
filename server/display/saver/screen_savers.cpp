// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/saver/screen_savers.h"

#include "server/display/display.h"
#include "server/display/idle.h"

#include "x11/screensaver.h"

namespace vitrine {

namespace state = x11::screensaver;

ScreenSavers::ScreenSavers(Display& display)
    : display_(display), timer_(display.timers(), [this] { due(); }), window_(display.newOwnId())
{
    arm();
}

void ScreenSavers::select(ClientId client, std::uint32_t mask)
{
    if (mask == 0)
        selections_.erase(client);
    else
        selections_[client] = mask;
}

std::uint32_t ScreenSavers::selectedBy(ClientId client) const
{
    const auto found = selections_.find(client);
    return found == selections_.end() ? 0 : found->second;
}

void ScreenSavers::setAttributes(SaverAttributes attributes)
{
    if (attributes_ && attributes_->client != attributes.client) throw badAccess();
    attributes_ = std::move(attributes);
}

void ScreenSavers::unsetAttributes(ClientId client)
{
    if (!attributes_ || attributes_->client != client) return;
    attributes_.reset();
    if (Window* const window = display_.resources().find<Window>(window_))
        display_.tree().destroy(*window);
}

void ScreenSavers::suspend(ClientId client, bool suspended)
{
    if (suspended) {
        ++suspended_[client];
    } else if (const auto found = suspended_.find(client); found != suspended_.end()) {
        if (--found->second == 0) suspended_.erase(found);
        if (suspended_.empty()) display_.idle().end(); // the time begins anew
    }
    arm();
}

ScreenSavers::Kind ScreenSavers::kind() const
{
    if (attributes_) return Kind::External;
    return display_.screenSaver.preferBlanking ? Kind::Blanked : Kind::Internal;
}

std::uint32_t ScreenSavers::untilOrSince() const
{
    if (active_) return display_.now() - activeSince_;
    const std::uint32_t timeout = display_.screenSaver.timeout * 1000u;
    const std::uint32_t idle = display_.idle().milliseconds();
    return idle < timeout ? timeout - idle : 0;
}

void ScreenSavers::force(bool active)
{
    if (active) return activate(true);
    deactivate(true);
    display_.userActive();
}

void ScreenSavers::settingsChanged()
{
    arm();
}

void ScreenSavers::userActive()
{
    power.forced.reset();
    if (active_) deactivate(false);
    // The timer stays: when it is due it looks how long nobody has done anything.
}

void ScreenSavers::clientGone(ClientId client)
{
    selections_.erase(client);
    unsetAttributes(client);
    if (suspended_.erase(client) > 0) arm();
}

void ScreenSavers::activate(bool forced)
{
    if (active_) return;
    active_ = true;
    activeSince_ = display_.now();
    if (attributes_) show();
    tell(state::State::On, forced);
    arm();
}

void ScreenSavers::deactivate(bool forced)
{
    if (!active_) return;
    active_ = false;
    if (Window* const window = display_.resources().find<Window>(window_))
        display_.tree().destroy(*window);
    tell(state::State::Off, forced);
    arm();
}

void ScreenSavers::show()
{
    const SaverAttributes& wanted = *attributes_;
    auto made = std::make_shared<Window>(window_, wanted.client, wanted.windowClass, wanted.depth,
                                         wanted.visual);
    Window& window = *made;
    window.attributes = wanted.attributes;
    window.attributes.overrideRedirect = true;
    display_.resources().add<Window>(window_, std::move(made));
    display_.tree().create(window, display_.root(), wanted.bounds, wanted.borderWidth);
    display_.select(window, wanted.client, wanted.events);
    display_.tree().map(window);
}

void ScreenSavers::arm()
{
    const ScreenSaver& settings = display_.screenSaver;
    if (active_) {
        if (settings.interval == 0) return timer_.stop();
        return timer_.after(settings.interval * 1000u);
    }
    if (settings.timeout == 0 || !suspended_.empty()) return timer_.stop();
    timer_.set(display_.idle().since() + settings.timeout * 1000u);
}

void ScreenSavers::due()
{
    if (active_)
        tell(state::State::Cycle, false);
    else if (untilOrSince() == 0)
        return activate(false);
    arm();
}

void ScreenSavers::tell(std::uint8_t now, bool forced)
{
    x11::screensaver::NotifyEvent event;
    event.state = now;
    event.time = display_.now();
    event.root = Screen::root;
    event.window = window_;
    event.kind = static_cast<std::uint8_t>(kind());
    event.forced = forced;
    const std::uint32_t mask = now == state::State::Cycle ? Cycle : Notify;
    for (const auto& [id, selected] : selections_)
        if (XClient* const client = display_.client(id); client && (selected & mask))
            client->send(event);
}

PowerSaving::Level PowerSaving::level(std::uint32_t idleMilliseconds) const
{
    if (!enabled) return Level::On;
    if (forced) return *forced;
    const auto passed = [&](std::uint16_t seconds) {
        return seconds != 0 && idleMilliseconds >= seconds * 1000u;
    };
    if (passed(off)) return Level::Off;
    if (passed(suspend)) return Level::Suspend;
    return passed(standby) ? Level::Standby : Level::On;
}

} // namespace vitrine
