// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/sync/sync.h"

#include "server/display/display.h"
#include "server/display/idle.h"

#include <algorithm>

#include "x11/sync.h"

// Counters and fences.
namespace vitrine {

using x11::sync::ErrorCode;

Sync::Sync(Display& display)
    : display_(display), timer_(display.timers(), [this] { tick(); }), lastTime_(display.now())
{
    for (const Xid id : {serverTime, idleTime}) {
        auto counter = std::make_shared<SyncCounter>();
        counter->ofServer = true;
        display.resources().add<SyncCounter>(id, std::move(counter));
    }
}

SyncCounter& Sync::counter(Xid id)
{
    SyncCounter& found = display_.resources().get<SyncCounter>(id, ErrorCode::Counter);
    if (found.ofServer) change(id, current(id));
    return found;
}

std::int64_t Sync::current(Xid serversCounter)
{
    if (serversCounter == idleTime) return display_.idle().milliseconds();
    const std::uint32_t now = display_.now();
    if (now < lastTime_) wraps_ += std::int64_t{1} << 32;
    lastTime_ = now;
    return wraps_ + now;
}

void Sync::set(Xid id, std::int64_t value)
{
    if (counter(id).ofServer) throw XError{10, id}; // BadAccess
    change(id, value);
    if (onSet) onSet(id, value);
}

// Everything that waits for the counter is told; that may change other counters' waiters, never
// another counter.
void Sync::change(Xid id, std::int64_t value)
{
    SyncCounter* const counter = display_.resources().find<SyncCounter>(id);
    if (!counter) return;
    const std::int64_t before = std::exchange(counter->value, value);
    if (before == value) return;
    const std::vector<Xid> alarms = counter->alarms;
    for (const Xid each : alarms) {
        SyncAlarm* const alarm = display_.resources().find<SyncAlarm>(each);
        if (alarm && alarm->trigger.counter == id && alarm->trigger.holds(before, value))
            fire(each, *alarm);
    }
    const std::vector<ClientId> waiting = counter->awaitedBy;
    for (const ClientId client : waiting) {
        const auto await = awaits_.find(client);
        if (await == awaits_.end()) continue;
        const auto holds = [&](const Condition& condition) {
            return condition.trigger.counter == id && condition.trigger.holds(before, value);
        };
        if (std::ranges::any_of(await->second.conditions, holds)) release(client, 0);
    }
}

void Sync::destroyCounter(Xid id)
{
    SyncCounter& gone = display_.resources().get<SyncCounter>(id, ErrorCode::Counter);
    if (gone.ofServer) throw XError{10, id}; // BadAccess
    for (const Xid each : std::vector(gone.alarms)) {
        SyncAlarm* const alarm = display_.resources().find<SyncAlarm>(each);
        if (!alarm || alarm->trigger.counter != id) continue;
        alarm->state = SyncAlarm::State::Inactive;
        tell(each, *alarm);
        alarm->trigger.counter = 0;
    }
    for (const ClientId client : std::vector(gone.awaitedBy)) release(client, id);
    display_.free(id);
}

SyncFence& Sync::fence(Xid id)
{
    return display_.resources().get<SyncFence>(id, ErrorCode::Fence);
}

void Sync::trigger(Xid id)
{
    fence(id).triggered = true;
    releaseFence(id, 0);
}

void Sync::destroyFence(Xid id)
{
    fence(id);
    releaseFence(id, id);
    display_.free(id);
}

void Sync::releaseFence(Xid fence, Xid destroyed)
{
    std::vector<ClientId> waiting;
    for (const auto& [client, await] : awaits_)
        if (std::ranges::count(await.fences, fence) > 0) waiting.push_back(client);
    for (const ClientId client : waiting) release(client, destroyed);
    if (onFence) onFence(fence);
}

void Sync::userActive()
{
    SyncCounter* const idle = display_.resources().find<SyncCounter>(idleTime);
    if (!idle || (idle->alarms.empty() && idle->awaitedBy.empty())) return;
    change(idleTime, current(idleTime)); // how long it was, before it ends
    display_.idle().end();
    change(idleTime, 0);
    armTimer();
}

// When the next trigger of a server's counter may come true. A positive one alone: nothing but a
// user's act makes them smaller.
void Sync::armTimer()
{
    std::optional<std::int64_t> soonest; // from now
    for (const Xid id : {serverTime, idleTime}) {
        const SyncCounter* const counter = display_.resources().find<SyncCounter>(id);
        if (!counter || (counter->alarms.empty() && counter->awaitedBy.empty())) continue;
        const std::int64_t now = current(id);
        const auto consider = [&](const SyncTrigger& trigger) {
            if (trigger.counter != id || !trigger.isPositive() || trigger.testValue <= now) return;
            soonest = std::min(soonest.value_or(trigger.testValue - now), trigger.testValue - now);
        };
        for (const Xid each : counter->alarms)
            if (const SyncAlarm* const alarm = display_.resources().find<SyncAlarm>(each);
                alarm && alarm->state == SyncAlarm::State::Active)
                consider(alarm->trigger);
        for (const ClientId client : counter->awaitedBy)
            if (const auto await = awaits_.find(client); await != awaits_.end())
                for (const Condition& condition : await->second.conditions)
                    consider(condition.trigger);
    }
    if (!soonest) return timer_.stop();
    constexpr std::int64_t longest = 86'400'000; // then look again
    timer_.after(static_cast<std::uint32_t>(std::min(*soonest, longest)));
}

void Sync::tick()
{
    for (const Xid id : {serverTime, idleTime}) change(id, current(id));
    armTimer();
}

void Sync::clientGone(ClientId client)
{
    forgetAwait(client);
    priorities.erase(client);
    display_.resources().each<SyncAlarm>(
        [&](Xid, SyncAlarm& alarm) { std::erase(alarm.listeners, client); });
}

void Sync::destroyOwned(ClientId client)
{
    std::vector<Xid> alarms, counters, fences;
    const auto owned = [&](std::vector<Xid>& list) {
        return [&list, client](Xid id, const auto&) {
            if (Resources::ownerOf(id) == client) list.push_back(id);
        };
    };
    display_.resources().each<SyncAlarm>(owned(alarms));
    display_.resources().each<SyncCounter>(owned(counters));
    display_.resources().each<SyncFence>(owned(fences));
    for (const Xid id : alarms) destroyAlarm(id);
    for (const Xid id : counters) destroyCounter(id);
    for (const Xid id : fences) destroyFence(id);
}

} // namespace vitrine
