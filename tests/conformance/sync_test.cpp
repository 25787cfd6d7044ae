// SPDX-License-Identifier: GPL-2.0-or-later
// "X Synchronization Extension", version 3.1.
#include "server/display/sync/sync.h"
#include "tests/support/replies.h"
#include "tests/support/test_server.h"

#include <catch2/catch.hpp>
#include <xcb/sync.h>
#include <xcb/xcbext.h>

#include <cstring>
#include <limits>
#include <string>

#include "x11/sync.h"

using namespace vitrine;
using x11::sync::ErrorCode;

namespace {

constexpr int badValueCode = 2, badMatchCode = 8, badDrawableCode = 9, badAccessCode = 10,
              badIdCode = 14;
constexpr std::uint8_t counterNotify = x11::sync::extension.firstEvent;
constexpr std::uint8_t alarmNotify = counterNotify + 1;
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

xcb_sync_int64_t int64(std::int64_t value)
{
    return {static_cast<std::int32_t>(value >> 32), static_cast<std::uint32_t>(value)};
}
std::int64_t number(const xcb_sync_int64_t& value)
{
    return (std::int64_t{value.hi} << 32) | value.lo;
}

struct Fixture {
    TestServer server;
    XcbClient client{server};
    xcb_connection_t* c = client.c();

    xcb_sync_counter_t counter(std::int64_t value)
    {
        const xcb_sync_counter_t id = client.id();
        xcb_sync_create_counter(c, id, int64(value));
        return id;
    }
    void set(xcb_sync_counter_t id, std::int64_t value)
    {
        xcb_sync_set_counter(c, id, int64(value));
        xcb_flush(c); // others may wait for it
    }
    static xcb_sync_waitcondition_t condition(xcb_sync_counter_t id, std::int64_t value,
                                              xcb_sync_testtype_t test, std::int64_t threshold = 0,
                                              std::uint32_t type = XCB_SYNC_VALUETYPE_ABSOLUTE)
    {
        return {{id, type, int64(value), static_cast<std::uint32_t>(test)}, int64(threshold)};
    }
    // An alarm; returns the error code of creating it.
    int alarm(xcb_sync_alarm_t id, xcb_sync_counter_t of, std::int64_t value,
              xcb_sync_testtype_t test, std::int64_t delta, std::uint32_t type = 0)
    {
        xcb_sync_create_alarm_value_list_t values{};
        values.counter = of;
        values.valueType = type;
        values.value = int64(value);
        values.testType = test;
        values.delta = int64(delta);
        return client.check(xcb_sync_create_alarm_aux_checked(c, id, 31, &values));
    }
    XcbReply<xcb_sync_alarm_notify_event_t> fired()
    {
        return client.event<xcb_sync_alarm_notify_event_t>(alarmNotify);
    }
    // By the bytes: libxcb's accessors expect padding before the name, where the wire has none.
    xcb_sync_counter_t system(const std::string& name)
    {
        const auto list = REPLY(sync_list_system_counters);
        const char* at = reinterpret_cast<const char*>(list.get() + 1);
        for (std::uint32_t left = list->counters_len; left > 0; --left) {
            xcb_sync_counter_t counter = 0;
            std::uint16_t length = 0;
            std::memcpy(&counter, at, sizeof counter);
            std::memcpy(&length, at + 12, sizeof length);
            if (std::string(at + 14, length) == name) return counter;
            at += (14 + length + 3) / 4 * 4;
        }
        return 0;
    }
    bool answers(const XcbClient& other) // soon; a client that waits does not
    {
        const auto cookie = xcb_get_input_focus(other.c());
        xcb_flush(other.c());
        client.sync();
        client.sync();
        void* reply = nullptr;
        return xcb_poll_for_reply(other.c(), cookie.sequence, &reply, nullptr) != 0 &&
               (std::free(reply), true);
    }
};

} // namespace

