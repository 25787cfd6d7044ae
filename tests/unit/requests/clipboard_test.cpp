// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/clipboard.h"
#include "server/display/timers.h"
#include "server/requests/properties.h"
#include "server/requests/selections.h"
#include "server/requests/send_event.h"
#include "tests/unit/requests/window_test_support.h"

#include <catch2/catch.hpp>

using namespace vitrine;
using namespace vitrine::test;

namespace {

// A program with one window, and the atoms that clipboards speak of.
struct Program {
    explicit Program(TestDisplay& server) : client(server.display)
    {
        window = createWindow(client, Screen::root, {0, 0, 9, 9}, x11::EventMask::PropertyChange);
        clipboard = intern("CLIPBOARD");
        utf8 = intern("UTF8_STRING");
        incr = intern("INCR");
        landing = intern("LANDING");
    }
    Atom intern(std::string_view name) { return client(x11::InternAtom{false, name}).atom; }

    // The property that a conversion put on the window; None where it was refused.
    Atom convert(Atom target)
    {
        client.forget();
        client(x11::ConvertSelection{window, clipboard, target, landing, 0});
        const auto answers = client.take<x11::SelectionNotifyEvent>();
        return answers.size() == 1 ? answers[0].property : 0;
    }
    x11::GetProperty::Reply takeProperty()
    {
        x11::GetProperty request;
        request.delete_ = true;
        request.window = window;
        request.property = landing;
        request.longLength = 10'000'000;
        return client(request);
    }
    void put(Xid onto, Atom name, Atom type, std::string_view text)
    {
        x11::ChangeProperty request;
        request.window = onto;
        request.property = name;
        request.type = type;
        request.format = 8;
        request.data = std::as_bytes(std::span(text));
        client(request);
    }
    void answer(const x11::SelectionRequestEvent& asked, Atom property)
    {
        x11::SelectionNotifyEvent event;
        event.time = asked.time;
        event.requestor = asked.requestor;
        event.selection = asked.selection;
        event.target = asked.target;
        event.property = property;
        std::vector<std::byte> bytes;
        x11::Writer writer(bytes, x11::nativeOrder, 0);
        event.write(writer);
        x11::SendEvent request;
        request.destination = asked.requestor;
        std::memcpy(request.event.bytes.data(), bytes.data(), 32);
        client(request);
    }

    TestClient client;
    Xid window;
    Atom clipboard, utf8, incr, landing;
};

std::string textOf(const x11::GetProperty::Reply& reply)
{
    return {reinterpret_cast<const char*>(reply.value.data()), reply.value.size()};
}

} // namespace

TEST_CASE("A viewer's text is CLIPBOARD and PRIMARY to programs, as UTF8_STRING and as STRING")
{
    TestDisplay server;
    Program program(server);
    server.display.clipboard().setText("caf\u00e9 \u20ac");
    REQUIRE(program.convert(program.utf8) == program.landing);
    CHECK(textOf(program.takeProperty()) == "caf\u00e9 \u20ac");
    REQUIRE(program.convert(atom::string) == program.landing);
    CHECK(textOf(program.takeProperty()) == "caf\xe9 ?");
    REQUIRE(program.convert(program.intern("TARGETS")) == program.landing);
    CHECK(program.takeProperty().type == atom::atom);
    CHECK(program.convert(program.intern("image/png")) == 0);
    CHECK(program.client(x11::GetSelectionOwner{atom::primary}).owner ==
          server.display.clipboard().window());
}

