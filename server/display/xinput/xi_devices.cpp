// SPDX-License-Identifier: GPL-2.0-or-later
// "X Input Device Extension 2": what the devices are made of.
#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/keymap.h"
#include "server/display/input/pointer.h"
#include "server/display/xinput/xinput.h"

#include <bit>
#include <cstring>

#include "x11/xinput.h"

namespace vitrine {

namespace wire = x11::xinput;

namespace {

constexpr std::array<const char*, 7> buttonLabels{"Button Left",
                                                  "Button Middle",
                                                  "Button Right",
                                                  "Button Wheel Up",
                                                  "Button Wheel Down",
                                                  "Button Horiz Wheel Left",
                                                  "Button Horiz Wheel Right"};
constexpr std::array<const char*, 4> axisLabels{"Rel X", "Rel Y", "Rel Horiz Wheel",
                                                "Rel Vert Wheel"};
constexpr std::array<const char*, 2> touchLabels{"Abs MT Position X", "Abs MT Position Y"};
constexpr std::uint8_t mostTouches = 10;
constexpr std::int32_t click = 120; // of a wheel

wire::DeviceClass classFrom(DeviceNumber source, std::uint16_t type)
{
    wire::DeviceClass result;
    result.type = type;
    result.sourceid = static_cast<std::uint16_t>(source);
    return result;
}

wire::DeviceClass keyClass(DeviceNumber source)
{
    wire::DeviceClass result = classFrom(source, wire::DeviceClassType::Key);
    wire::DeviceClass::Data::KeyCase keys{};
    for (std::uint32_t keycode = Keymap::minimum; keycode <= Keymap::maximum; ++keycode)
        keys.keys.push_back(keycode);
    result.len = static_cast<std::uint16_t>(2 + keys.keys.size());
    result.data.key = std::move(keys);
    return result;
}

wire::DeviceClass buttonClass(Display& display, DeviceNumber source)
{
    wire::DeviceClass result = classFrom(source, wire::DeviceClassType::Button);
    const Pointer& pointer = display.input().pointer();
    wire::DeviceClass::Data::ButtonCase buttons{};
    buttons.state.assign(1, 0);
    for (std::size_t button = 1; button <= pointer.mapping().size(); ++button) {
        buttons.labels.push_back(button <= buttonLabels.size()
                                     ? display.atoms().intern(buttonLabels[button - 1])
                                     : Atom{0});
        if (pointer.down().test(button)) buttons.state[0] |= 1u << button;
    }
    result.len = static_cast<std::uint16_t>(2 + buttons.state.size() + buttons.labels.size());
    result.data.button = std::move(buttons);
    return result;
}

wire::DeviceClass axisClass(Display& display, DeviceNumber source, std::uint16_t number,
                            std::int32_t value)
{
    wire::DeviceClass result = classFrom(source, wire::DeviceClassType::Valuator);
    wire::DeviceClass::Data::ValuatorCase axis{};
    axis.number = number;
    axis.label = display.atoms().intern(axisLabels[number]);
    axis.min = axis.max = {-1, 0}; // no limits
    axis.value = {value, 0};
    axis.mode = wire::ValuatorMode::Relative;
    result.len = 11;
    result.data.valuator = axis;
    return result;
}

wire::DeviceClass touchAxisClass(Display& display, std::uint16_t number, int pixels)
{
    wire::DeviceClass result = axisClass(display, DeviceNumber::ViewerTouch, number, 0);
    result.data.valuator->label = display.atoms().intern(touchLabels[number]);
    result.data.valuator->min = {0, 0};
    result.data.valuator->max = {pixels - 1, 0};
    result.data.valuator->mode = wire::ValuatorMode::Absolute;
    return result;
}

wire::DeviceClass touchClass()
{
    wire::DeviceClass result = classFrom(DeviceNumber::ViewerTouch, wire::DeviceClassType::Touch);
    result.data.touch = {wire::TouchMode::Direct, mostTouches};
    result.len = 2;
    return result;
}

wire::DeviceClass scrollClass(DeviceNumber source, std::uint16_t number, std::uint16_t type)
{
    wire::DeviceClass result = classFrom(source, wire::DeviceClassType::Scroll);
    wire::DeviceClass::Data::ScrollCase scroll{};
    scroll.number = number;
    scroll.scrollType = type;
    scroll.increment = {click, 0};
    result.len = 6;
    result.data.scroll = scroll;
    return result;
}

} // namespace

DeviceNumber XInput::masterOf(DeviceNumber device)
{
    return static_cast<int>(device) % 2 == 0 ? DeviceNumber::MasterPointer
                                             : DeviceNumber::MasterKeyboard;
}

std::uint16_t XInput::attachmentOf(DeviceNumber device)
{
    const bool other = device == DeviceNumber::MasterPointer;
    if (isMaster(device))
        return static_cast<std::uint16_t>(other ? DeviceNumber::MasterKeyboard
                                                : DeviceNumber::MasterPointer);
    return static_cast<std::uint16_t>(masterOf(device));
}

std::uint8_t XInput::typeOf(DeviceNumber device)
{
    const bool pointer = masterOf(device) == DeviceNumber::MasterPointer;
    if (isMaster(device))
        return pointer ? wire::DeviceType::MasterPointer : wire::DeviceType::MasterKeyboard;
    return pointer ? wire::DeviceType::SlavePointer : wire::DeviceType::SlaveKeyboard;
}

const char* XInput::nameOf(DeviceNumber device) const
{
    switch (device) {
    case DeviceNumber::MasterPointer: return "Virtual core pointer";
    case DeviceNumber::MasterKeyboard: return "Virtual core keyboard";
    case DeviceNumber::XTestPointer: return "Virtual core XTEST pointer";
    case DeviceNumber::XTestKeyboard: return "Virtual core XTEST keyboard";
    case DeviceNumber::ViewerPointer: return "Vitrine pointer";
    case DeviceNumber::ViewerKeyboard: return "Vitrine keyboard";
    case DeviceNumber::ViewerTouch: break;
    }
    return "Vitrine touch screen";
}

std::vector<wire::DeviceClass> XInput::classesOf(DeviceNumber device) const
{
    const DeviceNumber source = madeOf(device);
    if (masterOf(device) == DeviceNumber::MasterKeyboard) return {keyClass(source)};
    if (source == DeviceNumber::ViewerTouch) {
        const Size screen = display_.screen().size;
        return {buttonClass(display_, source), touchAxisClass(display_, 0, screen.width),
                touchAxisClass(display_, 1, screen.height), touchClass()};
    }
    const Point position = display_.input().position();
    std::vector<wire::DeviceClass> classes{buttonClass(display_, source),
                                           axisClass(display_, source, 0, position.x),
                                           axisClass(display_, source, 1, position.y)};
    if (source != DeviceNumber::ViewerPointer) return classes;
    classes.push_back(axisClass(display_, source, 2, wheel_.x));
    classes.push_back(axisClass(display_, source, 3, wheel_.y));
    classes.push_back(scrollClass(source, 2, wire::ScrollType::Horizontal));
    classes.push_back(scrollClass(source, 3, wire::ScrollType::Vertical));
    return classes;
}

// A master is made of what its slave that was used last is made of.
DeviceNumber XInput::madeOf(DeviceNumber device) const
{
    const bool keyboard = masterOf(device) == DeviceNumber::MasterKeyboard;
    return isMaster(device) ? lastSlaves_[keyboard] : device;
}

std::vector<std::int32_t> XInput::axesOf(DeviceNumber device) const
{
    if (masterOf(device) == DeviceNumber::MasterKeyboard) return {};
    const Point position = display_.input().position();
    if (madeOf(device) != DeviceNumber::ViewerPointer) return {position.x, position.y};
    return {position.x, position.y, wheel_.x, wheel_.y};
}

std::size_t XInput::indexOf(DeviceNumber device) const
{
    return static_cast<std::size_t>(device) - static_cast<std::size_t>(DeviceNumber::MasterPointer);
}

// Those that X.Org's devices have, once somebody looks.
Properties& XInput::propertiesOf(DeviceNumber device)
{
    Properties& properties = properties_[indexOf(device)];
    if (!properties.all().empty()) return properties;
    Atoms& atoms = display_.atoms();
    const auto flag = [&](const char* name, std::uint8_t value) {
        properties.change(PropertyMode::Replace, atoms.intern(name), atom::integer, 8,
                          std::as_bytes(std::span(&value, 1)));
    };
    flag("Device Enabled", 1);
    if (device == DeviceNumber::XTestPointer || device == DeviceNumber::XTestKeyboard)
        flag("XTEST Device", 1);
    if (isMaster(device) || masterOf(device) != DeviceNumber::MasterPointer) return properties;
    constexpr std::array<float, 9> identity{1, 0, 0, 0, 1, 0, 0, 0, 1};
    properties.change(PropertyMode::Replace, atoms.intern("Coordinate Transformation Matrix"),
                      atoms.intern("FLOAT"), 32, std::as_bytes(std::span(identity)));
    return properties;
}

} // namespace vitrine