TEST_CASE_METHOD(Fixture, "SYNC: counters are made, set, changed, asked and destroyed")
{
    const auto version = REPLY(sync_initialize, 3, 1);
    CHECK(version->major_version == 3);
    CHECK(version->minor_version == 1);
    const auto id = counter(-5);
    CHECK(number(REPLY(sync_query_counter, id)->counter_value) == -5);
    set(id, std::int64_t{1} << 40);
    xcb_sync_change_counter(c, id, int64(-1));
    CHECK(number(REPLY(sync_query_counter, id)->counter_value) == (std::int64_t{1} << 40) - 1);
    set(id, highest);
    CHECK(client.check(xcb_sync_change_counter_checked(c, id, int64(1))) == badValueCode);
    CHECK(client.check(xcb_sync_create_counter_checked(c, id, int64(0))) == badIdCode);
    CHECK(client.check(xcb_sync_destroy_counter_checked(c, id)) == 0);
    CHECK(client.check(xcb_sync_destroy_counter_checked(c, id)) == ErrorCode::Counter);
    CHECK(client.check(xcb_sync_set_counter_checked(c, id, int64(0))) == ErrorCode::Counter);
    CHECK(ERROR_OF(sync_query_counter, id) == ErrorCode::Counter);
}

TEST_CASE_METHOD(Fixture, "SYNC: SERVERTIME and IDLETIME pass, and no client may set them")
{
    const auto time = system("SERVERTIME"), idle = system("IDLETIME");
    REQUIRE(time != 0);
    REQUIRE(idle != 0);
    const auto before = number(REPLY(sync_query_counter, time)->counter_value);
    const auto wait =
        condition(time, 30, XCB_SYNC_TESTTYPE_POSITIVE_COMPARISON, 0, XCB_SYNC_VALUETYPE_RELATIVE);
    xcb_sync_await(c, 1, &wait);
    CHECK(number(REPLY(sync_query_counter, time)->counter_value) >= before + 30);
    const auto event = client.event<xcb_sync_counter_notify_event_t>(counterNotify);
    REQUIRE(event);
    CHECK(event->counter == time);
    CHECK(event->count == 0);
    for (const auto id : {time, idle}) {
        CHECK(client.check(xcb_sync_set_counter_checked(c, id, int64(0))) == badAccessCode);
        CHECK(client.check(xcb_sync_change_counter_checked(c, id, int64(1))) == badAccessCode);
        CHECK(client.check(xcb_sync_destroy_counter_checked(c, id)) == badAccessCode);
    }
}

TEST_CASE_METHOD(Fixture, "SYNC: an alarm on IDLETIME tells idleness, and another its end")
{
    const auto idle = system("IDLETIME");
    const auto asleep = client.id(), awake = client.id();
    const auto firedBy = [&](xcb_sync_alarm_t alarm) {
        auto event = fired();
        while (event && event->alarm != alarm) event = fired();
        return event;
    };
    const auto touch = [&] { server.with([](Display& display) { display.userActive(); }); };
    CHECK(alarm(asleep, idle, 40, XCB_SYNC_TESTTYPE_POSITIVE_TRANSITION, 0) == 0);
    touch();
    const auto first = firedBy(asleep);
    REQUIRE(first);
    CHECK(number(first->counter_value) >= 40);
    CHECK(first->state == XCB_SYNC_ALARMSTATE_ACTIVE);
    CHECK(alarm(awake, idle, 20, XCB_SYNC_TESTTYPE_NEGATIVE_TRANSITION, 0) == 0);
    touch();
    const auto second = firedBy(awake);
    REQUIRE(second);
    CHECK(number(second->counter_value) == 0);
    CHECK(firedBy(asleep)); // and once more
}

