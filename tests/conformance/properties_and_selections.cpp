// SPDX-License-Identifier: GPL-2.0-or-later
// X11 protocol, section 9: atoms, properties and selections. Names quote the specification.
#include "tests/support/each_server.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

namespace vitrine {

namespace {

struct Fixture {
    explicit Fixture(const AnyServer& server)
        : client(server.connect()), x(*client), c(x.c()),
          window(x.window(0, 0, 9, 9, XCB_EVENT_MASK_PROPERTY_CHANGE, 0, false))
    {
        x.sync();
    }

    xcb_atom_t atom(const std::string& name, bool onlyIfExists = false)
    {
        const XcbReply<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(
            c,
            xcb_intern_atom(c, onlyIfExists, static_cast<std::uint16_t>(name.size()), name.data()),
            nullptr));
        return reply ? reply->atom : 0xffffffff;
    }
    int change(xcb_prop_mode_t mode, xcb_atom_t property, xcb_atom_t type, std::uint8_t format,
               const std::string& text)
    {
        return x.check(xcb_change_property_checked(
            c, static_cast<std::uint8_t>(mode), window, property, type, format,
            static_cast<std::uint32_t>(text.size()) / (format / 8), text.data()));
    }
    XcbReply<xcb_get_property_reply_t> get(xcb_atom_t property, xcb_atom_t type = 0,
                                           std::uint32_t offset = 0, std::uint32_t length = 1000,
                                           bool remove = false)
    {
        return XcbReply<xcb_get_property_reply_t>(xcb_get_property_reply(
            c, xcb_get_property(c, remove, window, property, type, offset, length), nullptr));
    }
    std::string text(xcb_atom_t property)
    {
        const auto reply = get(property);
        return {static_cast<const char*>(xcb_get_property_value(reply.get())),
                static_cast<std::size_t>(xcb_get_property_value_length(reply.get()))};
    }
    xcb_timestamp_t now() // from the server: of a change that changes nothing
    {
        xcb_change_property(c, XCB_PROP_MODE_APPEND, window, XCB_ATOM_WM_NAME, XCB_ATOM_STRING, 8,
                            0, nullptr);
        return x.event<xcb_property_notify_event_t>(XCB_PROPERTY_NOTIFY)->time;
    }
    xcb_window_t ownerOf(xcb_atom_t selection)
    {
        const XcbReply<xcb_get_selection_owner_reply_t> reply(
            xcb_get_selection_owner_reply(c, xcb_get_selection_owner(c, selection), nullptr));
        return reply ? reply->owner : 0xffffffff;
    }

    std::unique_ptr<XcbClient> client;
    XcbClient& x;
    xcb_connection_t* c;
    xcb_window_t window;
};

} // namespace

TEST_CASE(
    "InternAtom: \"the string is case-sensitive\"; with only-if-exists None is answered for a "
    "name that no atom has; GetAtomName gives the name back",
    "[InternAtom] [GetAtomName]")
{
    onEachServer([](AnyServer& server) {
        Fixture f(server);
        CHECK(f.atom("VITRINE_NEVER_INTERNED", true) == XCB_NONE);
        const xcb_atom_t atom = f.atom("Vitrine_Interned");
        CHECK(f.atom("Vitrine_Interned", true) == atom);
        CHECK(f.atom("VITRINE_INTERNED") != atom);
        CHECK(f.atom("PRIMARY") == XCB_ATOM_PRIMARY);
        CHECK(f.atom("WM_TRANSIENT_FOR") == XCB_ATOM_WM_TRANSIENT_FOR);
        const XcbReply<xcb_get_atom_name_reply_t> name(
            xcb_get_atom_name_reply(f.c, xcb_get_atom_name(f.c, atom), nullptr));
        REQUIRE(name);
        CHECK(std::string(xcb_get_atom_name_name(name.get()),
                          static_cast<std::size_t>(xcb_get_atom_name_name_length(name.get()))) ==
              "Vitrine_Interned");
        xcb_generic_error_t* raw = nullptr;
        xcb_get_atom_name_reply(f.c, xcb_get_atom_name(f.c, 0x1fffffff), &raw);
        const XcbReply<xcb_generic_error_t> error(raw);
        REQUIRE(error);
        CHECK(error->error_code == XCB_ATOM);
        CHECK(error->resource_id == 0x1fffffff);
    });
}

