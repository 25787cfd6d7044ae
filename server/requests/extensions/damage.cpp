// SPDX-License-Identifier: GPL-2.0-or-later
// "DAMAGE Extension", version 1.1.
#include "server/display/damage/damages.h"
#include "server/display/display.h"
#include "server/display/extension_states.h"
#include "server/requests/call.h"
#include "server/requests/extensions/registry.h"

#include <algorithm>
#include <utility>

#include "x11/damage_dispatch.h"
#include "x11/xfixes.h"

namespace vitrine {

namespace {

constexpr std::pair<std::uint32_t, std::uint32_t> ourVersion{1, 1};

// What has ended with its pixmap is found out here.
DamageObject& damageOf(Call& call, Xid id)
{
    constexpr std::uint8_t badDamage = x11::damage::ErrorCode::Damage;
    auto& damage = call.display.resources().get<DamageObject>(id, badDamage);
    if (!Damages::ended(damage)) return damage;
    call.display.free(id);
    throw XError{badDamage, id};
}

Region& regionOf(Call& call, Xid id)
{
    return call.display.resources().get<Region>(id, x11::xfixes::ErrorCode::Region);
}

Region* regionOrNone(Call& call, Xid id)
{
    return id ? &regionOf(call, id) : nullptr;
}

} // namespace

x11::damage::QueryVersion::Reply handle(Call&, const x11::damage::QueryVersion& request)
{
    const auto [major, minor] =
        std::min(ourVersion, {request.clientMajorVersion, request.clientMinorVersion});
    return {.majorVersion = major, .minorVersion = minor};
}

void handle(Call& call, const x11::damage::Create& request)
{
    Display& display = call.display;
    display.checkNew(call.client, request.damage);
    display.drawable(request.drawable);
    if (request.level > static_cast<std::uint8_t>(DamageLevel::NonEmpty))
        throw badValue(request.level);
    Damages& damages = display.extensions().damages;
    auto damage =
        std::make_shared<DamageObject>(damages, request.damage, call.client.id(), request.drawable,
                                       static_cast<DamageLevel>(request.level));
    display.add(call.client, request.damage, damage);
    damages.begin(*damage);
}

void handle(Call& call, const x11::damage::Destroy& request)
{
    damageOf(call, request.damage);
    call.display.free(request.damage);
}

void handle(Call& call, const x11::damage::Subtract& request)
{
    DamageObject& damage = damageOf(call, request.damage);
    const Region* repair = regionOrNone(call, request.repair);
    Region* parts = regionOrNone(call, request.parts);
    if (damage.level() == DamageLevel::RawRectangles) return; // which collects nothing
    if (!repair) {
        Region all = std::exchange(damage.region, Region());
        if (parts) *parts = std::move(all);
        return;
    }
    const Region repaired = *repair; // may be `parts` itself
    if (parts) *parts = damage.region.intersected(repaired);
    call.display.extensions().damages.subtract(damage, repaired);
}

void handle(Call& call, const x11::damage::Add& request)
{
    const Region& region = regionOf(call, request.region);
    call.display.extensions().damages.add(call.display.drawable(request.drawable), region);
}

static constexpr auto table = x11::damage::requestTable<Call>();
extern const Extension damageExtension;
const Extension damageExtension{x11::damage::extension, &x11::damage::dispatch<Call>, table};

} // namespace vitrine
