// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/send_event.h"

#include "server/display/clipboard.h"
#include "server/display/display.h"
#include "server/display/input/focus.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/pointer.h"
#include "server/display/policy/launches.h"
#include "server/display/policy/policy.h"

#include <cstring>
#include <optional>
#include <tuple>

#include "x11/xinput.h"

namespace vitrine {

namespace {

constexpr std::uint8_t firstExtensionEvent = 64;

using CoreEvents =
    std::tuple<x11::KeyPressEvent, x11::KeyReleaseEvent, x11::ButtonPressEvent,
               x11::ButtonReleaseEvent, x11::MotionNotifyEvent, x11::EnterNotifyEvent,
               x11::LeaveNotifyEvent, x11::FocusInEvent, x11::FocusOutEvent, x11::ExposeEvent,
               x11::GraphicsExposureEvent, x11::NoExposureEvent, x11::VisibilityNotifyEvent,
               x11::CreateNotifyEvent, x11::DestroyNotifyEvent, x11::UnmapNotifyEvent,
               x11::MapNotifyEvent, x11::MapRequestEvent, x11::ReparentNotifyEvent,
               x11::ConfigureNotifyEvent, x11::ConfigureRequestEvent, x11::GravityNotifyEvent,
               x11::ResizeRequestEvent, x11::CirculateNotifyEvent, x11::CirculateRequestEvent,
               x11::PropertyNotifyEvent, x11::SelectionClearEvent, x11::SelectionRequestEvent,
               x11::SelectionNotifyEvent, x11::ColormapNotifyEvent, x11::ClientMessageEvent,
               x11::MappingNotifyEvent>;
using DeviceEventKinds =
    std::tuple<x11::xinput::DeviceValuatorEvent, x11::xinput::DeviceKeyPressEvent,
               x11::xinput::DeviceKeyReleaseEvent, x11::xinput::DeviceButtonPressEvent,
               x11::xinput::DeviceButtonReleaseEvent, x11::xinput::DeviceMotionNotifyEvent,
               x11::xinput::DeviceFocusInEvent, x11::xinput::DeviceFocusOutEvent,
               x11::xinput::ProximityInEvent, x11::xinput::ProximityOutEvent,
               x11::xinput::DeviceStateNotifyEvent, x11::xinput::DeviceMappingNotifyEvent,
               x11::xinput::ChangeDeviceNotifyEvent, x11::xinput::DeviceKeyStateNotifyEvent,
               x11::xinput::DeviceButtonStateNotifyEvent, x11::xinput::DevicePresenceNotifyEvent,
               x11::xinput::DevicePropertyNotifyEvent>;

template<class Event> Event parsed(const x11::RawEvent& raw, x11::ByteOrder order)
{
    x11::Arena arena;
    x11::Reader reader(std::as_bytes(std::span(raw.bytes)), order, arena);
    return Event::parse(reader);
}

// X11 protocol, ClientMessage: "format specifies how the message is to be viewed, as 8, 16 or
// 32-bit quantities".
void reorderMessage(x11::RawEvent& raw, const x11::RawEvent& original)
{
    constexpr std::size_t values = 12; // where they begin
    const std::size_t width = original.bytes[1] / 8u;
    for (std::size_t at = values; at < raw.bytes.size(); ++at) {
        const std::size_t first = at - (at - values) % width;
        raw.bytes[at] = original.bytes[first + width - 1 - (at - first)];
    }
}

// Between clients of different byte orders.
template<class Event> bool reorder(x11::RawEvent& raw, x11::ByteOrder from, x11::ByteOrder to)
{
    if ((raw.bytes[0] & ~sentByClient) != Event::code) return false;
    std::vector<std::byte> bytes;
    x11::Writer writer(bytes, to, 0);
    parsed<Event>(raw, from).write(writer);
    const x11::RawEvent original = raw;
    std::memcpy(raw.bytes.data(), bytes.data(), std::min(raw.bytes.size(), bytes.size()));
    raw.bytes[0] = original.bytes[0];
    if constexpr (std::is_same_v<Event, x11::ClientMessageEvent>)
        if (from != to) reorderMessage(raw, original);
    return true;
}

void sendTo(XClient& client, x11::RawEvent event, x11::ByteOrder from)
{
    event.bytes[0] |= sentByClient;
    sendWritten(client, event, from);
}
void check(const x11::SendEvent& request)
{
    const std::uint8_t code = request.event.bytes[0] & 0x7f;
    const bool core = code >= x11::KeyPressEvent::code && code <= x11::MappingNotifyEvent::code;
    if (!core && code < firstExtensionEvent) throw badValue(code);
    const std::uint8_t format = request.event.bytes[1];
    if (code == x11::ClientMessageEvent::code && format != 8 && format != 16 && format != 32)
        throw badValue(format);
    constexpr std::uint32_t allEvents = 0x01ffffff;
    if (request.eventMask & ~allEvents) throw badValue(request.eventMask);
}

struct Destination {
    Window* window = nullptr;     // null: nobody
    const Window* last = nullptr; // how far up it may propagate; null: not at all
};

// X11 protocol, SendEvent: the focus window stands for itself unless the pointer is inside it.
Destination destinationOf(Display& display, const x11::SendEvent& request)
{
    Window& root = display.root();
    Window& pointed = display.input().pointer().window();
    Destination destination{nullptr, &root};
    if (request.destination == x11::SendEventDest::PointerWindow) {
        destination.window = &pointed;
    } else if (request.destination == x11::SendEventDest::ItemFocus) {
        const Xid focus = display.input().focus().id();
        if (focus == Focus::none) return {};
        Window* window =
            focus == Focus::pointerRoot ? &root : display.resources().find<Window>(focus);
        if (!window) return {};
        destination.last = window;
        destination.window = window->isAncestorOf(pointed) ? &pointed : window;
    } else {
        destination.window = &display.window(request.destination);
    }
    return destination;
}

// Up to the window where somebody wants one of these events.
Window* propagated(const Destination& destination, std::uint32_t mask)
{
    for (Window* window = destination.window; window; window = window->parent()) {
        if (window->selectedByAll() & mask) return window;
        if (window == destination.last) return nullptr;
        mask &= ~window->attributes.doNotPropagate;
        if (mask == 0) return nullptr;
    }
    return nullptr;
}

// A message in 32-bit units, and the window it is about; none for another event.
std::optional<std::pair<Xid, ClientMessage>> messageIn(Call& call, const x11::SendEvent& request)
{
    const int code = request.event.bytes[0] & 0x7f;
    if (code != x11::ClientMessageEvent::code || request.event.bytes[1] != 32) return std::nullopt;
    x11::RawEvent raw = request.event;
    reorder<x11::ClientMessageEvent>(raw, call.client.byteOrder(), x11::nativeOrder);
    std::pair<Xid, ClientMessage> result;
    auto& [subject, message] = result;
    std::memcpy(&subject, raw.bytes.data() + 4, sizeof subject);
    std::memcpy(&message.type, raw.bytes.data() + 8, sizeof message.type);
    std::memcpy(message.values.data(), raw.bytes.data() + 12, sizeof message.values);
    return result;
}

// The server's own windows are clients too: the clipboard's requestor, the system tray.
void deliverToServer(Call& call, const Window& window, const x11::SendEvent& request)
{
    if (const auto message = messageIn(call, request))
        call.display.policy().messageToServer(window, message->second);
    if (window.id() != call.display.clipboard().window()) return;
    if ((request.event.bytes[0] & 0x7f) != x11::SelectionNotifyEvent::code) return;
    const auto event = parsed<x11::SelectionNotifyEvent>(request.event, call.client.byteOrder());
    call.display.clipboard().selectionNotify(
        {event.requestor, event.selection, event.target, event.property, event.time});
}

// Startup Notification: "xclient messages with the event mask PropertyChangeMask" to the root.
void tellLaunches(Call& call, const x11::SendEvent& request)
{
    const auto& bytes = request.event.bytes;
    const int code = bytes[0] & 0x7f;
    if (!(request.eventMask & x11::EventMask::PropertyChange)) return;
    if (code != x11::ClientMessageEvent::code || bytes[1] != 8) return;
    const auto event = parsed<x11::ClientMessageEvent>(request.event, call.client.byteOrder());
    call.display.policy().launches().received(event.window, event.type,
                                              std::as_bytes(std::span(bytes)).subspan(12));
}

// Messages to a window manager; where none runs, to our policy.
void tellPolicy(Call& call, const x11::SendEvent& request)
{
    constexpr std::uint32_t toManager =
        x11::EventMask::SubstructureRedirect | x11::EventMask::SubstructureNotify;
    if (!(request.eventMask & toManager)) return;
    if ((request.event.bytes[0] & 0x7f) == x11::UnmapNotifyEvent::code) {
        const auto event = parsed<x11::UnmapNotifyEvent>(request.event, call.client.byteOrder());
        if (Window* window = call.display.resources().find<Window>(event.window))
            call.display.policy().withdrawn(*window);
    }
    if (const auto message = messageIn(call, request))
        if (Window* window = call.display.resources().find<Window>(message->first))
            call.display.policy().clientMessage(*window, message->second);
}

} // namespace

void sendWritten(XClient& client, x11::RawEvent event, x11::ByteOrder from)
{
    ClientOutput* output = client.output();
    if (!output) return;
    if (from != client.byteOrder())
        std::apply(
            [&](const auto&... kind) {
                (reorder<std::remove_cvref_t<decltype(kind)>>(event, from, client.byteOrder()) ||
                 ...);
            },
            std::tuple_cat(CoreEvents{}, DeviceEventKinds{}));
    std::uint16_t sequence = client.sequence();
    if (client.byteOrder() != x11::nativeOrder) x11::swapBytes(sequence);
    if ((event.bytes[0] & ~sentByClient) != 11) // KeymapNotify has no sequence number
        std::memcpy(event.bytes.data() + 2, &sequence, sizeof sequence);
    const auto bytes = std::as_bytes(std::span(event.bytes));
    output->buffer().insert(output->buffer().end(), bytes.begin(), bytes.end());
    output->appended();
}

void handle(Call& call, const x11::SendEvent& request)
{
    check(request);
    const Destination destination = destinationOf(call.display, request);
    if (!destination.window) return;
    Window& first = *destination.window;
    const x11::ByteOrder order = call.client.byteOrder();

    if (request.eventMask == 0) { // to the client that created the window
        if (XClient* owner = call.display.client(first.owner()))
            sendTo(*owner, request.event, order);
        else
            deliverToServer(call, first, request);
        return;
    }
    const Window* receiver =
        request.propagate ? propagated(destination, request.eventMask) : &first;
    if (receiver)
        for (const EventSelection& selection : receiver->selections())
            if (selection.mask & request.eventMask)
                if (XClient* client = call.display.client(selection.client))
                    sendTo(*client, request.event, order);
    if (!first.isRoot()) return;
    tellPolicy(call, request);
    tellLaunches(call, request);
}

} // namespace vitrine
