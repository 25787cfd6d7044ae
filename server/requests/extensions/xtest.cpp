// SPDX-License-Identifier: GPL-2.0-or-later
// "X Test Extension Protocol", version 2.2: a client does what hands would.
#include "server/display/display.h"
#include "server/display/extension_states.h"
#include "server/display/input/device_numbers.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/keymap.h"
#include "server/display/input/pointer.h"
#include "server/requests/call.h"
#include "server/requests/extensions/registry.h"

#include <array>

#include "x11/xinput.h"
#include "x11/xtest_dispatch.h"

namespace vitrine {

namespace {

// FakeInput names events by core numbers, or by those of XInput's with a device.
enum class Kind : std::uint8_t { KeyPress, KeyRelease, ButtonPress, ButtonRelease, Motion };

struct Fake {
    Kind kind = Kind::Motion;
    std::uint8_t detail = 0; // of a motion: whether it is relative
    std::optional<std::int32_t> x, y;
};

void perform(InputDevices& input, const Fake& fake)
{
    switch (fake.kind) {
    case Kind::KeyPress:
    case Kind::KeyRelease: return input.keycode(fake.detail, fake.kind == Kind::KeyPress);
    case Kind::ButtonPress:
    case Kind::ButtonRelease: return input.button(fake.detail, fake.kind == Kind::ButtonPress);
    case Kind::Motion: break;
    }
    const Point base = fake.detail ? input.position() : Point{};
    const Point still = fake.detail ? Point{} : input.position();
    input.warp(base + Point{fake.x.value_or(still.x), fake.y.value_or(still.y)});
}

// As X.Org does: type and device are looked at before the delay, the rest after it.
void checkDetail(InputDevices& input, const Fake& fake)
{
    const std::uint8_t detail = fake.detail;
    switch (fake.kind) {
    case Kind::KeyPress:
    case Kind::KeyRelease:
        if (detail < Keymap::minimum) throw badValue(detail);
        break;
    case Kind::ButtonPress:
    case Kind::ButtonRelease:
        if (detail == 0 || detail > input.pointer().mapping().size()) throw badValue(detail);
        break;
    case Kind::Motion:
        if (detail > 1) throw badValue(detail);
        break;
    }
}

void performAfter(Call& call, std::uint32_t delay, const Fake& fake,
                  InputDevices::Hand hand = InputDevices::Hand::XTest)
{
    InputDevices& input = call.display.input();
    checkDetail(input, fake);
    const auto act = [&input, fake, hand] { input.asXTest([&] { perform(input, fake); }, hand); };
    if (delay == 0) return act();
    call.display.extensions().delays.after(delay, call.client.id(), act);
}

std::optional<Kind> kindOf(int type, int first)
{
    if (type < first || type > first + static_cast<int>(Kind::Motion)) return std::nullopt;
    return static_cast<Kind>(type - first);
}

constexpr int firstOfXInput = x11::xinput::extension.firstEvent;
constexpr std::uint8_t deviceValuator = firstOfXInput;
constexpr std::size_t eventSize = 32;

// One of the DeviceValuator events that follow one of XInput's: some of the device's axes, in turn.
struct Axes {
    std::array<std::int32_t, 2> values{};
    int first = 0, end = 0;
};

Axes axesOf(const x11::Frame& frame)
{
    constexpr int deviceAxes = static_cast<int>(std::tuple_size_v<decltype(Axes::values)>);
    Axes axes;
    x11::Arena arena;
    for (std::size_t at = x11::headerSize + eventSize; at < frame.bytes.size(); at += eventSize) {
        x11::Reader reader(frame.bytes.subspan(at, eventSize), frame.order, arena);
        const auto valuator = x11::xinput::DeviceValuatorEvent::parse(reader);
        const auto type = std::to_integer<std::uint8_t>(frame.bytes[at]);
        if (type != deviceValuator) throw badValue(type);
        const bool leads = at == x11::headerSize + eventSize;
        if (leads) axes.first = axes.end = valuator.firstValuator;
        if (valuator.firstValuator != axes.end || axes.end >= deviceAxes)
            throw badValue(valuator.firstValuator);
        if (valuator.numValuators < 1 || axes.end + valuator.numValuators > deviceAxes)
            throw badValue(valuator.numValuators);
        for (int i = 0; i < valuator.numValuators; ++i)
            axes.values[static_cast<std::size_t>(axes.end++)] =
                valuator.valuators[static_cast<std::size_t>(i)];
    }
    return axes;
}

void fakeDevice(Call& call, const x11::Frame& frame, const x11::xtest::FakeInput& request)
{
    const std::uint8_t number = request.deviceid & 0x7f;
    const DeviceUse use = useOf(number);
    if (use == DeviceUse::None)
        throw XError{x11::xinput::extension.firstError, number}; // BadDevice
    const auto kind = kindOf(request.type & 0x7f, firstOfXInput + 1);
    const bool key = kind == Kind::KeyPress || kind == Kind::KeyRelease;
    if (!kind || key != (use == DeviceUse::Keyboard)) throw badValue(request.type);
    const bool alone = frame.bytes.size() == x11::headerSize + eventSize;
    if (alone && kind == Kind::Motion) throw badLength(); // its place must follow
    if (!alone && key) throw badValue(0);
    const Axes axes = axesOf(frame);
    Fake fake{*kind, request.detail, std::nullopt, std::nullopt};
    if (axes.first == 0 && axes.end > 0) fake.x = axes.values[0];
    if (axes.end > 1) fake.y = axes.values[1];
    const auto device = static_cast<DeviceNumber>(number);
    const bool ofViewers =
        device == DeviceNumber::ViewerPointer || device == DeviceNumber::ViewerKeyboard;
    performAfter(call, request.time, fake,
                 ofViewers ? InputDevices::Hand::XTestOnViewers : InputDevices::Hand::XTest);
}

} // namespace

x11::xtest::GetVersion::Reply handle(Call&, const x11::xtest::GetVersion&)
{
    return {.majorVersion = 2, .minorVersion = 2};
}

x11::xtest::CompareCursor::Reply handle(Call& call, const x11::xtest::CompareCursor& request)
{
    const InputDevices& input = call.display.input();
    const CursorRef own = input.cursorOf(call.display.window(request.window));
    CursorRef other;
    if (request.cursor == x11::xtest::Cursor::Current) {
        other = input.cursor();
    } else if (request.cursor != x11::xtest::Cursor::None) {
        call.display.resources().get<Cursor>(request.cursor); // or BadCursor
        other = call.display.resources().share<Cursor>(request.cursor);
    }
    return {.same = own == other};
}

void handle(Call& call, const x11::xtest::FakeInput& request)
{
    const auto kind = kindOf(request.type & 0x7f, x11::KeyPressEvent::code);
    if (!kind) throw badValue(request.type);
    Fake fake{*kind, request.detail, std::nullopt, std::nullopt};
    if (*kind == Kind::Motion) {
        if (request.root && !call.display.window(request.root).isRoot())
            throw badValue(request.root);
        fake.x = request.rootX;
        fake.y = request.rootY;
    }
    performAfter(call, request.time, fake);
}

void handle(Call& call, const x11::xtest::GrabControl& request)
{
    call.display.input().setImpervious(call.client.id(), request.impervious);
}

// FakeInput may carry more than its description says: DeviceValuator events behind the first.
static void dispatchXTest(Call& call, const x11::Frame& frame)
{
    constexpr std::uint8_t firstExtensionEvent = 64;
    if (frame.minor() != x11::xtest::FakeInput::opcode) return x11::xtest::dispatch(call, frame);
    const std::size_t events = frame.bytes.size() - x11::headerSize;
    if (events == 0 || events % eventSize != 0) throw badLength();
    const int type = std::to_integer<int>(frame.bytes[x11::headerSize]) & 0x7f;
    if (type < firstExtensionEvent) return x11::xtest::dispatch(call, frame);
    x11::Arena arena;
    const x11::Frame first{frame.bytes.first(x11::headerSize + eventSize), frame.order};
    const auto request = x11::parseRequest<x11::xtest::FakeInput>(first, arena);
    if (!request) throw badLength();
    fakeDevice(call, frame, *request);
}

static constexpr auto table = x11::xtest::requestTable<Call>();
extern const Extension xtest;
const Extension xtest{x11::xtest::extension, &dispatchXTest, table};

} // namespace vitrine
