// SPDX-License-Identifier: GPL-2.0-or-later
// "X Synchronization Extension", version 3.1.
#include "server/display/sync/sync.h"

#include "server/display/display.h"
#include "server/display/sync/int64.h"
#include "server/requests/call.h"
#include "server/requests/extensions/registry.h"

#include "x11/sync_dispatch.h"

namespace vitrine {

namespace {

constexpr std::size_t mostConditions = 4096;

// Who is meant by a resource of its, or by none: the client that asks. Or throws BadMatch.
ClientId clientOf(Call& call, Xid resource)
{
    if (resource == 0) return call.client.id();
    const ClientId client = Resources::ownerOf(resource);
    const XClient* const found = call.display.client(client);
    const bool exists =
        (resource & XClient::resourceMask()) == 0 || call.display.resources().has(resource);
    if (!found || found->gone() || !exists) throw badValue(resource);
    return client;
}

template<class Values> AlarmChanges changesOf(const Values& values)
{
    AlarmChanges changes;
    if (values.events && *values.events > 1) throw badValue(*values.events);
    if (values.events) changes.events = *values.events == 1;
    changes.counter = values.counter;
    changes.valueType = values.valueType;
    if (values.value) changes.value = fromWire(*values.value);
    changes.testType = values.testType;
    if (values.delta) changes.delta = fromWire(*values.delta);
    return changes;
}

} // namespace

x11::sync::Initialize::Reply handle(Call&, const x11::sync::Initialize&)
{
    return {.majorVersion = 3, .minorVersion = 1};
}

x11::sync::ListSystemCounters::Reply handle(Call&, const x11::sync::ListSystemCounters&)
{
    constexpr std::int64_t resolution = 4; // milliseconds
    x11::sync::ListSystemCounters::Reply reply;
    reply.counters.push_back({Sync::serverTime, toWire(resolution), "SERVERTIME"});
    reply.counters.push_back({Sync::idleTime, toWire(resolution), "IDLETIME"});
    return reply;
}

void handle(Call& call, const x11::sync::CreateCounter& request)
{
    auto counter = std::make_shared<SyncCounter>();
    counter->value = fromWire(request.initialValue);
    call.display.add<SyncCounter>(call.client, request.id, std::move(counter));
}

void handle(Call& call, const x11::sync::SetCounter& request)
{
    call.display.sync().set(request.counter, fromWire(request.value));
}

void handle(Call& call, const x11::sync::ChangeCounter& request)
{
    Sync& sync = call.display.sync();
    const SyncCounter& counter = sync.counter(request.counter);
    if (counter.ofServer) throw XError{10, request.counter}; // BadAccess
    const auto value = sum(counter.value, fromWire(request.amount));
    if (!value) throw badValue(static_cast<std::uint32_t>(request.amount.hi));
    sync.set(request.counter, *value);
}

x11::sync::QueryCounter::Reply handle(Call& call, const x11::sync::QueryCounter& request)
{
    return {.counterValue = toWire(call.display.sync().counter(request.counter).value)};
}

void handle(Call& call, const x11::sync::DestroyCounter& request)
{
    call.display.sync().destroyCounter(request.counter);
}

void handle(Call& call, const x11::sync::Await& request)
{
    if (request.waitList.empty()) throw badValue(0);
    if (request.waitList.size() > mostConditions) throw badAlloc();
    std::vector<Sync::Condition> conditions;
    for (const x11::sync::WaitCondition& wanted : request.waitList) {
        const x11::sync::Trigger& trigger = wanted.trigger;
        if (trigger.counter == 0) throw XError{x11::sync::ErrorCode::Counter, 0};
        call.display.sync().counter(trigger.counter);
        conditions.push_back({.trigger = {.counter = trigger.counter,
                                          .waitValue = fromWire(trigger.waitValue),
                                          .relative = relativeOf(trigger.waitType),
                                          .testValue = 0,
                                          .test = testOf(trigger.testType)},
                              .threshold = fromWire(wanted.eventThreshold)});
    }
    call.display.sync().await(call.client.id(), std::move(conditions));
}

void handle(Call& call, const x11::sync::CreateAlarm& request)
{
    call.display.sync().createAlarm(call.client.id(), request.id, changesOf(request.valueList));
}

void handle(Call& call, const x11::sync::ChangeAlarm& request)
{
    call.display.sync().changeAlarm(call.client.id(), request.id, changesOf(request.valueList));
}

x11::sync::QueryAlarm::Reply handle(Call& call, const x11::sync::QueryAlarm& request)
{
    const SyncAlarm& alarm = call.display.sync().alarm(request.alarm);
    x11::sync::QueryAlarm::Reply reply;
    reply.trigger.counter = alarm.trigger.counter;
    reply.trigger.waitType = x11::sync::VALUETYPE::Absolute; // relative ones have become so
    reply.trigger.waitValue = toWire(alarm.trigger.testValue);
    reply.trigger.testType = static_cast<std::uint32_t>(alarm.trigger.test);
    reply.delta = toWire(alarm.delta);
    reply.events = std::ranges::count(alarm.listeners, call.client.id()) > 0;
    reply.state = static_cast<std::uint8_t>(alarm.state);
    return reply;
}

void handle(Call& call, const x11::sync::DestroyAlarm& request)
{
    call.display.sync().destroyAlarm(request.alarm);
}

// Every client gets its turn, whatever its priority: see server/clients/connection.cpp.
void handle(Call& call, const x11::sync::SetPriority& request)
{
    call.display.sync().priorities[clientOf(call, request.id)] = request.priority;
}

x11::sync::GetPriority::Reply handle(Call& call, const x11::sync::GetPriority& request)
{
    const auto& priorities = call.display.sync().priorities;
    const auto found = priorities.find(clientOf(call, request.id));
    return {.priority = found == priorities.end() ? 0 : found->second};
}

void handle(Call& call, const x11::sync::CreateFence& request)
{
    call.display.drawable(request.drawable);
    call.display.add<SyncFence>(call.client, request.fence,
                                std::make_shared<SyncFence>(SyncFence{request.initiallyTriggered}));
}

void handle(Call& call, const x11::sync::TriggerFence& request)
{
    call.display.sync().trigger(request.fence);
}

void handle(Call& call, const x11::sync::ResetFence& request)
{
    SyncFence& fence = call.display.sync().fence(request.fence);
    if (!fence.triggered) throw badMatch();
    fence.triggered = false;
}

void handle(Call& call, const x11::sync::DestroyFence& request)
{
    call.display.sync().destroyFence(request.fence);
}

x11::sync::QueryFence::Reply handle(Call& call, const x11::sync::QueryFence& request)
{
    return {.triggered = call.display.sync().fence(request.fence).triggered};
}

void handle(Call& call, const x11::sync::AwaitFence& request)
{
    if (request.fenceList.empty()) throw badValue(0);
    if (request.fenceList.size() > mostConditions) throw badAlloc();
    call.display.sync().awaitFences(call.client.id(), request.fenceList);
}

static constexpr auto table = x11::sync::requestTable<Call>();
extern const Extension sync;
const Extension sync{x11::sync::extension, &x11::sync::dispatch<Call>, table};

} // namespace vitrine
