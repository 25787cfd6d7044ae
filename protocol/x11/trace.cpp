// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/x11/trace.h"

#include <algorithm>

namespace vitrine::x11 {

namespace {

const TraceTable* tableOf(std::uint8_t opcode)
{
    const auto tables = traceTables();
    const std::uint8_t wanted = opcode < 128 ? 0 : opcode;
    const auto found = std::ranges::find(tables, wanted, &TraceTable::majorOpcode);
    return found == tables.end() ? nullptr : *found;
}

const TracedRequest* requestOf(std::uint8_t opcode, std::uint8_t minor)
{
    const TraceTable* table = tableOf(opcode);
    if (table == nullptr) return nullptr;
    const std::uint8_t wanted = opcode < 128 ? opcode : minor;
    const auto found = std::ranges::find(table->requests, wanted, &TracedRequest::opcode);
    return found == table->requests.end() ? nullptr : &*found;
}

std::string joined(std::string head, const Printer& printer)
{
    return printer.text().empty() ? head : head + ' ' + printer.text();
}

} // namespace

std::string requestName(std::uint8_t opcode, std::uint8_t minor)
{
    const TracedRequest* request = requestOf(opcode, minor);
    if (request == nullptr) {
        return "request " + std::to_string(opcode) + '.' + std::to_string(minor);
    }
    if (opcode < 128) return std::string(request->name);
    return std::string(tableOf(opcode)->extension) + '.' + std::string(request->name);
}

std::string describeRequest(const Frame& frame)
{
    std::string head = requestName(frame.opcode(), frame.minor());
    const TracedRequest* request = requestOf(frame.opcode(), frame.minor());
    if (request == nullptr) return head;
    Printer printer;
    if (!request->printRequest(printer, frame)) {
        return head + " malformed, " + std::to_string(frame.bytes.size()) + " bytes";
    }
    return joined(std::move(head), printer);
}

std::string describeReply(std::uint8_t opcode, std::uint8_t minor, std::span<const std::byte> reply,
                          ByteOrder order)
{
    std::string head = requestName(opcode, minor);
    const TracedRequest* request = requestOf(opcode, minor);
    if (request == nullptr || request->printReply == nullptr) return head;
    Arena arena;
    Reader reader(reply, order, arena);
    Printer printer;
    if (!request->printReply(printer, reader)) return head + " malformed";
    return joined(std::move(head), printer);
}

std::string describeEvent(std::span<const std::byte> event, ByteOrder order)
{
    if (event.size() < messageSize) return "malformed event";
    Arena arena;
    Reader head(event, order, arena);
    const std::uint8_t first = head.get<std::uint8_t>();
    const std::uint8_t second = head.get<std::uint8_t>();
    head.skip(6);
    const std::uint16_t genericKind = head.get<std::uint16_t>();
    const std::uint8_t code = first & 0x7f; // the top bit says that a client sent it
    const bool generic = code == genericEvent;
    for (const TraceTable* table : traceTables()) {
        const bool xkb = table->extension == "XKEYBOARD";
        for (const TracedEvent& known : table->events) {
            if (known.code != code) continue;
            if (generic && (known.extension != second || known.kind != genericKind)) continue;
            if (xkb && known.kind != second) continue;
            Reader reader(event, order, arena);
            Printer printer;
            known.print(printer, reader);
            return joined(std::string(known.name) + (first != code ? " (sent)" : ""), printer);
        }
    }
    return "event " + std::to_string(code);
}

std::string describeError(std::span<const std::byte> error, ByteOrder order)
{
    if (error.size() < messageSize) return "malformed error";
    Arena arena;
    Reader reader(error, order, arena);
    reader.skip(1);
    const auto code = reader.get<std::uint8_t>();
    reader.skip(2);
    const auto value = reader.get<std::uint32_t>();
    const auto minor = static_cast<std::uint8_t>(reader.get<std::uint16_t>());
    const auto major = reader.get<std::uint8_t>();
    std::string name = "error " + std::to_string(code);
    for (const TraceTable* table : traceTables()) {
        const auto found = std::ranges::find(table->errors, code, &NamedValue::value);
        if (found != table->errors.end()) name = "Bad" + std::string(found->name);
    }
    if (name.starts_with("BadBad")) name.erase(0, 3);
    const std::uint32_t values[] = {value};
    Printer printer;
    printer.id("value", values[0]);
    return joined(name + " in " + requestName(major, minor), printer);
}

} // namespace vitrine::x11