TEST_CASE_METHOD(Fixture, "SYNC: Await blocks its client, and no other, until a trigger comes true")
{
    struct {
        xcb_sync_testtype_t test;
        std::int64_t start, value;
        std::vector<std::int64_t> not_yet;
        std::int64_t now;
    } const cases[] = {
        {XCB_SYNC_TESTTYPE_POSITIVE_COMPARISON, 0, 10, {9}, 10},
        {XCB_SYNC_TESTTYPE_NEGATIVE_COMPARISON, 20, 10, {11}, 10},
        {XCB_SYNC_TESTTYPE_POSITIVE_TRANSITION, 15, 10, {20, 5}, 12},
        {XCB_SYNC_TESTTYPE_NEGATIVE_TRANSITION, 5, 10, {4, 50}, 2},
    };
    for (const auto& each : cases) {
        const XcbClient waiting(server);
        const auto id = counter(each.start);
        client.sync();
        const auto wait = condition(id, each.value, each.test);
        xcb_sync_await(waiting.c(), 1, &wait);
        CHECK_FALSE(answers(waiting));
        for (const auto value : each.not_yet) {
            set(id, value);
            CHECK_FALSE(answers(waiting));
        }
        set(id, each.now);
        waiting.sync();
        const auto event = waiting.event<xcb_sync_counter_notify_event_t>(counterNotify);
        REQUIRE(event);
        CHECK(event->counter == id);
        CHECK(number(event->wait_value) == each.value);
        CHECK(number(event->counter_value) == each.now);
        CHECK_FALSE(event->destroyed);
    }
}

TEST_CASE_METHOD(Fixture,
                 "SYNC: Await tells by its threshold, all at once, and of destroyed counters")
{
    const auto a = counter(0), b = counter(0);
    set(b, 7);
    client.sync();
    XcbClient waiting(server);
    const xcb_sync_waitcondition_t both[] = {
        condition(a, 5, XCB_SYNC_TESTTYPE_POSITIVE_COMPARISON),
        condition(b, 8, XCB_SYNC_TESTTYPE_POSITIVE_COMPARISON, -1)}; // at least value - 1
    xcb_sync_await(waiting.c(), 2, both);
    CHECK_FALSE(answers(waiting));
    set(a, 6);
    const auto first = waiting.event<xcb_sync_counter_notify_event_t>(counterNotify);
    const auto second = waiting.event<xcb_sync_counter_notify_event_t>(counterNotify);
    REQUIRE((first && second));
    CHECK(first->count == 1);
    CHECK(second->count == 0);
    CHECK(second->counter == b);

    const auto far = condition(a, 100, XCB_SYNC_TESTTYPE_POSITIVE_COMPARISON);
    xcb_sync_await(waiting.c(), 1, &far);
    CHECK_FALSE(answers(waiting));
    xcb_sync_destroy_counter(c, a);
    client.sync();
    const auto gone = waiting.event<xcb_sync_counter_notify_event_t>(counterNotify);
    REQUIRE(gone);
    CHECK(gone->destroyed);
    waiting.sync();
}

TEST_CASE_METHOD(Fixture, "SYNC: Await refuses what cannot be awaited")
{
    const auto id = counter(highest);
    const auto fails = [&](xcb_sync_waitcondition_t wait) {
        return client.check(xcb_sync_await_checked(c, 1, &wait));
    };
    const auto positive = XCB_SYNC_TESTTYPE_POSITIVE_COMPARISON;
    CHECK(client.check(xcb_sync_await_checked(c, 0, nullptr)) == badValueCode);
    CHECK(fails(condition(0, 1, positive)) == ErrorCode::Counter);
    CHECK(fails(condition(77, 1, positive)) == ErrorCode::Counter);
    CHECK(fails(condition(id, 1, static_cast<xcb_sync_testtype_t>(4))) == badValueCode);
    CHECK(fails(condition(id, 1, positive, 0, 2)) == badValueCode);
    CHECK(fails(condition(id, 1, positive, 0, 1)) == badValueCode); // beyond the highest
    client.sync();                                                  // and none of them blocked us
}

TEST_CASE_METHOD(Fixture, "SYNC: a client that dies while it waits is forgotten")
{
    const auto id = counter(0);
    client.sync();
    {
        const XcbClient waiting(server);
        const auto wait = condition(id, 1, XCB_SYNC_TESTTYPE_POSITIVE_COMPARISON);
        xcb_sync_await(waiting.c(), 1, &wait);
        CHECK_FALSE(answers(waiting));
    }
    const auto clients = [&] {
        return server.with([](Display& display) {
            int count = 0;
            display.eachClient([&](XClient&) { ++count; });
            return count;
        });
    };
    for (int i = 0; i < 1000 && clients() > 1; ++i) client.sync();
    CHECK(clients() == 1);
    set(id, 2);
    client.sync();
}

