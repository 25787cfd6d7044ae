// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"
#include "server/display/sync/int64.h"
#include "server/display/sync/sync.h"

#include <algorithm>

// Clients that wait.
namespace vitrine {

void Sync::await(ClientId client, std::vector<Condition> conditions)
{
    for (Condition& condition : conditions) {
        SyncTrigger& trigger = condition.trigger;
        if (!trigger.counter) throw XError{x11::sync::ErrorCode::Counter, 0};
        initialise(trigger);
    }
    bool holds = false;
    for (const Condition& condition : conditions) {
        SyncCounter& counter = *display_.resources().find<SyncCounter>(condition.trigger.counter);
        holds = holds || condition.trigger.holds(counter.value, counter.value);
        if (std::ranges::count(counter.awaitedBy, client) == 0) counter.awaitedBy.push_back(client);
    }
    display_.client(client)->waiting = true;
    awaits_[client].conditions = std::move(conditions);
    if (holds) return release(client, 0);
    armTimer();
}

void Sync::awaitFences(ClientId client, std::span<const Xid> fences)
{
    const auto triggered = [this](Xid id) { return fence(id).triggered; };
    if (std::ranges::count_if(fences, triggered) > 0) return;
    display_.client(client)->waiting = true;
    awaits_[client].fences.assign(fences.begin(), fences.end());
}

namespace {

// Whether the client is told of a condition once its wait is over. SYNC 3.1, "Await".
bool isTold(const Sync::Condition& condition, std::int64_t value)
{
    const auto distance = difference(value, condition.trigger.testValue);
    if (!distance) return false;
    return condition.trigger.isPositive() ? *distance >= condition.threshold
                                          : *distance <= condition.threshold;
}

} // namespace

void Sync::release(ClientId client, Xid destroyed)
{
    const auto found = awaits_.find(client);
    if (found == awaits_.end()) return;
    const Await ended = found->second;
    forgetAwait(client);
    XClient* const released = display_.client(client);
    if (!released) return;

    std::vector<x11::sync::CounterNotifyEvent> events;
    const auto add = [&](Xid id, std::int64_t waitValue, std::int64_t value) {
        x11::sync::CounterNotifyEvent event;
        event.counter = id;
        event.waitValue = toWire(waitValue);
        event.counterValue = toWire(value);
        event.timestamp = display_.now();
        event.destroyed = id == destroyed;
        events.push_back(event);
    };
    for (const Condition& condition : ended.conditions) {
        const Xid id = condition.trigger.counter;
        const auto* const counter = display_.resources().find<SyncCounter>(id);
        if (counter && (id == destroyed || isTold(condition, counter->value)))
            add(id, condition.trigger.testValue, counter->value);
    }
    for (const Xid fence : ended.fences)
        if (fence == destroyed) add(fence, 0, 0);
    // "all the CounterNotify events for the Await request are generated contiguously"
    for (std::size_t i = 0; i < events.size(); ++i) {
        events[i].count = static_cast<std::uint16_t>(events.size() - i - 1);
        released->send(events[i]);
    }
    released->waiting = false;
    if (ClientOutput* const output = released->output()) output->resume();
}

void Sync::forgetAwait(ClientId client)
{
    const auto found = awaits_.find(client);
    if (found == awaits_.end()) return;
    for (const Condition& condition : found->second.conditions)
        if (auto* const counter = display_.resources().find<SyncCounter>(condition.trigger.counter))
            std::erase(counter->awaitedBy, client);
    awaits_.erase(found);
}

} // namespace vitrine
