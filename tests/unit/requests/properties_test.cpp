// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/properties.h"
#include "tests/unit/requests/window_test_support.h"

#include <catch2/catch.hpp>

using namespace vitrine;
using namespace vitrine::test;
using x11::EventMask;

namespace {

x11::ChangeProperty change(Xid window, Atom name, std::string_view text, std::uint8_t mode = 0)
{
    x11::ChangeProperty request;
    request.mode = mode;
    request.window = window;
    request.property = name;
    request.type = atom::string;
    request.format = 8;
    request.data = std::as_bytes(std::span(text));
    return request;
}

x11::GetProperty get(Xid window, Atom name, Atom type = 0, std::uint32_t offset = 0,
                     std::uint32_t length = 1000)
{
    x11::GetProperty request;
    request.window = window;
    request.property = name;
    request.type = type;
    request.longOffset = offset;
    request.longLength = length;
    return request;
}

std::string textOf(const x11::GetProperty::Reply& reply)
{
    return {reinterpret_cast<const char*>(reply.value.data()), reply.value.size()};
}

} // namespace

TEST_CASE("InternAtom: names keep their atoms, None for an unknown one where it must exist")
{
    TestDisplay server;
    TestClient client(server.display);
    CHECK(client(x11::InternAtom{false, "PRIMARY"}).atom == 1);
    CHECK(client(x11::InternAtom{false, "WM_TRANSIENT_FOR"}).atom == 68);
    CHECK(client(x11::InternAtom{true, "never heard of"}).atom == 0);
    const Atom made = client(x11::InternAtom{false, "never heard of"}).atom;
    CHECK(made > 68);
    CHECK(client(x11::InternAtom{true, "never heard of"}).atom == made);
    CHECK(client(x11::GetAtomName{made}).name == "never heard of");
    CHECK(client.errorOf(x11::GetAtomName{0}) == x11::ErrorCode::Atom);
    CHECK(client.errorOf(x11::GetAtomName{1'000'000}) == x11::ErrorCode::Atom);
}

