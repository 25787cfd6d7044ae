// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/x11/reader.h"
#include "tests/unit/x11/request_bytes.h"

#include <catch2/catch.hpp>

#include "x11/core.h"
#include "x11/randr.h"
#include "x11/xinput.h"
#include "x11/xkb.h"

namespace vitrine::x11 {

namespace {

template<class Message> std::vector<std::byte> written(const Message& message, ByteOrder order)
{
    std::vector<std::byte> out;
    Writer writer(out, order, 0x1234);
    message.write(writer);
    return out;
}

template<class Message> Message readBack(const std::vector<std::byte>& bytes, ByteOrder order)
{
    Arena arena;
    Reader reader(bytes, order, arena);
    Message message = Message::parse(reader);
    CHECK(reader.good());
    return message;
}

std::vector<int> numbers(const std::vector<std::byte>& bytes)
{
    std::vector<int> result;
    for (const std::byte byte : bytes) result.push_back(std::to_integer<int>(byte));
    return result;
}

} // namespace

TEST_CASE("A reply is 32 bytes with the sequence number of its request")
{
    const GetInputFocus::Reply reply{.revertTo = 2, .focus = 0x01020304};
    const auto bytes = written(reply, ByteOrder::Little);
    std::vector<int> expected{1, 2, 0x34, 0x12, 0, 0, 0, 0, 4, 3, 2, 1};
    expected.resize(32);
    CHECK(numbers(bytes) == expected);
    CHECK(numbers(written(reply, ByteOrder::Big))[2] == 0x12);
}

TEST_CASE("A reply's length counts the words after its first 32 bytes, its counts the elements")
{
    const GetAtomName::Reply reply{.name = "_NET_WM_NAME!"};
    const auto bytes = written(reply, ByteOrder::Little);
    CHECK(bytes.size() == 48);
    CHECK(numbers(bytes)[4] == 4);
    CHECK(numbers(bytes)[8] == 13);
}

TEST_CASE("A property's length is in units of its format")
{
    for (const int format : {0, 8, 16, 32}) {
        GetProperty::Reply reply{.format = static_cast<std::uint8_t>(format), .type = 4};
        if (format != 0) reply.value.resize(8);
        for (const ByteOrder order : {nativeOrder, otherOrder}) {
            const auto bytes = written(reply, order);
            const auto back = readBack<GetProperty::Reply>(bytes, order);
            CHECK(back.value == reply.value);
        }
        const int expected = format == 0 ? 0 : 64 / format;
        CHECK(numbers(written(reply, ByteOrder::Little))[16] == expected);
    }
}

TEST_CASE("Replies with structs inside structs come back equal in either byte order")
{
    QueryFont::Reply font{.defaultChar = 33, .fontAscent = 11};
    font.properties.push_back({5, 6});
    font.charInfos.resize(3);
    font.charInfos[2].characterWidth = -7;
    ListFonts::Reply fonts;
    fonts.names = {{"fixed"}, {"cursor"}, {""}};
    for (const ByteOrder order : {nativeOrder, otherOrder}) {
        const auto back = readBack<QueryFont::Reply>(written(font, order), order);
        CHECK(back.fontAscent == 11);
        CHECK(back.properties == font.properties);
        CHECK(back.charInfos == font.charInfos);
        const auto names = readBack<ListFonts::Reply>(written(fonts, order), order).names;
        REQUIRE(names.size() == 3);
        CHECK(names[1].name == "cursor");
    }
}

TEST_CASE("An XKB map's parts are there as its mask says")
{
    xkb::GetMap::Reply map{.deviceID = 3, .present = 3};
    map.firstKeySym = 8;
    map.nKeySyms = 1;
    map.totalSyms = 2;
    map.map.typesRtrn.emplace();
    map.map.symsRtrn.emplace().push_back({.groupInfo = 1, .width = 2, .syms = {0x61, 0x41}});
    for (const ByteOrder order : {nativeOrder, otherOrder}) {
        const auto back = readBack<xkb::GetMap::Reply>(written(map, order), order);
        REQUIRE(back.map.symsRtrn);
        CHECK(back.map.symsRtrn->at(0).syms == std::vector<std::uint32_t>{0x61, 0x41});
        CHECK_FALSE(back.map.behaviorsRtrn);
    }
}

TEST_CASE("Events are 32 bytes; generic ones say how much longer they are")
{
    const auto expose = written(ExposeEvent{.window = 9, .width = 3, .height = 4}, nativeOrder);
    CHECK(expose.size() == 32);
    CHECK(numbers(expose)[0] == 12);

    xinput::DeviceChangedEvent changed{.deviceid = 2, .sourceid = 4, .reason = 1};
    changed.classes.resize(1);
    changed.classes[0].type = xinput::DeviceClassType::Scroll;
    changed.classes[0].len = 6;
    changed.classes[0].data.scroll.emplace().number = 2;
    const auto bytes = written(changed, ByteOrder::Little);
    CHECK(bytes.size() == 56);
    CHECK(numbers(bytes)[0] == 35);
    CHECK(numbers(bytes)[4] == 6);
    const auto back = readBack<xinput::DeviceChangedEvent>(bytes, ByteOrder::Little);
    REQUIRE(back.classes.size() == 1);
    REQUIRE(back.classes[0].data.scroll);
    CHECK(back.classes[0].data.scroll->number == 2);
}

TEST_CASE("A KeymapNotify has its keys where others have their sequence number")
{
    KeymapNotifyEvent event;
    event.keys[0] = 0xaa;
    event.keys[30] = 0xbb;
    const auto bytes = numbers(written(event, nativeOrder));
    CHECK(bytes.size() == 32);
    CHECK(bytes[1] == 0xaa);
    CHECK(bytes[31] == 0xbb);
}

TEST_CASE("XKB's events share a code and say their kind")
{
    const auto bytes = numbers(written(xkb::StateNotifyEvent{.deviceID = 3}, nativeOrder));
    CHECK(bytes[0] == xkb::extension.firstEvent);
    CHECK(bytes[1] == 2);
    CHECK(bytes[8] == 3);
}

} // namespace vitrine::x11
