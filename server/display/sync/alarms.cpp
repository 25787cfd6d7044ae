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

SyncAlarm& Sync::alarm(Xid id)
{
    return display_.resources().get<SyncAlarm>(id, ErrorCode::Alarm);
}

// What a trigger is from now on. Throws BadCounter, BadMatch, BadValue.
void Sync::initialise(SyncTrigger& trigger, std::uint32_t valueType, std::uint32_t testType)
{
    const SyncCounter* const found = trigger.counter ? &counter(trigger.counter) : nullptr;
    if (valueType > x11::sync::VALUETYPE::Relative) throw badValue(valueType);
    if (testType > x11::sync::TESTTYPE::NegativeComparison) throw badValue(testType);
    trigger.test = static_cast<TestType>(testType);
    trigger.relative = valueType == x11::sync::VALUETYPE::Relative;
    trigger.testValue = trigger.waitValue;
    if (!trigger.relative) return;
    if (!found) throw badMatch();
    const auto value = sum(found->value, trigger.waitValue);
    if (!value) throw badValue(static_cast<std::uint32_t>(trigger.waitValue >> 32));
    trigger.testValue = *value;
}

SyncAlarm Sync::changed(ClientId client, const SyncAlarm& alarm, const AlarmChanges& changes)
{
    SyncAlarm result = alarm;
    SyncTrigger& trigger = result.trigger;
    result.delta = changes.delta.value_or(alarm.delta);
    trigger.counter = changes.counter.value_or(trigger.counter);
    trigger.waitValue = changes.value.value_or(trigger.waitValue);
    const auto testType = changes.testType.value_or(static_cast<std::uint32_t>(trigger.test));
    const std::uint32_t valueType = changes.valueType.value_or(trigger.relative ? 1 : 0);
    if (testType <= x11::sync::TESTTYPE::NegativeComparison) {
        trigger.test = static_cast<TestType>(testType);
        if ((trigger.isPositive() && result.delta < 0) ||
            (!trigger.isPositive() && result.delta > 0))
            throw badMatch();
    }
    if (changes.value || changes.valueType) {
        initialise(trigger, valueType, testType);
    } else { // what it is relative to stays as it was
        initialise(trigger, x11::sync::VALUETYPE::Absolute, testType);
        trigger.relative = alarm.trigger.relative;
        trigger.testValue = alarm.trigger.testValue;
    }
    if (changes.events) {
        std::erase(result.listeners, client);
        if (*changes.events) result.listeners.push_back(client);
    }
    result.state = SyncAlarm::State::Active;
    return result;
}

void Sync::attach(Xid id, const SyncAlarm& alarm)
{
    const Xid counter = alarm.trigger.counter;
    if (counter) display_.resources().find<SyncCounter>(counter)->alarms.push_back(id);
}

void Sync::detach(Xid id, const SyncAlarm& alarm)
{
    if (auto* const counter = display_.resources().find<SyncCounter>(alarm.trigger.counter))
        std::erase(counter->alarms, id);
}

void Sync::createAlarm(ClientId client, Xid id, const AlarmChanges& changes)
{
    display_.checkNew(*display_.client(client), id);
    SyncAlarm fresh;
    fresh.listeners.push_back(client);
    auto alarm = std::make_shared<SyncAlarm>(changed(client, fresh, changes));
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
    SyncAlarm next = changed(client, alarm, changes);
    detach(id, alarm);
    alarm = std::move(next);
    attach(id, alarm);
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
    detach(id, gone);
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
