// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace vitrine::sweep {

enum class Kind : std::uint8_t {
    Number,
    Count,  // of a list that follows
    Bool,   //
    Choice, // one of `values`
    Mask,   // bits of `values`
    Id,     // of an object that exists
    NewId,
};

// Where a field stands in an example of a request.
struct Field {
    std::string_view name;
    std::uint16_t offset;
    std::uint8_t size;
    Kind kind;
    std::string_view object; // for ids: its type in the description, or its name in objects.h
    bool given;              // its value in the example is one that the request needs
    std::span<const std::uint32_t> values;
};

// A well-formed request, but for its length, its major opcode in an extension, and ids.
struct Request {
    std::string_view extension; // "": the core
    std::string_view name;
    std::string_view with; // the one value that its list of values has
    std::uint8_t opcode;   // in an extension the minor one
    std::span<const std::uint8_t> bytes;
    std::span<const Field> fields;
};

// Of the core and of every extension that is described, offered or not; from xcb-proto.
std::span<const Request> requests();

} // namespace vitrine::sweep
