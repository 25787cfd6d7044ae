// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/replies.h"
#include "tests/support/test_server.h"
#include "tests/support/xvfb.h"

#include <catch2/catch.hpp>
#include <xcb/sync.h>

#include <array>
#include <cstring>
#include <random>
#include <sstream>

using namespace vitrine;

// X.Org's server is the reference: the same random requests on counters and alarms lead to the same
// errors, the same events in the same order, and the same state of each alarm.
namespace {

constexpr std::uint32_t counters = 3, alarms = 4;

class Side {
public:
    explicit Side(xcb_connection_t* connection) : c(connection)
    {
        const auto* extension = xcb_get_extension_data(c, &xcb_sync_id);
        firstError_ = extension->first_error;
        firstEvent_ = extension->first_event;
        base_ = xcb_get_setup(c)->resource_id_base + 0x100;
    }

    std::uint32_t counter(std::uint32_t number) const { return base_ + number; }
    std::uint32_t alarm(std::uint32_t number) const { return base_ + counters + number; }

    void check(xcb_void_cookie_t cookie)
    {
        const XcbReply<xcb_generic_error_t> error(xcb_request_check(c, cookie));
        if (!error) return;
        said_ << "error "
              << (error->error_code < 128 ? error->error_code
                                          : error->error_code - firstError_ + 1000)
              << '\n';
    }
    // All that has happened, and how everything is.
    std::string settle()
    {
        std::free(xcb_get_input_focus_reply(c, xcb_get_input_focus(c), nullptr));
        while (XcbEvent event{xcb_poll_for_queued_event(c)}) {
            const auto& fired = reinterpret_cast<const xcb_sync_alarm_notify_event_t&>(*event);
            if ((event->response_type & 0x7f) != firstEvent_ + 1) continue;
            said_ << "fired " << fired.alarm - base_ << ' ' << text(fired.counter_value) << ' '
                  << text(fired.alarm_value) << " state " << int{fired.state} << '\n';
        }
        for (std::uint32_t number = 0; number < alarms; ++number) {
            const auto state = REPLY(sync_query_alarm, alarm(number));
            if (!state) continue;
            const xcb_sync_trigger_t& trigger = state->trigger;
            said_ << "alarm " << number << " on "
                  << (trigger.counter ? trigger.counter - base_ : 999) << " value "
                  << text(trigger.wait_value) << " test " << trigger.test_type << " delta "
                  << text(state->delta) << " events " << int{state->events} << " state "
                  << int{state->state} << '\n';
        }
        for (std::uint32_t number = 0; number < counters; ++number)
            if (const auto value = REPLY(sync_query_counter, counter(number)))
                said_ << "counter " << number << ' ' << text(value->counter_value) << '\n';
        return std::exchange(said_, {}).str();
    }

    xcb_connection_t* c;

private:
    static std::int64_t text(const xcb_sync_int64_t& value)
    {
        return (std::int64_t{value.hi} << 32) | value.lo;
    }

    int firstError_ = 0, firstEvent_ = 0;
    std::uint32_t base_ = 0;
    std::ostringstream said_;
};

class Sides {
public:
    Sides(xcb_connection_t* ours, xcb_connection_t* theirs, unsigned seed)
        : both_{Side(ours), Side(theirs)}, random_(seed)
    {
    }
    ~Sides()
    {
        for (Side& side : both_) {
            for (std::uint32_t i = 0; i < alarms; ++i)
                xcb_sync_destroy_alarm(side.c, side.alarm(i));
            for (std::uint32_t i = 0; i < counters; ++i)
                xcb_sync_destroy_counter(side.c, side.counter(i));
            side.settle();
        }
    }

    void step()
    {
        const std::uint32_t counter = below(counters), alarm = below(alarms);
        const xcb_sync_int64_t value = anyValue();
        switch (below(10)) {
        case 0:
            return each([&](Side& s) {
                s.check(xcb_sync_create_counter_checked(s.c, s.counter(counter), value));
            });
        case 1:
            if (below(4)) return;
            return each([&](Side& s) {
                s.check(xcb_sync_destroy_counter_checked(s.c, s.counter(counter)));
            });
        case 2:
            return each([&](Side& s) {
                s.check(xcb_sync_change_counter_checked(s.c, s.counter(counter), value));
            });
        case 3:
        case 4:
        case 5:
            return each([&](Side& s) {
                s.check(xcb_sync_set_counter_checked(s.c, s.counter(counter), value));
            });
        case 6:
            if (below(4)) return;
            return each(
                [&](Side& s) { s.check(xcb_sync_destroy_alarm_checked(s.c, s.alarm(alarm))); });
        default: return attributes(alarm, counter, below(2) != 0);
        }
    }
    void compare()
    {
        const std::string ours = both_[0].settle(), theirs = both_[1].settle();
        REQUIRE(ours == theirs);
    }

private:
    std::uint32_t below(std::uint32_t bound)
    {
        return static_cast<std::uint32_t>(random_() % bound);
    }
    xcb_sync_int64_t anyValue()
    {
        // Near each other: X.Org's server adds an alarm's delta one by one.
        const auto small = static_cast<std::int32_t>(below(21)) - 10;
        return {small < 0 ? -1 : 0, static_cast<std::uint32_t>(small)};
    }
    template<class Use> void each(Use use)
    {
        for (Side& side : both_) use(side);
    }
    void attributes(std::uint32_t alarm, std::uint32_t counter, bool create)
    {
        std::uint32_t mask = below(4) ? 31 : below(64);
        // X.Org's server keeps test and delta of a change that it refuses, but not the direction in
        // which it goes on by that delta: to the end of the numbers, one by one.
        constexpr std::uint32_t direction = XCB_SYNC_CA_TEST_TYPE | XCB_SYNC_CA_DELTA;
        if (!create) mask &= below(2) ? direction : ~direction;
        xcb_sync_create_alarm_value_list_t values{};
        values.valueType = below(8) ? 0 : below(2);
        values.value = anyValue();
        values.testType = below(4);
        values.delta = anyValue();
        values.events = below(2);
        const bool none = below(10) == 0;
        each([&](Side& s) {
            values.counter = none ? 0 : s.counter(counter);
            if (create)
                return s.check(
                    xcb_sync_create_alarm_aux_checked(s.c, s.alarm(alarm), mask, &values));
            xcb_sync_change_alarm_value_list_t changes;
            static_assert(sizeof changes == sizeof values);
            std::memcpy(&changes, &values, sizeof values);
            s.check(xcb_sync_change_alarm_aux_checked(s.c, s.alarm(alarm), mask, &changes));
        });
    }

    std::array<Side, 2> both_;
    std::mt19937 random_;
};

} // namespace

TEST_CASE("SYNC: the same requests lead to the same alarms as with X.Org's server")
{
    const Xvfb reference;
    const TestServer server;
    for (unsigned seed = 0; seed < 20; ++seed) {
        INFO("seed " << seed);
        const XcbClient ours(server);
        xcb_connection_t* theirs = xcb_connect(reference.name().c_str(), nullptr);
        REQUIRE(xcb_connection_has_error(theirs) == 0);
        {
            Sides sides(ours.c(), theirs, seed);
            for (int step = 0; step < 150; ++step) {
                INFO("step " << step);
                sides.step();
                sides.compare();
            }
        }
        xcb_disconnect(theirs);
    }
}