TEST_CASE_METHOD(Fixture, "SYNC: alarms go off, move on by their delta, and end out of range")
{
    const auto id = counter(0);
    const auto a = client.id();
    CHECK(alarm(a, id, 10, XCB_SYNC_TESTTYPE_POSITIVE_COMPARISON, 4) == 0);
    set(id, 19);
    auto event = fired();
    REQUIRE(event);
    CHECK(number(event->alarm_value) == 10);
    CHECK(number(event->counter_value) == 19);
    const auto now = REPLY(sync_query_alarm, a);
    CHECK(number(now->trigger.wait_value) == 22); // "until it becomes FALSE"
    CHECK(number(now->delta) == 4);
    CHECK(now->events == 1);
    CHECK(now->state == XCB_SYNC_ALARMSTATE_ACTIVE);

    set(id, highest - 1); // by steps of four: at once
    CHECK(fired()->state == XCB_SYNC_ALARMSTATE_INACTIVE);
    CHECK(number(REPLY(sync_query_alarm, a)->trigger.wait_value) == 22);

    const auto once = client.id();
    CHECK(alarm(once, id, 5, XCB_SYNC_TESTTYPE_POSITIVE_COMPARISON, 0) == 0); // true already
    event = fired();
    REQUIRE(event);
    CHECK(event->alarm == once);
    CHECK(event->state == XCB_SYNC_ALARMSTATE_INACTIVE);

    const auto down = client.id();
    set(id, 0);
    CHECK(alarm(down, id, -10, XCB_SYNC_TESTTYPE_NEGATIVE_COMPARISON, -3) == 0);
    set(id, -11);
    CHECK(number(fired()->alarm_value) == -10);
    CHECK(number(REPLY(sync_query_alarm, down)->trigger.wait_value) == -13);

    xcb_sync_destroy_alarm(c, down);
    CHECK(fired()->state == XCB_SYNC_ALARMSTATE_DESTROYED);
    CHECK(client.check(xcb_sync_destroy_alarm_checked(c, down)) == ErrorCode::Alarm);
    CHECK(ERROR_OF(sync_query_alarm, down) == ErrorCode::Alarm);
}

TEST_CASE_METHOD(Fixture,
                 "SYNC: other clients select an alarm's events, and lose it with its owner")
{
    auto owner = std::make_unique<XcbClient>(server);
    const xcb_sync_counter_t theirs = owner->id();
    xcb_sync_create_counter(owner->c(), theirs, int64(0));
    owner->sync();
    const auto mine = client.id();
    CHECK(alarm(mine, theirs, 3, XCB_SYNC_TESTTYPE_POSITIVE_TRANSITION, 1) == 0);
    const XcbClient listener(server);
    const std::uint32_t on = 1, off = 0, wrong = 2;
    xcb_sync_change_alarm(listener.c(), mine, XCB_SYNC_CA_EVENTS, &on);
    xcb_sync_change_alarm(c, mine, XCB_SYNC_CA_EVENTS, &off);
    CHECK(client.check(xcb_sync_change_alarm_checked(c, mine, XCB_SYNC_CA_EVENTS, &wrong)) ==
          badValueCode);
    listener.sync();
    client.sync();
    xcb_sync_set_counter(owner->c(), theirs, int64(5));
    owner->sync();
    CHECK(listener.event<xcb_sync_alarm_notify_event_t>(alarmNotify));
    CHECK(client.events().empty());
    owner.reset();
    const auto gone = listener.event<xcb_sync_alarm_notify_event_t>(alarmNotify);
    REQUIRE(gone);
    CHECK(gone->state == XCB_SYNC_ALARMSTATE_INACTIVE);
    CHECK(REPLY(sync_query_alarm, mine)->trigger.counter == 0);
}

