// SPDX-License-Identifier: GPL-2.0-or-later
// "DAMAGE Extension", version 1.1.
#include "server/display/damage/damages.h"
#include "server/display/display.h"
#include "server/display/extension_states.h"
#include "server/requests/call.h"
#include "server/requests/extensions/registry.h"
#include "server/requests/extensions/xfixes/named_regions.h"

#include <algorithm>
#include <utility>

#include "x11/damage_dispatch.h"

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
    const HeldRegion repair = namedRegionOrNone(call, request.repair);
    const HeldRegion parts = namedRegionOrNone(call, request.parts);
    if (damage.level() == DamageLevel::RawRectangles) return; // which collects nothing
    if (!repair) {
        if (parts) setRegion(call, request.parts, damage.region);
        damage.region.clear();
        return;
    }
    checkCombination(damage.region, *repair);
    if (parts) setRegion(call, request.parts, damage.region.intersected(*repair));
    call.display.extensions().damages.subtract(damage, *repair);
}

void handle(Call& call, const x11::damage::Add& request)
{
    const HeldRegion region = namedRegion(call, request.region);
    call.display.extensions().damages.add(call.display.drawable(request.drawable), *region);
}

static constexpr auto table = x11::damage::requestTable<Call>();
extern const Extension damageExtension;
const Extension damageExtension{x11::damage::extension, &x11::damage::dispatch<Call>, table};

} // namespace vitrine
