// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/x11/dispatch.h"
#include "tests/unit/x11/request_bytes.h"

#include <catch2/catch.hpp>

#include "x11/core.h"
#include "x11/xinput.h"

namespace vitrine::x11 {

namespace {

RequestBytes createWindow(std::uint32_t mask, ByteOrder order = nativeOrder)
{
    return RequestBytes(CreateWindow::opcode, 24, order)
        .with(0x200001u)
        .with(0x100u)
        .with(std::int16_t{-5})
        .with(std::int16_t{7})
        .with(std::uint16_t{640})
        .with(std::uint16_t{480})
        .with(std::uint16_t{2})
        .with(std::uint16_t{1})
        .with(0x102u)
        .with(mask);
}

RequestBytes polyLine(ByteOrder order)
{
    RequestBytes bytes(PolyLine::opcode, 1, order);
    bytes.with(0x200001u).with(0x200002u);
    for (const int coordinate : {1, 2, 300, -4}) bytes.with(static_cast<std::int16_t>(coordinate));
    return bytes;
}

struct Refusal {
    std::uint8_t code = 0;
    std::uint32_t value = 0;
};

template<class Request> Refusal refusalOf(const Frame& frame)
{
    Arena arena;
    Refusal refusal;
    CHECK_FALSE(parseRequest<Request>(frame, arena, refusal.code, refusal.value));
    return refusal;
}

} // namespace

TEST_CASE("A request's fields are read in either byte order")
{
    for (const ByteOrder order : {nativeOrder, otherOrder}) {
        auto bytes = createWindow(CW::BackPixel | CW::EventMask, order);
        bytes.with(0xffffffu).with(0x8000u);
        Arena arena;
        const auto request = parseRequest<CreateWindow>(bytes.frame(), arena);
        REQUIRE(request);
        CHECK(request->depth == 24);
        CHECK(request->wid == 0x200001);
        CHECK(request->parent == 0x100);
        CHECK(request->x == -5);
        CHECK(request->y == 7);
        CHECK(request->width == 640);
        CHECK(request->borderWidth == 2);
        CHECK(request->class_ == WindowClass::InputOutput);
        CHECK(request->valueList.backgroundPixel == 0xffffffu);
        CHECK(request->valueList.eventMask == EventMask::Exposure);
        CHECK_FALSE(request->valueList.backgroundPixmap);
    }
}

TEST_CASE("A list is borrowed where its bytes have the machine's order, and copied where not")
{
    for (const ByteOrder order : {nativeOrder, otherOrder}) {
        const auto bytes = polyLine(order);
        Arena arena;
        const auto request = parseRequest<PolyLine>(bytes.frame(), arena);
        REQUIRE(request);
        REQUIRE(request->points.size() == 2);
        CHECK(request->points[0] == Point{1, 2});
        CHECK(request->points[1] == Point{300, -4});
        const auto* first = reinterpret_cast<const std::byte*>(request->points.data());
        CHECK((first == bytes.frame().bytes.data() + 12) == (order == nativeOrder));
    }
}

TEST_CASE("A request that is cut short or too long is a BadLength at every size")
{
    auto bytes = createWindow(CW::BackPixel);
    bytes.with(1u);
    for (std::size_t size = 4; size < bytes.size(); size += 4) {
        INFO(size);
        CHECK(refusalOf<CreateWindow>(bytes.first(size)).code == badLength);
    }
    bytes.with(2u);
    CHECK(refusalOf<CreateWindow>(bytes.frame()).code == badLength);
}

TEST_CASE("A list that is longer than its request is a BadLength")
{
    RequestBytes bytes(InternAtom::opcode, 0);
    bytes.with(std::uint16_t{9}).with(std::uint16_t{0}).with(std::string_view("PRIMARY"));
    CHECK(refusalOf<InternAtom>(bytes.frame()).code == badLength);

    RequestBytes enormous(ChangeProperty::opcode, 0);
    enormous.with(1u).with(2u).with(3u).with(std::uint32_t{32}).with(0xffffffffu);
    CHECK(refusalOf<ChangeProperty>(enormous.frame()).code == badLength);
}

TEST_CASE("A segment list that does not end with a whole segment is a BadLength")
{
    RequestBytes bytes(PolySegment::opcode);
    bytes.with(1u).with(2u).with(3u);
    CHECK(refusalOf<PolySegment>(bytes.frame()).code == badLength);
}

TEST_CASE("A bit that no value belongs to takes a value and is a BadValue")
{
    auto bytes = createWindow(CW::BackPixel | 0x10000);
    bytes.with(1u).with(2u);
    const Refusal refusal = refusalOf<CreateWindow>(bytes.frame());
    CHECK(refusal.code == badValue);
    CHECK(refusal.value == (CW::BackPixel | 0x10000));
}

TEST_CASE("A BOOL that is neither True nor False is a BadValue")
{
    RequestBytes bytes(InternAtom::opcode, 2);
    bytes.with(std::uint16_t{4}).with(std::uint16_t{0}).with(std::string_view("ATOM"));
    const Refusal refusal = refusalOf<InternAtom>(bytes.frame());
    CHECK(refusal.code == badValue);
    CHECK(refusal.value == 2);
}

TEST_CASE("ChangeProperty keeps the data of each format, and of a bad one for its BadValue")
{
    for (const std::uint32_t format : {8u, 16u, 32u, 7u}) {
        RequestBytes bytes(ChangeProperty::opcode, 0);
        bytes.with(1u).with(2u).with(3u).with(format).with(2u);
        for (std::uint32_t i = 0; i < (format == 32 ? 2u : 1u); ++i) bytes.with(0x01020304u);
        Arena arena;
        const auto request = parseRequest<ChangeProperty>(bytes.frame(), arena);
        REQUIRE(request);
        CHECK(request->format == format);
        CHECK(request->data.size() == (format == 7 ? 4 : 2 * format / 8));
    }
}

TEST_CASE("Lists of structs whose size varies end with their request")
{
    RequestBytes bytes(128, xinput::XISelectEvents::opcode);
    bytes.with(0x100u).with(std::uint16_t{2}).with(std::uint16_t{0});
    bytes.with(std::uint16_t{1}).with(std::uint16_t{1}).with(0xau);
    bytes.with(std::uint16_t{2}).with(std::uint16_t{2}).with(0xbu).with(0xcu);
    Arena arena;
    const auto request = parseRequest<xinput::XISelectEvents>(bytes.frame(), arena);
    REQUIRE(request);
    REQUIRE(request->masks.size() == 2);
    CHECK(request->masks[1].deviceid == 2);
    CHECK(request->masks[1].mask == std::vector<std::uint32_t>{0xb, 0xc});
    for (std::size_t size = 4; size < bytes.size(); size += 4)
        CHECK(refusalOf<xinput::XISelectEvents>(bytes.first(size)).code == badLength);
}

} // namespace vitrine::x11