TEST_CASE("ChangeProperty: Replace, Append and Prepend, each with PropertyNotify")
{
    TestDisplay server;
    TestClient client(server.display);
    const Xid window = createWindow(client, Screen::root, {0, 0, 9, 9}, EventMask::PropertyChange);
    client(change(window, atom::wmName, "middle"));
    client(change(window, atom::wmName, " end", x11::PropMode::Append));
    client(change(window, atom::wmName, "start ", x11::PropMode::Prepend));
    CHECK(textOf(client(get(window, atom::wmName))) == "start middle end");
    const auto events = client.take<x11::PropertyNotifyEvent>();
    REQUIRE(events.size() == 3);
    CHECK(events[0].atom == atom::wmName);
    CHECK(events[0].state == x11::Property::NewValue);
    CHECK(events[0].time == server.display.now());

    auto other = change(window, atom::wmName, "x", x11::PropMode::Append);
    other.type = atom::integer;
    CHECK(client.errorOf(other) == x11::ErrorCode::Match);
    auto wrong = change(window, atom::wmName, "x");
    wrong.format = 9;
    CHECK(client.errorOf(wrong) == x11::ErrorCode::Value);
    CHECK(client.errorOf(change(window, 999'999, "x")) == x11::ErrorCode::Atom);
    CHECK(client.errorOf(change(window, atom::wmName, "x", 3)) == x11::ErrorCode::Value);
}

TEST_CASE("GetProperty: a part by offset and length, and what is left after it")
{
    TestDisplay server;
    TestClient client(server.display);
    const Xid window = createWindow(client, Screen::root, {0, 0, 9, 9}, EventMask::PropertyChange);
    auto none = client(get(window, atom::wmName));
    CHECK(none.type == 0);
    CHECK(none.format == 0);

    client(change(window, atom::wmName, "0123456789"));
    auto part = client(get(window, atom::wmName, atom::string, 1, 1));
    CHECK(textOf(part) == "4567");
    CHECK(part.bytesAfter == 2);
    part = client(get(window, atom::wmName, atom::string, 2, 0xffffffff));
    CHECK(textOf(part) == "89");
    CHECK(part.bytesAfter == 0);
    CHECK(client.errorOf(get(window, atom::wmName, 0, 3)) == x11::ErrorCode::Value);

    const auto mismatch = client(get(window, atom::wmName, atom::integer));
    CHECK(mismatch.type == atom::string);
    CHECK(mismatch.format == 8);
    CHECK(mismatch.bytesAfter == 10);
    CHECK(mismatch.value.empty());
}

TEST_CASE("GetProperty: delete takes effect only when nothing is left")
{
    TestDisplay server;
    TestClient client(server.display);
    const Xid window = createWindow(client, Screen::root, {0, 0, 9, 9}, EventMask::PropertyChange);
    client(change(window, atom::wmName, "01234567"));
    client.forget();
    auto request = get(window, atom::wmName, 0, 0, 1);
    request.delete_ = true;
    client(request);
    CHECK(client(x11::ListProperties{window}).atoms == std::vector<Atom>{atom::wmName});
    request.longLength = 2;
    CHECK(client(request).value.size() == 8);
    CHECK(client(x11::ListProperties{window}).atoms.empty());
    const auto events = client.take<x11::PropertyNotifyEvent>();
    REQUIRE(events.size() == 1);
    CHECK(events[0].state == x11::Property::Delete);
}

TEST_CASE("A property of 16 MB is kept whole; without bound it would be BadAlloc")
{
    TestDisplay server;
    TestClient client(server.display);
    const Xid window = createWindow(client, Screen::root, {0, 0, 9, 9});
    const std::string big(16u << 20, 'x');
    CHECK(client.errorOf(change(window, atom::wmName, big)) == 0);
    CHECK(client(get(window, atom::wmName, 0, 0, 4u << 20)).value.size() == big.size());
    int error = 0;
    for (int i = 0; i < 100 && error == 0; ++i)
        error = client.errorOf(change(window, atom::wmName, big, x11::PropMode::Append));
    CHECK(error == x11::ErrorCode::Alloc);
}

TEST_CASE("RotateProperties: the value of name I becomes that of name (I + delta) mod N")
{
    TestDisplay server;
    TestClient client(server.display);
    const Xid window = createWindow(client, Screen::root, {0, 0, 9, 9}, EventMask::PropertyChange);
    const std::vector<Atom> names{atom::wmName, atom::wmIconName, atom::wmClass};
    client(change(window, names[0], "a"));
    client(change(window, names[1], "b"));
    client(change(window, names[2], "c"));
    client.forget();
    client(x11::RotateProperties{window, 1, names});
    CHECK(textOf(client(get(window, names[0]))) == "c");
    CHECK(textOf(client(get(window, names[1]))) == "a");
    CHECK(textOf(client(get(window, names[2]))) == "b");
    CHECK(client.take<x11::PropertyNotifyEvent>().size() == 3);
    client(x11::RotateProperties{window, -4, names});
    CHECK(textOf(client(get(window, names[0]))) == "a");
    client.forget();
    client(x11::RotateProperties{window, 3, names});
    CHECK(client.take<x11::PropertyNotifyEvent>().empty());
    const std::vector<Atom> twice{atom::wmName, atom::wmName};
    CHECK(client.errorOf(x11::RotateProperties{window, 1, twice}) == x11::ErrorCode::Match);
    const std::vector<Atom> missing{atom::wmName, atom::primary};
    CHECK(client.errorOf(x11::RotateProperties{window, 1, missing}) == x11::ErrorCode::Match);
}

TEST_CASE("Property values of 16 and 32 bits reach clients of the other byte order swapped")
{
    TestDisplay server;
    TestClient native(server.display);
    TestClient swapped(server.display, x11::nativeOrder == x11::ByteOrder::Little
                                           ? x11::ByteOrder::Big
                                           : x11::ByteOrder::Little);
    const Xid window = createWindow(native, Screen::root, {0, 0, 9, 9});
    const std::vector<std::uint32_t> values{0x01020304, 5};
    x11::ChangeProperty request;
    request.window = window;
    request.property = request.type = atom::cardinal;
    request.format = 32;
    request.data = std::as_bytes(std::span(values));
    native(request);
    std::vector<std::byte> seen = swapped(get(window, atom::cardinal)).value;
    REQUIRE(seen.size() == 8);
    CHECK(seen[0] == request.data[3]);
    CHECK(seen[3] == request.data[0]);
    request.property = atom::integer;
    request.data = seen;
    swapped(request); // and back
    CHECK(server.display.window(window).properties.find(atom::integer)->cardinals() == values);
}