TEST_CASE("ChangeProperty: Replace discards \"the previous property value\", Append and Prepend "
          "need its type and format, \"or a Match error results\"",
          "[ChangeProperty] [GetProperty]")
{
    onEachServer([](AnyServer& server) {
        Fixture f(server);
        const xcb_atom_t name = XCB_ATOM_WM_NAME, string = XCB_ATOM_STRING;
        CHECK(f.change(XCB_PROP_MODE_APPEND, name, string, 8, "b") == 0);
        CHECK(f.change(XCB_PROP_MODE_APPEND, name, string, 8, "cd") == 0);
        CHECK(f.change(XCB_PROP_MODE_PREPEND, name, string, 8, "a") == 0);
        CHECK(f.text(name) == "abcd");
        CHECK(f.change(XCB_PROP_MODE_APPEND, name, XCB_ATOM_ATOM, 8, "e") == XCB_MATCH);
        CHECK(f.change(XCB_PROP_MODE_PREPEND, name, string, 16, "ef") == XCB_MATCH);
        CHECK(f.text(name) == "abcd");
        CHECK(f.change(XCB_PROP_MODE_REPLACE, name, XCB_ATOM_ATOM, 32, "wxyz") == 0);
        const auto reply = f.get(name);
        CHECK(reply->format == 32);
        CHECK(reply->type == XCB_ATOM_ATOM);
        CHECK(reply->value_len == 1);
    });
}

TEST_CASE("PropertyNotify is generated with state NewValue \"even when all or part of the property "
          "is replaced with identical data\", and with Deleted, at the server's time",
          "[ChangeProperty] [DeleteProperty] [PropertyNotify]")
{
    onEachServer([](AnyServer& server) {
        Fixture f(server);
        xcb_timestamp_t last = 0;
        const auto expect = [&](int state) {
            const auto event = f.x.event<xcb_property_notify_event_t>(XCB_PROPERTY_NOTIFY);
            REQUIRE(event);
            CHECK(event->window == f.window);
            CHECK(event->atom == XCB_ATOM_WM_NAME);
            CHECK(event->state == state);
            CHECK(event->time >= last);
            last = event->time;
        };
        f.change(XCB_PROP_MODE_REPLACE, XCB_ATOM_WM_NAME, XCB_ATOM_STRING, 8, "a");
        expect(XCB_PROPERTY_NEW_VALUE);
        f.change(XCB_PROP_MODE_REPLACE, XCB_ATOM_WM_NAME, XCB_ATOM_STRING, 8, "a");
        expect(XCB_PROPERTY_NEW_VALUE);
        f.change(XCB_PROP_MODE_APPEND, XCB_ATOM_WM_NAME, XCB_ATOM_STRING, 8, "");
        expect(XCB_PROPERTY_NEW_VALUE);
        xcb_delete_property(f.c, f.window, XCB_ATOM_WM_NAME);
        expect(XCB_PROPERTY_DELETE);
        xcb_delete_property(f.c, f.window, XCB_ATOM_WM_NAME); // "no effect" where there is none
        CHECK(f.x.events().empty());
    });
}

TEST_CASE("GetProperty: N, I, T, L and A as the specification computes them, \"or a Value error if "
          "long-offset is given such that it would make L negative\"",
          "[GetProperty]")
{
    onEachServer([](AnyServer& server) {
        Fixture f(server);
        f.change(XCB_PROP_MODE_REPLACE, XCB_ATOM_WM_NAME, XCB_ATOM_STRING, 8, "0123456789");
        auto reply = f.get(XCB_ATOM_WM_NAME, 0, 1, 1);
        REQUIRE(reply);
        CHECK(reply->value_len == 4); // bytes 4 to 7
        CHECK(reply->bytes_after == 2);
        CHECK(std::memcmp(xcb_get_property_value(reply.get()), "4567", 4) == 0);
        reply = f.get(XCB_ATOM_WM_NAME, 0, 2, 1000);
        CHECK(reply->value_len == 2);
        CHECK(reply->bytes_after == 0);
        CHECK(!f.get(XCB_ATOM_WM_NAME, 0, 3, 1)); // 12 is beyond 10

        // "If the property does exist but its type does not match": its type and size, no value.
        reply = f.get(XCB_ATOM_WM_NAME, XCB_ATOM_ATOM);
        CHECK(reply->type == XCB_ATOM_STRING);
        CHECK(reply->format == 8);
        CHECK(reply->value_len == 0);
        CHECK(reply->bytes_after == 10);
        // "If the specified property does not exist": None, zero and empty.
        reply = f.get(XCB_ATOM_WM_CLASS);
        CHECK(reply->type == XCB_NONE);
        CHECK(reply->format == 0);
        CHECK(reply->bytes_after == 0);
    });
}

