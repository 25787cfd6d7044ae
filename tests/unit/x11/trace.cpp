// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/x11/trace.h"

#include "tests/unit/x11/request_bytes.h"

#include <catch2/catch.hpp>

#include <random>
#include <set>

#include "x11/core.h"
#include "x11/extensions.h"
#include "x11/render.h"

namespace vitrine::x11 {

TEST_CASE("A request is described by its name and fields, values by theirs")
{
    RequestBytes bytes(ChangeWindowAttributes::opcode);
    bytes.with(0x200001u).with(CW::OverrideRedirect | CW::EventMask).with(1u);
    bytes.with(EventMask::Exposure | EventMask::KeyPress);
    const std::string text = describeRequest(bytes.frame());
    CHECK(text == "ChangeWindowAttributes window=0x200001 valueMask=OverrideRedirect|EventMask "
                  "overrideRedirect=1 eventMask=KeyPress|Exposure");
}

TEST_CASE("A request that does not parse is called malformed")
{
    const RequestBytes bytes(MapWindow::opcode);
    CHECK(describeRequest(bytes.frame()) == "MapWindow malformed, 4 bytes");
}

TEST_CASE("Errors, replies and events are described by the request and the kind they are of")
{
    std::vector<std::byte> bytes;
    Writer error(bytes, nativeOrder, 3);
    writeError(error, ErrorCode::Window, 0x77, 0, GetGeometry::opcode);
    CHECK(describeError(bytes, nativeOrder) == "BadWindow in GetGeometry value=0x77");

    bytes.clear();
    Writer reply(bytes, nativeOrder, 3);
    InternAtom::Reply{.atom = 0x45}.write(reply);
    CHECK(describeReply(InternAtom::opcode, 0, bytes, nativeOrder) == "InternAtom atom=0x45");

    bytes.clear();
    Writer event(bytes, nativeOrder, 3);
    MapNotifyEvent{.event = 1, .window = 2, .overrideRedirect = true}.write(event);
    CHECK(describeEvent(bytes, nativeOrder) ==
          "MapNotify event=0x1 window=0x2 overrideRedirect=true");
}

TEST_CASE("Opcodes, events and errors of two extensions never meet")
{
    std::set<std::uint8_t> majors;
    int event = 64, error = 128;
    for (const ExtensionInfo& extension : describedExtensions) {
        CHECK(majors.insert(extension.majorOpcode).second);
        CHECK(extension.majorOpcode >= 128);
        CHECK(extension.firstEvent == event);
        CHECK(extension.firstError == error);
        event += extension.eventCount;
        error += extension.errorCount;
    }
    CHECK(event <= 128);
    CHECK(error <= 256);
    CHECK(requestName(render::extension.majorOpcode, render::Composite::opcode) ==
          "RENDER.Composite");
    CHECK(requestName(255, 3) == "request 255.3");
}

// Every parser and printer sees random bytes at every length; sanitizers tell what went wrong.
TEST_CASE("No bytes can make a request, reply or event unreadable")
{
    std::mt19937 random(7);
    std::vector<std::byte> bytes(256);
    for (const TraceTable* table : traceTables()) {
        for (const TracedRequest& request : table->requests) {
            for (std::size_t size = 4; size <= bytes.size(); size += 12) {
                const unsigned range = size % 24 == 4 ? 255 : 3; // small counts lead further in
                for (std::byte& byte : bytes) byte = std::byte(random() & range);
                const bool core = table->majorOpcode == 0;
                bytes[0] = std::byte(core ? request.opcode : table->majorOpcode);
                if (!core) bytes[1] = std::byte(request.opcode);
                for (const ByteOrder order : {nativeOrder, otherOrder}) {
                    const Frame frame{std::span(bytes).first(size), order};
                    CHECK_FALSE(describeRequest(frame).empty());
                    CHECK_FALSE(
                        describeReply(frame.opcode(), frame.minor(), frame.bytes, order).empty());
                }
            }
        }
        for (const TracedEvent& event : table->events) {
            for (std::byte& byte : bytes) byte = std::byte(random() & 255);
            bytes[0] = std::byte(event.code);
            CHECK_FALSE(describeEvent(bytes, nativeOrder).empty());
            CHECK_FALSE(describeEvent(std::span(bytes).first(32), otherOrder).empty());
        }
    }
}

} // namespace vitrine::x11
