// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/randr/modes.h"

#include "server/display/x_error.h"

#include <algorithm>

namespace vitrine {

namespace {

constexpr Xid firstMode = 0x100000; // of the server's ids; its windows do not come so far
constexpr std::size_t mostModes = 256;
constexpr std::size_t longestName = 256;

constexpr Size commonSizes[] = {
    {640, 480},   {800, 600},   {1024, 768},  {1152, 864},  {1280, 720},  {1280, 800},
    {1280, 1024}, {1366, 768},  {1400, 1050}, {1440, 900},  {1600, 900},  {1600, 1200},
    {1680, 1050}, {1920, 1080}, {1920, 1200}, {2560, 1080}, {2560, 1440}, {2560, 1600},
    {3440, 1440}, {3840, 2160}, {5120, 2880}};

// There is no monitor to time: nothing is blanked, sixty pictures a second.
Mode modeOf(Size size)
{
    Mode mode;
    mode.size = size;
    mode.htotal = mode.hsyncStart = mode.hsyncEnd = static_cast<std::uint16_t>(size.width);
    mode.vtotal = mode.vsyncStart = mode.vsyncEnd = static_cast<std::uint16_t>(size.height);
    mode.dotClock = static_cast<std::uint32_t>(size.area() * 60);
    mode.name = std::to_string(size.width) + "x" + std::to_string(size.height);
    return mode;
}

} // namespace

std::uint16_t Mode::refreshRate() const
{
    const std::uint32_t pixels = std::uint32_t{htotal} * vtotal;
    if (pixels == 0) return 0;
    const std::uint64_t rate = (std::uint64_t{dotClock} + pixels / 2) / pixels;
    return static_cast<std::uint16_t>(std::min<std::uint64_t>(rate, 0xffff));
}

Modes::Modes(Size preferred) : last_(firstMode)
{
    for (const Size size : commonSizes) offered_.push_back(add(modeOf(size)));
    prefer(preferred);
}

Xid Modes::add(Mode mode)
{
    all_.emplace(++last_, std::move(mode));
    return last_;
}

const Mode* Modes::find(Xid id) const
{
    const auto found = all_.find(id);
    return found == all_.end() ? nullptr : &found->second;
}

bool Modes::offers(Xid id) const
{
    return std::ranges::find(offered_, id) != offered_.end();
}

Xid Modes::ofSize(Size size) const
{
    const auto found =
        std::ranges::find_if(offered_, [&](Xid id) { return all_.at(id).size == size; });
    return found == offered_.end() ? 0 : *found;
}

bool Modes::prefer(Size size)
{
    const std::vector<Xid> before = offered_;
    Xid id = ofSize(size);
    if (live_ != 0 && id != live_) {
        std::erase(offered_, live_);
        all_.erase(live_);
        live_ = 0;
    }
    if (id == 0) offered_.push_back(id = live_ = add(modeOf(size)));
    const auto place = std::ranges::find(offered_, id);
    std::rotate(offered_.begin(), place, place + 1);
    return offered_ != before;
}

Xid Modes::create(Mode mode)
{
    const auto named = [&](const auto& other) { return other.second.name == mode.name; };
    if (std::ranges::any_of(all_, named)) throw badName();
    if (all_.size() >= mostModes || mode.name.size() > longestName) throw badAlloc();
    mode.byUser = true;
    return add(std::move(mode));
}

void Modes::destroy(Xid id)
{
    if (!all_.at(id).byUser) throw badMatch();
    if (offers(id)) throw badAccess();
    all_.erase(id);
}

void Modes::offer(Xid id)
{
    if (offers(id)) throw badMatch();
    offered_.push_back(id);
}

void Modes::withdraw(Xid id)
{
    if (!offers(id) || !all_.at(id).byUser) throw badAccess();
    std::erase(offered_, id);
}

} // namespace vitrine
