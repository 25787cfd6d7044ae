// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/sync/trigger.h"
#include "server/display/timers.h"

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <vector>

namespace vitrine {

class Display;

// What ChangeAlarm may change; none: left as it is.
struct AlarmChanges {
    std::optional<Xid> counter;
    std::optional<std::uint32_t> valueType;
    std::optional<std::int64_t> value;
    std::optional<std::uint32_t> testType;
    std::optional<std::int64_t> delta;
    std::optional<bool> events;
};

// SYNC's VALUETYPE and TESTTYPE, or BadValue.
bool relativeOf(std::uint32_t valueType);
TestType testOf(std::uint32_t testType);

// Clients that wait for one another. SYNC 3.1. While a client waits, XClient::waiting is set and
// none of its requests is answered.
class Sync {
public:
    explicit Sync(Display& display); // borrowed for our life

    static constexpr Xid serverTime = 0x120; // counters of the server's
    static constexpr Xid idleTime = 0x121;

    // Counters. They throw BadCounter for what is none.
    SyncCounter& counter(Xid id); // up to date
    void set(Xid id, std::int64_t value);
    void destroyCounter(Xid id);

    // Alarms. They throw as CreateAlarm and ChangeAlarm do.
    SyncAlarm& alarm(Xid id);
    void createAlarm(ClientId client, Xid id, const AlarmChanges& changes);
    void changeAlarm(ClientId client, Xid id, const AlarmChanges& changes);
    void destroyAlarm(Xid id);

    // Fences, of clients and other extensions.
    SyncFence& fence(Xid id);
    void trigger(Xid fence);
    void destroyFence(Xid id);

    struct Condition {
        SyncTrigger trigger; // without its testValue
        std::int64_t threshold = 0;
    };
    // The client waits until one of the conditions holds, or a counter of them is destroyed.
    void await(ClientId client, std::vector<Condition> conditions);
    void awaitFences(ClientId client, std::span<const Xid> fences);

    // Told when a client has set a counter; empty: nobody listens.
    std::function<void(Xid counter, std::int64_t value)> onSet;
    // Told when a fence is triggered, or about to be destroyed.
    std::function<void(Xid fence)> onFence;

    std::map<ClientId, std::int32_t> priorities; // as clients set them; 0 otherwise

    // What the display tells.
    void userActive(); // after a time of idleness
    void clientGone(ClientId client);
    void destroyOwned(ClientId client);

private:
    struct Await {
        std::vector<Condition> conditions;
        std::vector<Xid> fences;
    };

    void initialise(SyncTrigger& trigger);
    void change(ClientId client, SyncAlarm& alarm, const AlarmChanges& changes);
    void attach(Xid id, const SyncAlarm& alarm);
    void detach(Xid id, Xid counter);
    void fire(Xid id, SyncAlarm& alarm);
    void tell(Xid id, const SyncAlarm& alarm);

    void change(Xid id, std::int64_t value);
    std::int64_t current(Xid serversCounter);
    void release(ClientId client, Xid destroyed); // its wait is over
    void forgetAwait(ClientId client);
    void releaseFence(Xid fence, Xid destroyed);
    void armTimer();
    void tick();

    Display& display_;
    std::map<ClientId, Await> awaits_;
    Timer timer_;
    std::uint32_t lastTime_;
    std::int64_t wraps_ = 0; // of the display's clock, in milliseconds
};

} // namespace vitrine
