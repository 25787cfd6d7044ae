// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"
#include "server/display/sync/int64.h"
#include "server/display/sync/sync.h"

#include <algorithm>

namespace vitrine {

using x11::sync::ErrorCode;

std::optional<std::int64_t> SyncAlarm::nextValue(std::int64_t now) const
{
    const auto once = sum(trigger.testValue, delta);
    if (!once || trigger.isTransition() || delta == 0) return once;
    // "repeatedly adding delta ... until it becomes FALSE", in one step: the distance may be any
    // 64-bit number, and delta 1. What is left of the last step leads beyond the counter.
    const auto from = static_cast<std::uint64_t>(trigger.testValue);
    const auto to = static_cast<std::uint64_t>(now);
    const std::uint64_t distance = trigger.isPositive() ? to - from : from - to;
    const std::uint64_t step =
        delta > 0 ? static_cast<std::uint64_t>(delta) : 0 - static_cast<std::uint64_t>(delta);
    const std::uint64_t rest = step - distance % step;
    std::int64_t next = 0;
    const bool beyond = trigger.isPositive() ? __builtin_add_overflow(now, rest, &next)
                                             : __builtin_sub_overflow(now, rest, &next);
    return beyond ? std::nullopt : std::optional(next);
}

bool relativeOf(std::uint32_t valueType)
{
    if (valueType > x11::sync::VALUETYPE::Relative) throw badValue(valueType);
    return valueType == x11::sync::VALUETYPE::Relative;
}

TestType testOf(std::uint32_t testType)
{
    if (testType > x11::sync::TESTTYPE::NegativeComparison) throw badValue(testType);
    return static_cast<TestType>(testType);
}

SyncAlarm& Sync::alarm(Xid id)
{
    return display_.resources().get<SyncAlarm>(id, ErrorCode::Alarm);
}

// Where a trigger's test lies from now on. Throws BadCounter, BadMatch, BadValue.
void Sync::initialise(SyncTrigger& trigger)
{
    const SyncCounter* const found = trigger.counter ? &counter(trigger.counter) : nullptr;
    if (!trigger.relative) {
        trigger.testValue = trigger.waitValue;
        return;
    }
    if (!found) throw badMatch();
    const auto value = sum(found->value, trigger.waitValue);
    if (!value) throw badValue(static_cast<std::uint32_t>(trigger.waitValue >> 32));
    trigger.testValue = *value;
}

// A refused change that makes no sense in itself changes nothing. As in X.Org's server, where it is
// the counter that is refused, or a value with it, all else is changed nevertheless.
void Sync::change(ClientId client, SyncAlarm& alarm, const AlarmChanges& changes)
{
    SyncTrigger trigger = alarm.trigger;
    if (changes.testType) trigger.test = testOf(*changes.testType);
    const std::int64_t delta = changes.delta.value_or(alarm.delta);
    const bool leadsAway = trigger.isPositive() ? delta < 0 : delta > 0;
    if ((changes.delta || changes.testType) && leadsAway) throw badMatch();
    if (changes.valueType) trigger.relative = relativeOf(*changes.valueType);
    trigger.waitValue = changes.value.value_or(trigger.waitValue);
    alarm.trigger = trigger;
    alarm.delta = delta;
    if (changes.events) {
        std::erase(alarm.listeners, client);
        if (*changes.events) alarm.listeners.push_back(client);
    }
    trigger.counter = changes.counter.value_or(trigger.counter);
    if (trigger.counter) counter(trigger.counter); // or BadCounter
    if (changes.value || changes.valueType) initialise(trigger);
    alarm.trigger = trigger;
    alarm.state = SyncAlarm::State::Active;
}

void Sync::attach(Xid id, const SyncAlarm& alarm)
{
    const Xid counter = alarm.trigger.counter;
    if (!counter) return;
    auto& alarms = display_.resources().find<SyncCounter>(counter)->alarms;
    alarms.insert(alarms.begin(), id);
}

void Sync::detach(Xid id, Xid counter)
{
    if (auto* const found = display_.resources().find<SyncCounter>(counter))
        std::erase(found->alarms, id);
}

void Sync::createAlarm(ClientId client, Xid id, const AlarmChanges& changes)
{
    display_.checkNew(*display_.client(client), id);
    SyncAlarm fresh;
    fresh.listeners.push_back(client);
    change(client, fresh, changes);
    auto alarm = std::make_shared<SyncAlarm>(std::move(fresh));
    SyncAlarm& created = *alarm;
    display_.add<SyncAlarm>(*display_.client(client), id, std::move(alarm));
    attach(id, created);
    if (!created.trigger.counter) {
        created.state = SyncAlarm::State::Inactive;
        return;
    }
    const std::int64_t now = counter(created.trigger.counter).value;
    if (created.trigger.holds(now, now)) fire(id, created);
    armTimer();
}

void Sync::changeAlarm(ClientId client, Xid id, const AlarmChanges& changes)
{
    SyncAlarm& alarm = this->alarm(id);
    const Xid before = alarm.trigger.counter;
    change(client, alarm, changes);
    if (alarm.trigger.counter != before) {
        detach(id, before);
        attach(id, alarm);
    }
    if (!alarm.trigger.counter) return fire(id, alarm);
    const std::int64_t now = counter(alarm.trigger.counter).value;
    if (alarm.trigger.holds(now, now)) fire(id, alarm);
    armTimer();
}

void Sync::destroyAlarm(Xid id)
{
    SyncAlarm& gone = alarm(id);
    gone.state = SyncAlarm::State::Destroyed;
    tell(id, gone);
    detach(id, gone.trigger.counter);
    display_.free(id);
    armTimer();
}

void Sync::fire(Xid id, SyncAlarm& alarm)
{
    if (alarm.state != SyncAlarm::State::Active) return;
    const auto* const counter = display_.resources().find<SyncCounter>(alarm.trigger.counter);
    // "if the counter value is None, or if the delta is 0 and the test-type is PositiveComparison
    // or NegativeComparison, no change is made to value and the alarm state is changed to Inactive"
    const bool once = !counter || (alarm.delta == 0 && !alarm.trigger.isTransition());
    const auto next = once ? std::nullopt : alarm.nextValue(counter->value);
    if (!next) alarm.state = SyncAlarm::State::Inactive;
    tell(id, alarm); // with the old value and the new state
    alarm.trigger.testValue = next.value_or(alarm.trigger.testValue);
}

void Sync::tell(Xid id, const SyncAlarm& alarm)
{
    x11::sync::AlarmNotifyEvent event;
    event.kind = 1;
    event.alarm = id;
    event.alarmValue = toWire(alarm.trigger.testValue);
    event.timestamp = display_.now();
    event.state = static_cast<std::uint8_t>(alarm.state);
    if (const auto* const counter = display_.resources().find<SyncCounter>(alarm.trigger.counter))
        event.counterValue = toWire(counter->value);
    for (const ClientId listener : alarm.listeners)
        if (XClient* const client = display_.client(listener)) client->send(event);
}

} // namespace vitrine
