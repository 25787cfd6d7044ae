// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/randr/randr.h"

#include "server/display/display.h"

#include <algorithm>

namespace vitrine {

RandR::RandR(Display& display)
    : display_(display), modes_(display.screen().size), mode_(modes_.ofSize(display.screen().size)),
      setTime_(display.now()), configTime_(display.now())
{
    for (auto& ramp : gamma) {
        ramp.resize(gammaSize);
        for (std::size_t i = 0; i < ramp.size(); ++i)
            ramp[i] = static_cast<std::uint16_t>(i * 0xffff / (gammaSize - 1));
    }
}

void RandR::select(const Window& window, ClientId client, std::uint16_t mask)
{
    std::erase_if(selections_, [&](const Selection& selection) {
        return selection.client == client && selection.window == window.id();
    });
    if (mask != 0) selections_.push_back({client, window.id(), mask});
}

void RandR::windowGone(Xid window)
{
    std::erase_if(selections_,
                  [&](const Selection& selection) { return selection.window == window; });
}

void RandR::clientGone(ClientId client)
{
    std::erase_if(selections_,
                  [&](const Selection& selection) { return selection.client == client; });
}

Rect RandR::area() const
{
    const Mode* const shown = modes_.find(mode_);
    return shown ? Rect::at(position_, shown->size) : Rect{};
}

void RandR::screenResized()
{
    if (resizing_) return;
    const bool another = modes_.prefer(display_.screen().size);
    mode_ = modes_.ofSize(display_.screen().size);
    position_ = {};
    setTime_ = display_.now();
    if (another) configTime_ = setTime_;
    tellScreen();
    tellCrtc();
    tellOutput();
    if (another) tellResources();
}

void RandR::resizeScreen(Size size, Size millimeters)
{
    const Rect shown = area();
    if (shown.right() > size.width || shown.bottom() > size.height) throw badMatch();
    resizing_ = true;
    display_.resize(size, millimeters);
    resizing_ = false;
    tellScreen();
}

void RandR::setCrtc(Xid mode, Point position, std::uint32_t time)
{
    setTime_ = time;
    for (const Atom changed : properties_.applyPending()) propertyChanged(changed, false);
    if (mode == mode_ && position == position_) return;
    mode_ = mode;
    position_ = position;
    tellScreen();
    tellCrtc();
    tellOutput();
}

void RandR::setPrimary(Xid wanted)
{
    if (primary_ == wanted) return;
    primary_ = wanted;
    tellScreen();
    tellOutput();
}

Xid RandR::createMode(Mode mode)
{
    return modes_.create(std::move(mode));
}

void RandR::destroyMode(Xid id)
{
    modes_.destroy(id);
}

void RandR::offerMode(Xid id)
{
    modes_.offer(id);
    configTime_ = display_.now();
    tellScreen();
    tellOutput();
}

void RandR::withdrawMode(Xid id)
{
    if (id == mode_ && modes_.offers(id)) throw badMatch();
    modes_.withdraw(id);
    configTime_ = display_.now();
    tellScreen();
    tellOutput();
}

Monitor RandR::automaticMonitor() const
{
    const Rect shown = area();
    const Screen& screen = display_.screen();
    const Size millimeters = screen.millimeters();
    Monitor monitor;
    monitor.name = display_.atoms().intern(outputName);
    monitor.primary = primary_ == output;
    monitor.automatic = true;
    monitor.area = shown;
    monitor.millimeters = {shown.width * millimeters.width / screen.size.width,
                           shown.height * millimeters.height / screen.size.height};
    monitor.outputs = {output};
    return monitor;
}

std::vector<Monitor> RandR::monitors(bool onlyActive) const
{
    std::vector<Monitor> result;
    bool shown = area().empty();
    for (Monitor monitor : monitors_) {
        const bool ours = !monitor.outputs.empty();
        if (ours) shown = true;
        if (onlyActive && ours && area().empty()) continue;
        if (monitor.area.empty() && ours) { // RANDR 1.5: its outputs say where it is
            monitor.area = area();
            monitor.millimeters = automaticMonitor().millimeters;
        }
        result.push_back(std::move(monitor));
    }
    if (!shown) result.push_back(automaticMonitor());
    std::ranges::stable_partition(result, &Monitor::primary);
    return result;
}

void RandR::setMonitor(Monitor monitor)
{
    constexpr std::size_t mostMonitors = 64;
    const auto name = display_.atoms().name(monitor.name);
    if (name == outputName || std::ranges::count(monitors_, monitor.name, &Monitor::name) > 0)
        throw badValue(monitor.name);
    if (monitors_.size() >= mostMonitors) throw badAlloc();
    // RANDR 1.5: "For each output in 'info.outputs', each one is removed from all pre-existing
    // Monitors", and those left without any are deleted.
    if (!monitor.outputs.empty())
        std::erase_if(monitors_, [](const Monitor& other) { return !other.outputs.empty(); });
    if (monitor.primary)
        for (Monitor& other : monitors_) other.primary = false;
    monitors_.push_back(std::move(monitor));
    tellConfigured();
}

void RandR::deleteMonitor(Atom name)
{
    if (std::erase_if(monitors_, [&](const Monitor& monitor) { return monitor.name == name; }) == 0)
        throw badValue(name);
    tellConfigured();
}

} // namespace vitrine
