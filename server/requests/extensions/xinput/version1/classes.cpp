// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/extensions/xinput/version1/classes.h"

#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "server/display/xinput/xinput.h"
#include "server/requests/extensions/xinput/version1/version1.h"

#include <algorithm>

namespace vitrine {

namespace wire = x11::xinput;

namespace {

struct Kind {
    std::uint8_t number;
    DeviceMask mask;
};

// In the order in which X.Org tells them.
constexpr Kind kinds[] = {
    {wire::DeviceKeyPressEvent::code, device_mask::keyPress},
    {wire::DeviceKeyReleaseEvent::code, device_mask::keyRelease},
    {wire::DeviceButtonPressEvent::code, device_mask::buttonPress},
    {wire::DeviceButtonReleaseEvent::code, device_mask::buttonRelease},
    {wire::ProximityInEvent::code, device_mask::proximity},
    {wire::ProximityOutEvent::code, device_mask::proximity},
    {wire::DeviceStateNotifyEvent::code, device_mask::stateNotify},
    {wire::DeviceMotionNotifyEvent::code, device_mask::pointerMotion},
    {0, device_mask::pointerMotionHint},
    {1, device_mask::button1Motion},
    {2, device_mask::button1Motion << 1},
    {3, device_mask::button1Motion << 2},
    {4, device_mask::button1Motion << 3},
    {5, device_mask::button1Motion << 4},
    {6, device_mask::buttonMotion},
    {wire::DeviceFocusInEvent::code, device_mask::focusChange},
    {wire::DeviceFocusOutEvent::code, device_mask::focusChange},
    {wire::DeviceMappingNotifyEvent::code, device_mask::mappingNotify},
    {wire::ChangeDeviceNotifyEvent::code, device_mask::changeNotify},
    {7, device_mask::buttonGrab},
    {8, device_mask::buttonGrab}, // DeviceOwnerGrabButton is the same at X.Org
    {0, device_mask::presence},
    {wire::DevicePropertyNotifyEvent::code, device_mask::propertyNotify},
    {9, 0}, // NoExtensionEvent
};

} // namespace

xi::ClassMasks xi::masksOf(Call& call, std::span<const std::uint32_t> classes)
{
    ClassMasks result;
    for (const std::uint32_t eventClass : classes) {
        const std::uint32_t number = eventClass >> 8;
        const bool known = number < DeviceSelections::deviceCount &&
                           number >= static_cast<std::uint32_t>(DeviceNumber::MasterPointer) &&
                           call.display.input().xinput().has(static_cast<DeviceNumber>(number));
        if (!known) throw XError{wire::ErrorCode::Class, eventClass};
        const auto kind = std::ranges::find(kinds, eventClass & 0xff, &Kind::number);
        if (kind == std::ranges::end(kinds)) continue;
        result.masks[number] |= kind->mask;
        result.named[number] = true;
    }
    return result;
}

DeviceMask xi::maskOf(Call& call, std::span<const std::uint32_t> classes, DeviceNumber only)
{
    const ClassMasks all = masksOf(call, classes);
    for (const std::uint32_t eventClass : classes)
        if (eventClass >> 8 != static_cast<std::uint32_t>(only))
            throw XError{wire::ErrorCode::Class, eventClass};
    return all.masks[static_cast<std::size_t>(only)];
}

void xi::appendClasses(std::vector<std::uint32_t>& classes, const DeviceSelections::Masks& masks)
{
    for (std::uint32_t device = 0; device < masks.size(); ++device)
        for (int bit = 31; masks[device] && bit >= 0; --bit)
            for (const Kind& kind : kinds)
                if (kind.mask == 1u << bit && (masks[device] & kind.mask))
                    classes.push_back(device << 8 | kind.number);
}

} // namespace vitrine
