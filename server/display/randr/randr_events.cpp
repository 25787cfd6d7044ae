// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"
#include "server/display/randr/randr.h"
#include "server/display/structure_events.h"

#include <algorithm>

#include "x11/randr.h"

// What RANDR's clients hear.
namespace vitrine {

namespace {

// RRNotify: what follows the code depends on it.
template<class Body> struct Notify {
    std::uint8_t subCode;
    Body body;

    void write(x11::Writer& writer) const
    {
        writer.put(x11::randr::NotifyEvent::code);
        writer.put(subCode);
        writer.putSequence();
        writer.put(body);
        writer.endEvent();
    }
};

constexpr std::uint16_t unrotated = 1;

} // namespace

template<class Tell> void RandR::eachSelecting(std::uint16_t mask, Tell tell)
{
    for (const Selection& selection : selections_) {
        if (!(selection.mask & mask)) continue;
        if (XClient* client = display_.client(selection.client)) tell(*client, selection.window);
    }
}

void RandR::tellScreen()
{
    const Screen& screen = display_.screen();
    x11::randr::ScreenChangeNotifyEvent event;
    event.rotation = unrotated;
    event.timestamp = setTime_;
    event.configTimestamp = configTime_;
    event.root = Screen::root;
    const auto& offered = modes_.offered();
    const auto size = std::ranges::find(offered, modes_.ofSize(screen.size));
    event.sizeID =
        static_cast<std::uint16_t>(size == offered.end() ? 0xffff : size - offered.begin());
    event.width = static_cast<std::uint16_t>(screen.size.width);
    event.height = static_cast<std::uint16_t>(screen.size.height);
    event.mwidth = static_cast<std::uint16_t>(screen.millimeters().width);
    event.mheight = static_cast<std::uint16_t>(screen.millimeters().height);
    eachSelecting(ScreenChange, [&](XClient& client, Xid window) {
        event.requestWindow = window;
        client.send(event);
    });
}

void RandR::tellCrtc()
{
    const Rect shown = area();
    Notify<x11::randr::CrtcChange> event{x11::randr::Notify::CrtcChange, {}};
    event.body.timestamp = setTime_;
    event.body.crtc = crtc;
    event.body.mode = mode_;
    event.body.rotation = unrotated;
    event.body.x = static_cast<std::int16_t>(position_.x);
    event.body.y = static_cast<std::int16_t>(position_.y);
    event.body.width = static_cast<std::uint16_t>(shown.width);
    event.body.height = static_cast<std::uint16_t>(shown.height);
    eachSelecting(CrtcChange, [&](XClient& client, Xid window) {
        event.body.window = window;
        client.send(event);
    });
}

void RandR::tellOutput()
{
    Notify<x11::randr::OutputChange> event{x11::randr::Notify::OutputChange, {}};
    event.body.timestamp = setTime_;
    event.body.configTimestamp = configTime_;
    event.body.output = output;
    event.body.crtc = mode_ == 0 ? 0 : crtc;
    event.body.mode = mode_;
    event.body.rotation = unrotated;
    eachSelecting(OutputChange, [&](XClient& client, Xid window) {
        event.body.window = window;
        client.send(event);
    });
}

void RandR::tellResources()
{
    Notify<x11::randr::ResourceChange> event{x11::randr::Notify::ResourceChange, {}};
    event.body.timestamp = configTime_;
    eachSelecting(ResourceChange, [&](XClient& client, Xid window) {
        event.body.window = window;
        client.send(event);
    });
}

void RandR::propertyChanged(Atom name, bool deleted)
{
    Notify<x11::randr::OutputProperty> event{x11::randr::Notify::OutputProperty, {}};
    event.body.output = output;
    event.body.atom = name;
    event.body.timestamp = display_.now();
    event.body.status = deleted ? 1 : 0;
    eachSelecting(PropertyChange, [&](XClient& client, Xid window) {
        event.body.window = window;
        client.send(event);
    });
}

// Monitors have no event of their own: ConfigureNotify on the root says that they are others.
void RandR::tellConfigured()
{
    x11::ConfigureNotifyEvent event;
    event.window = Screen::root;
    event.width = static_cast<std::uint16_t>(display_.screen().size.width);
    event.height = static_cast<std::uint16_t>(display_.screen().size.height);
    tellStructure(display_, display_.root(), nullptr, event);
}

} // namespace vitrine