TEST_CASE("GetProperty: \"if delete is True and the bytes-after is zero, the property is also "
          "deleted\" and a PropertyNotify generated",
          "[GetProperty] [PropertyNotify]")
{
    onEachServer([](AnyServer& server) {
        Fixture f(server);
        f.change(XCB_PROP_MODE_REPLACE, XCB_ATOM_WM_NAME, XCB_ATOM_STRING, 8, "01234567");
        f.x.events();
        CHECK(f.get(XCB_ATOM_WM_NAME, 0, 0, 1, true)->bytes_after == 4);
        CHECK(f.x.events().empty());
        CHECK(f.get(XCB_ATOM_WM_NAME, 0, 0, 2, true)->bytes_after == 0);
        CHECK(f.x.event<xcb_property_notify_event_t>(XCB_PROPERTY_NOTIFY)->state ==
              XCB_PROPERTY_DELETE);
        CHECK(f.get(XCB_ATOM_WM_NAME)->type == XCB_NONE);
    });
}

TEST_CASE("ListProperties: \"returns the atoms of properties currently defined on the window\"",
          "[ListProperties]")
{
    onEachServer([](AnyServer& server) {
        Fixture f(server);
        f.change(XCB_PROP_MODE_REPLACE, XCB_ATOM_WM_NAME, XCB_ATOM_STRING, 8, "a");
        f.change(XCB_PROP_MODE_REPLACE, XCB_ATOM_WM_CLASS, XCB_ATOM_STRING, 8, "a");
        const XcbReply<xcb_list_properties_reply_t> reply(
            xcb_list_properties_reply(f.c, xcb_list_properties(f.c, f.window), nullptr));
        REQUIRE(reply);
        const xcb_atom_t* first = xcb_list_properties_atoms(reply.get());
        std::vector<xcb_atom_t> atoms(first, first + reply->atoms_len);
        std::sort(atoms.begin(), atoms.end());
        CHECK(atoms == std::vector<xcb_atom_t>{XCB_ATOM_WM_NAME, XCB_ATOM_WM_CLASS});
    });
}

TEST_CASE("RotateProperties: \"the value associated with property name I becomes the value "
          "associated with property name (I + delta) mod N\"; a name twice or missing is a Match "
          "error",
          "[RotateProperties] [PropertyNotify]")
{
    onEachServer([](AnyServer& server) {
        Fixture f(server);
        std::vector<xcb_atom_t> names{XCB_ATOM_CUT_BUFFER0, XCB_ATOM_CUT_BUFFER1,
                                      XCB_ATOM_CUT_BUFFER2};
        const auto rotate = [&](int delta) {
            return f.x.check(xcb_rotate_properties_checked(
                f.c, f.window, static_cast<std::uint16_t>(names.size()),
                static_cast<std::int16_t>(delta), names.data()));
        };
        CHECK(rotate(1) == XCB_MATCH);
        const char* const texts[] = {"zero", "one", "two"};
        for (std::size_t i = 0; i < 3; ++i)
            f.change(XCB_PROP_MODE_REPLACE, names[i], XCB_ATOM_STRING, 8, texts[i]);
        f.x.events();
        CHECK(rotate(1) == 0);
        CHECK(f.x.events().size() == 3); // "in the order listed"
        CHECK(f.text(names[1]) == "zero");
        CHECK(f.text(names[0]) == "two");
        CHECK(rotate(-1) == 0);
        CHECK(f.text(names[0]) == "zero");
        CHECK(rotate(3) == 0); // delta mod N is zero: nothing happens
        f.x.events();
        names[2] = names[0];
        CHECK(rotate(1) == XCB_MATCH);
        CHECK(f.text(names[0]) == "zero");
    });
}

TEST_CASE("SetSelectionOwner: \"if the specified time is earlier than the current last-change time "
          "or is later than the current server time, the request has no effect\"",
          "[SetSelectionOwner] [GetSelectionOwner]")
{
    onEachServer([](AnyServer& server) {
        Fixture f(server);
        const xcb_atom_t selection = f.atom("VITRINE_SELECTION");
        CHECK(f.ownerOf(selection) == XCB_NONE);
        const xcb_timestamp_t time = f.now();
        xcb_set_selection_owner(f.c, f.window, selection, time);
        CHECK(f.ownerOf(selection) == f.window);
        xcb_set_selection_owner(f.c, XCB_NONE, selection, time - 1);
        CHECK(f.ownerOf(selection) == f.window);
        xcb_set_selection_owner(f.c, XCB_NONE, selection, time + 1'000'000);
        CHECK(f.ownerOf(selection) == f.window);
        xcb_set_selection_owner(f.c, XCB_NONE, selection, f.now());
        CHECK(f.ownerOf(selection) == XCB_NONE);
    });
}

