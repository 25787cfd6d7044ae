// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/x11/printer.h"
#include "protocol/x11/reader.h"

#include <string>

namespace vitrine::x11 {

// One line about a message, for people: its name, then each field. Bytes that do not parse are
// said to be malformed.
std::string describeRequest(const Frame& frame);
// `opcode` and `minor` are of the request that it answers.
std::string describeReply(std::uint8_t opcode, std::uint8_t minor, std::span<const std::byte> reply,
                          ByteOrder order);
std::string describeEvent(std::span<const std::byte> event, ByteOrder order);
std::string describeError(std::span<const std::byte> error, ByteOrder order);

// "CreateWindow", "RENDER.Composite", or the numbers where nothing is known by them.
std::string requestName(std::uint8_t opcode, std::uint8_t minor);

// What the generated code tells of itself, one table for the core and each extension.
struct TracedRequest {
    std::uint8_t opcode;
    std::string_view name;
    bool (*printRequest)(Printer& printer, const Frame& frame);
    bool (*printReply)(Printer& printer, Reader& reader); // null without a reply
};
struct TracedEvent {
    std::uint8_t code;
    std::uint8_t extension; // of a generic event, otherwise 0
    std::uint16_t kind;     // of a generic event or one of XKB's
    std::string_view name;
    void (*print)(Printer& printer, Reader& reader);
};
struct TraceTable {
    std::string_view extension;
    std::uint8_t majorOpcode; // 0 for the core
    std::span<const TracedRequest> requests;
    std::span<const TracedEvent> events;
    std::span<const NamedValue> errors;
};
std::span<const TraceTable* const> traceTables();

template<class Request> bool printRequest(Printer& printer, const Frame& frame)
{
    Arena arena;
    Reader reader(frame.bytes, frame.order, arena);
    const Request request = Request::parse(reader);
    const bool whole = reader.finish();
    if (whole) print(printer, request);
    return whole;
}
template<class Request> bool printReply(Printer& printer, Reader& reader)
{
    const typename Request::Reply reply = Request::Reply::parse(reader);
    if (reader.good()) print(printer, reply);
    return reader.good();
}
template<class Event> void printEvent(Printer& printer, Reader& reader)
{
    print(printer, Event::parse(reader));
}

} // namespace vitrine::x11
