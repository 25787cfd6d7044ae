// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/input/passive_grabs.h"

#include "server/display/x_error.h"

#include <algorithm>

namespace vitrine {

bool PassiveGrab::startedBy(std::uint8_t pressed, std::uint16_t held) const
{
    const bool detailFits = detail == anyDetail ? !withoutDetails.test(pressed) : detail == pressed;
    const bool modifiersFit = modifiers == anyModifiers ? !withoutModifiers.test(held & 0xff)
                                                        : modifiers == (held & 0xff);
    return detailFits && modifiersFit;
}

// Of XInput 2's, none for a slave alone: it always feeds its master.
bool PassiveGrab::startsFor(DeviceNumber by) const
{
    constexpr std::uint16_t lastMaster = 3;
    if (grab.byDevice) return xiDevice == static_cast<std::uint16_t>(by);
    return isMaster(by) && (!grab.xinput || xiDevice <= lastMaster);
}

bool PassiveGrab::overlaps(const PassiveGrab& other) const
{
    const auto shares = [](auto mine, auto theirs, auto any, const auto& withoutMine,
                           const auto& withoutTheirs) {
        if (mine != any && theirs != any) return mine == theirs;
        if (mine == any && theirs == any) return true;
        return mine == any ? !withoutMine.test(theirs) : !withoutTheirs.test(mine);
    };
    // As X.Org has it: those by XInput and those by the core protocol live beside each other.
    return device == other.device && grab.xinput == other.grab.xinput &&
           grab.byDevice == other.grab.byDevice && modifierDevice == other.modifierDevice &&
           sharesDevice(other) &&
           shares(detail, other.detail, anyDetail, withoutDetails, other.withoutDetails) &&
           shares(modifiers, other.modifiers, anyModifiers, withoutModifiers,
                  other.withoutModifiers);
}

bool PassiveGrab::isSameCombination(const PassiveGrab& other) const
{
    return device == other.device && detail == other.detail && modifiers == other.modifiers &&
           grab.xinput == other.grab.xinput && grab.byDevice == other.grab.byDevice &&
           xiDevice == other.xiDevice && modifierDevice == other.modifierDevice;
}

bool PassiveGrab::sharesDevice(const PassiveGrab& other) const
{
    constexpr std::uint16_t allDevices = 0, allMasters = 1, lastMaster = 3;
    const auto covers = [](std::uint16_t wide, std::uint16_t narrow) {
        return wide == allDevices || (wide == allMasters && narrow >= 1 && narrow <= lastMaster);
    };
    return xiDevice == other.xiDevice || covers(xiDevice, other.xiDevice) ||
           covers(other.xiDevice, xiDevice);
}

void PassiveGrabs::checkRoom(ClientId client, std::size_t more) const
{
    std::size_t count = more;
    for (const auto& [window, grabs] : byWindow_)
        count += static_cast<std::size_t>(std::ranges::count_if(
            grabs, [&](const PassiveGrab& grab) { return grab.grab.client == client; }));
    if (count > mostOfClient) throw badAlloc();
}

void PassiveGrabs::add(PassiveGrab grab)
{
    checkRoom(grab.grab.client, 1);
    std::vector<PassiveGrab>& grabs = byWindow_[grab.grab.window];
    for (const PassiveGrab& other : grabs)
        if (other.grab.client != grab.grab.client && other.overlaps(grab)) throw badAccess();
    std::erase_if(grabs, [&](const PassiveGrab& other) {
        return other.grab.client == grab.grab.client && other.isSameCombination(grab);
    });
    byDevice_ = byDevice_ || grab.grab.byDevice;
    grabs.push_back(std::move(grab));
}

void PassiveGrabs::remove(ClientId client, Xid window, PassiveGrab::Device device,
                          std::uint8_t detail, std::uint16_t modifiers,
                          std::optional<std::uint16_t> xiDevice)
{
    PassiveGrab wanted;
    wanted.grab.client = client;
    wanted.grab.window = window;
    wanted.device = device;
    wanted.detail = detail;
    wanted.modifiers = modifiers;
    wanted.grab.xinput = xiDevice.has_value();
    wanted.xiDevice = xiDevice.value_or(0);
    remove(wanted);
}

void PassiveGrabs::remove(const PassiveGrab& wanted)
{
    const auto found = byWindow_.find(wanted.grab.window);
    if (found == byWindow_.end()) return;
    const ClientId client = wanted.grab.client;
    const auto [detail, modifiers] = std::pair{wanted.detail, wanted.modifiers};

    struct Given { // of a grab: whether all that it has
        bool any, details, modifiers;
    };
    const auto given = [&](const PassiveGrab& grab) -> Given {
        const bool any =
            grab.grab.client == client && grab.xiDevice == wanted.xiDevice && grab.overlaps(wanted);
        return {any, detail == PassiveGrab::anyDetail || grab.detail == detail,
                modifiers == PassiveGrab::anyModifiers || grab.modifiers == modifiers};
    };
    const auto isSplit = [&](const PassiveGrab& grab) {
        const auto [any, allDetails, allModifiers] = given(grab);
        return any && !allDetails && !allModifiers;
    };
    const auto splits = static_cast<std::size_t>(std::ranges::count_if(found->second, isSplit));
    if (splits > 0) checkRoom(client, splits);

    std::vector<PassiveGrab> kept;
    for (PassiveGrab& grab : found->second) {
        const auto [any, allDetails, allModifiers] = given(grab);
        if (!any) {
            kept.push_back(std::move(grab));
            continue;
        }
        if (allDetails && allModifiers) continue;
        if (!allDetails && !allModifiers) {
            // Of all combinations but one there remain: this detail with other modifiers…
            PassiveGrab rest = grab;
            rest.detail = detail;
            rest.withoutModifiers.set(modifiers & 0xff);
            kept.push_back(std::move(rest));
        }
        // …and all other details.
        if (!allDetails)
            grab.withoutDetails.set(detail);
        else
            grab.withoutModifiers.set(modifiers & 0xff);
        kept.push_back(std::move(grab));
    }
    if (kept.empty())
        byWindow_.erase(found);
    else
        found->second = std::move(kept);
}

const PassiveGrab* PassiveGrabs::find(Xid window, PassiveGrab::Device device, std::uint8_t detail,
                                      std::uint16_t modifiers, DeviceNumber by) const
{
    const auto found = byWindow_.find(window);
    if (found == byWindow_.end()) return nullptr;
    for (auto grab = found->second.rbegin(); grab != found->second.rend(); ++grab)
        if (grab->device == device && grab->startsFor(by) && grab->startedBy(detail, modifiers))
            return &*grab;
    return nullptr;
}

bool PassiveGrabs::any(PassiveGrab::Device device) const
{
    for (const auto& [window, grabs] : byWindow_)
        for (const PassiveGrab& grab : grabs)
            if (grab.device == device) return true;
    return false;
}

bool PassiveGrabs::startedBy(DeviceNumber device) const
{
    for (const auto& [window, grabs] : byWindow_)
        for (const PassiveGrab& grab : grabs)
            if (grab.startsFor(device)) return true;
    return false;
}

void PassiveGrabs::forget(ClientId client, DeviceNumber device)
{
    for (auto& [window, grabs] : byWindow_)
        std::erase_if(grabs, [&](const PassiveGrab& grab) {
            return grab.grab.byDevice && grab.grab.client == client && grab.startsFor(device);
        });
    std::erase_if(byWindow_, [](const auto& entry) { return entry.second.empty(); });
}

std::bitset<256> PassiveGrabs::grabbedKeys() const
{
    std::bitset<256> keys;
    for (const auto& [window, grabs] : byWindow_)
        for (const PassiveGrab& grab : grabs)
            if (grab.device == PassiveGrab::Device::Keyboard &&
                grab.detail != PassiveGrab::anyDetail)
                keys.set(grab.detail);
    return keys;
}

void PassiveGrabs::windowGone(Xid window)
{
    byWindow_.erase(window);
    for (auto& [id, grabs] : byWindow_)
        std::erase_if(grabs,
                      [&](const PassiveGrab& grab) { return grab.grab.confineTo == window; });
}

void PassiveGrabs::clientGone(ClientId client)
{
    for (auto& [id, grabs] : byWindow_)
        std::erase_if(grabs, [&](const PassiveGrab& grab) { return grab.grab.client == client; });
    std::erase_if(byWindow_, [](const auto& entry) { return entry.second.empty(); });
}

} // namespace vitrine