TEST_CASE("SelectionClear: \"if the new owner … is not the same client as the current owner of the "
          "selection\", the latter is sent it; a destroyed window owns nothing, and hears nothing",
          "[SetSelectionOwner] [SelectionClear]")
{
    onEachServer([](AnyServer& server) {
        Fixture f(server), other(server);
        const xcb_atom_t selection = f.atom("VITRINE_SELECTION");
        const xcb_timestamp_t time = f.now();
        xcb_set_selection_owner(f.c, f.window, selection, time);
        f.x.sync();
        xcb_set_selection_owner(other.c, other.window, selection, XCB_CURRENT_TIME);
        other.x.sync();
        const auto event = f.x.event<xcb_selection_clear_event_t>(XCB_SELECTION_CLEAR);
        REQUIRE(event);
        CHECK(event->owner == f.window);
        CHECK(event->selection == selection);
        CHECK(event->time >= time);
        xcb_destroy_window(other.c, other.window);
        CHECK(other.x.events().empty());
        CHECK(f.ownerOf(selection) == XCB_NONE);
    });
}

TEST_CASE(
    "ConvertSelection: without an owner \"the server generates a SelectionNotify event to the "
    "requestor with property None\"; an owner is sent a SelectionRequest, \"unchanged\"",
    "[ConvertSelection] [SelectionRequest] [SelectionNotify]")
{
    onEachServer([](AnyServer& server) {
        Fixture owner(server), requestor(server);
        const xcb_atom_t selection = owner.atom("VITRINE_SELECTION");
        const xcb_atom_t target = XCB_ATOM_STRING, property = XCB_ATOM_WM_NAME;
        xcb_convert_selection(requestor.c, requestor.window, selection, target, property, 1234);
        const auto none = requestor.x.event<xcb_selection_notify_event_t>(XCB_SELECTION_NOTIFY);
        REQUIRE(none);
        CHECK(none->property == XCB_NONE);
        CHECK(none->selection == selection);
        CHECK(none->target == target);
        CHECK(none->time == 1234);

        xcb_set_selection_owner(owner.c, owner.window, selection, XCB_CURRENT_TIME);
        owner.x.sync();
        xcb_convert_selection(requestor.c, requestor.window, selection, target, property, 77);
        requestor.x.sync();
        const auto asked = owner.x.event<xcb_selection_request_event_t>(XCB_SELECTION_REQUEST);
        REQUIRE(asked);
        CHECK(asked->owner == owner.window);
        CHECK(asked->requestor == requestor.window);
        CHECK(asked->selection == selection);
        CHECK(asked->target == target);
        CHECK(asked->property == property);
        CHECK(asked->time == 77);
    });
}

TEST_CASE("SendEvent: \"the contents of the event are otherwise unaltered and unchecked by the X "
          "server except to force on the most significant bit of the event code and to set the "
          "sequence number\"",
          "[SendEvent] [ClientMessage]")
{
    onEachServer([](AnyServer& server) {
        Fixture f(server), other(server);
        xcb_client_message_event_t message{};
        message.response_type = XCB_CLIENT_MESSAGE;
        message.format = 32;
        message.window = 0x12345; // "unchecked"
        message.type = XCB_ATOM_WM_HINTS;
        message.data.data32[4] = 0xcafe;
        xcb_send_event(other.c, 0, f.window, 0, reinterpret_cast<char*>(&message)); // its creator
        other.x.sync();
        const XcbEvent event = f.x.event();
        REQUIRE(event);
        CHECK(event->response_type == (XCB_CLIENT_MESSAGE | 0x80));
        const auto& got = reinterpret_cast<xcb_client_message_event_t&>(*event);
        CHECK(got.window == 0x12345);
        CHECK(got.data.data32[4] == 0xcafe);
        message.response_type = 1;
        CHECK(other.x.check(xcb_send_event_checked(
                  other.c, 0, f.window, 0, reinterpret_cast<char*>(&message))) == XCB_VALUE);
    });
}

TEST_CASE(
    "SendEvent: \"if propagate is True and no clients have selected on destination any of the "
    "event types in event-mask, then destination is replaced with the closest ancestor\" that "
    "has one",
    "[SendEvent]")
{
    onEachServer([](AnyServer& server) {
        Fixture f(server);
        const xcb_window_t child = f.x.window(0, 0, 5, 5, 0, f.window);
        xcb_property_notify_event_t message{};
        message.response_type = XCB_PROPERTY_NOTIFY;
        const auto send = [&](bool propagate) {
            xcb_send_event(f.c, propagate, child, XCB_EVENT_MASK_PROPERTY_CHANGE,
                           reinterpret_cast<char*>(&message));
            return f.x.events().size();
        };
        CHECK(send(false) == 0);
        CHECK(send(true) == 1);
        const std::uint32_t stopped = XCB_EVENT_MASK_BUTTON_PRESS; // of no concern to others
        xcb_change_window_attributes(f.c, child, XCB_CW_DONT_PROPAGATE, &stopped);
        CHECK(send(true) == 1);
    });
}

} // namespace vitrine