TEST_CASE("A long text goes to programs in parts, each when the one before was deleted (INCR)")
{
    TestDisplay server;
    Program program(server);
    std::string text;
    while (text.size() < 700'000) text += "line " + std::to_string(text.size()) + "\n";
    server.display.clipboard().setText(text);
    REQUIRE(program.convert(program.utf8) == program.landing);
    REQUIRE(program.takeProperty().type == program.incr);
    std::string received;
    for (int i = 0; i < 10; ++i) {
        const auto part = program.takeProperty();
        if (part.value.empty()) break;
        received += textOf(part);
    }
    CHECK(received == text);
}

TEST_CASE("A program that takes CLIPBOARD is asked for its text, which viewers then hear")
{
    TestDisplay server;
    Program program(server);
    std::vector<std::string> told;
    server.display.clipboard().onText([&](const std::string& text) { told.push_back(text); });
    program.client(x11::SetSelectionOwner{program.window, program.clipboard, 0});
    auto asked = program.client.take<x11::SelectionRequestEvent>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].target == program.utf8);

    SECTION("at once")
    {
        program.put(asked[0].requestor, asked[0].property, program.utf8, "gr\u00fc\u00df");
        program.answer(asked[0], asked[0].property);
        CHECK(told == std::vector<std::string>{"gr\u00fc\u00df"});
        CHECK(server.display.clipboard().text() == "gr\u00fc\u00df");
    }
    SECTION("as STRING, where it knows no UTF-8")
    {
        program.answer(asked[0], 0);
        asked = program.client.take<x11::SelectionRequestEvent>();
        REQUIRE(asked.size() == 1);
        CHECK(asked[0].target == atom::string);
        program.put(asked[0].requestor, asked[0].property, atom::string, "gr\xfc\xdf");
        program.answer(asked[0], asked[0].property);
        CHECK(told == std::vector<std::string>{"gr\u00fc\u00df"});
    }
    SECTION("in parts")
    {
        program.put(asked[0].requestor, asked[0].property, program.incr, "size");
        program.answer(asked[0], asked[0].property);
        program.put(asked[0].requestor, asked[0].property, program.utf8, "one ");
        program.put(asked[0].requestor, asked[0].property, program.utf8, "two");
        CHECK(told.empty());
        program.put(asked[0].requestor, asked[0].property, program.utf8, "");
        CHECK(told == std::vector<std::string>{"one two"});
    }
}

TEST_CASE("A viewer's selection is PRIMARY alone to programs")
{
    TestDisplay server;
    Program program(server);
    server.display.clipboard().setText("copied");
    server.display.clipboard().setPrimary("selected");
    REQUIRE(program.convert(program.utf8) == program.landing);
    CHECK(textOf(program.takeProperty()) == "copied");
    program.clipboard = atom::primary;
    REQUIRE(program.convert(program.utf8) == program.landing);
    CHECK(textOf(program.takeProperty()) == "selected");
}

TEST_CASE("PRIMARY's text is asked for while somebody follows it, once its owner comes to rest")
{
    TestDisplay server;
    Program program(server);
    Clipboard& clipboard = server.display.clipboard();
    std::vector<std::string> told;
    clipboard.onPrimary([&](const std::string& text) { told.push_back(text); });
    clipboard.onText([&](const std::string& text) { told.push_back("copied " + text); });
    const auto asked = [&] {
        server.clock.advance(60);
        server.display.timers().run();
        return program.client.take<x11::SelectionRequestEvent>();
    };
    const auto select = [&] {
        program.client(x11::SetSelectionOwner{program.window, atom::primary, 0});
    };
    select();
    CHECK((asked().empty() && asked().empty()));
    clipboard.followPrimary(true);
    clipboard.followPrimary(true);
    clipboard.followPrimary(false);
    select();
    CHECK(asked().empty());
    select(); // it is being dragged
    CHECK(asked().empty());
    const auto request = asked();
    REQUIRE(request.size() == 1);
    CHECK(request[0].selection == atom::primary);
    program.put(request[0].requestor, request[0].property, program.utf8, "gr\u00fc\u00df");
    program.answer(request[0], request[0].property);
    CHECK(told == std::vector<std::string>{"gr\u00fc\u00df"});
    CHECK(clipboard.primary() == "gr\u00fc\u00df");
    CHECK(clipboard.text().empty());

    select();
    clipboard.followPrimary(false);
    CHECK((asked().empty() && asked().empty()));
    CHECK(told.size() == 1);
}

TEST_CASE("The clipboard survives a requestor that vanishes in the middle of a transfer")
{
    TestDisplay server;
    auto program = std::make_unique<Program>(server);
    server.display.clipboard().setText(std::string(600'000, 'x'));
    REQUIRE(program->convert(program->utf8) == program->landing);
    server.display.disconnect(program->client.client());
    Program other(server);
    REQUIRE(other.convert(other.utf8) == other.landing);
    CHECK(other.takeProperty().type == other.incr);
}