TEST_CASE_METHOD(Fixture, "SYNC: an alarm that makes no sense is refused and not made")
{
    const auto id = counter(0), a = client.id();
    const auto positive = XCB_SYNC_TESTTYPE_POSITIVE_COMPARISON;
    CHECK(alarm(a, 66, 1, positive, 1) == ErrorCode::Counter);
    CHECK(alarm(a, id, 1, positive, -1) == badMatchCode);
    CHECK(alarm(a, id, 1, XCB_SYNC_TESTTYPE_NEGATIVE_TRANSITION, 1) == badMatchCode);
    CHECK(alarm(a, id, 1, static_cast<xcb_sync_testtype_t>(9), 1) == badValueCode);
    CHECK(alarm(a, id, 1, positive, 1, 7) == badValueCode);
    CHECK(alarm(a, 0, 1, positive, 1, XCB_SYNC_VALUETYPE_RELATIVE) == badMatchCode);
    set(id, highest);
    CHECK(alarm(a, id, 1, positive, 1, XCB_SYNC_VALUETYPE_RELATIVE) == badValueCode);
    CHECK(ERROR_OF(sync_query_alarm, a) == ErrorCode::Alarm);
    CHECK(alarm(id, id, 1, positive, 1) == badIdCode);
    CHECK(alarm(a, 0, 1, positive, 1) == 0);
    CHECK(REPLY(sync_query_alarm, a)->state == XCB_SYNC_ALARMSTATE_INACTIVE);
}

TEST_CASE_METHOD(Fixture, "SYNC 3.1: fences are triggered, reset, asked and awaited")
{
    const xcb_sync_fence_t fence = client.id(), other = client.id();
    CHECK(client.check(xcb_sync_create_fence_checked(c, 9, fence, 0)) == badDrawableCode);
    CHECK(client.check(xcb_sync_create_fence_checked(c, client.root(), fence, 0)) == 0);
    CHECK(client.check(xcb_sync_create_fence_checked(c, client.root(), other, 1)) == 0);
    CHECK(REPLY(sync_query_fence, fence)->triggered == 0);
    CHECK(REPLY(sync_query_fence, other)->triggered == 1);
    CHECK(client.check(xcb_sync_reset_fence_checked(c, fence)) == badMatchCode);
    CHECK(client.check(xcb_sync_reset_fence_checked(c, other)) == 0);
    CHECK(client.check(xcb_sync_await_fence_checked(c, 0, nullptr)) == badValueCode);

    const XcbClient waiting(server);
    const xcb_sync_fence_t both[] = {fence, other};
    xcb_sync_await_fence(waiting.c(), 2, both);
    CHECK_FALSE(answers(waiting));
    xcb_sync_trigger_fence(c, other);
    client.sync();
    waiting.sync();
    xcb_sync_await_fence(waiting.c(), 2, both); // does not wait
    waiting.sync();
    xcb_sync_await_fence(waiting.c(), 1, both);
    CHECK_FALSE(answers(waiting));
    xcb_sync_destroy_fence(c, fence);
    client.sync();
    waiting.sync();
    CHECK(ERROR_OF(sync_query_fence, fence) == ErrorCode::Fence);
    for (const auto cookie :
         {xcb_sync_destroy_fence_checked(c, fence), xcb_sync_trigger_fence_checked(c, fence),
          xcb_sync_reset_fence_checked(c, fence), xcb_sync_await_fence_checked(c, 1, both)})
        CHECK(client.check(cookie) == ErrorCode::Fence);
}

TEST_CASE_METHOD(Fixture, "SYNC: priorities are kept for each client")
{
    CHECK(REPLY(sync_get_priority, 0)->priority == 0);
    xcb_sync_set_priority(c, 0, -7);
    const auto id = counter(0);
    const XcbClient other(server);
    CHECK(REPLY(sync_get_priority, id)->priority == -7);
    CHECK(ERROR_OF(sync_get_priority, 0x7ffffff0) == badValueCode);
    CHECK(client.check(xcb_sync_set_priority_checked(c, 0x7ffffff0, 1)) == badValueCode);
}
