// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/sweep/objects.h"
#include "tests/support/sweep/requests.h"

#include <string>
#include <vector>

namespace vitrine::sweep {

// Another value for a field, or the id of an object.
struct Change {
    const Field* field;
    std::uint32_t value = 0;
    const Object* object = nullptr;
};

enum class Length : std::uint8_t { Right, WordShort, WordLong, HeaderOnly, OverLimit };

// One request with something wrong in it, or nothing.
struct Case {
    const Request* request;
    std::string name; // "CreateGC with function: drawable = gc"
    std::vector<Change> changes;
    Length length = Length::Right;
};

std::string textOf(const Change& change); // "drawable = gc"

// The example as it is; every length that is wrong; every field with each value that is wrong, at
// the end of its range, or names an object of another type or depth; every two wrong at once; and
// all numbers at ends of their ranges at once.
std::vector<Case> casesOf(const Request& request);

// Ids and opcodes as one server gave them.
class Numbers {
public:
    virtual ~Numbers() = default;
    virtual std::uint32_t idOf(const Object& object) const = 0;
    virtual std::uint8_t majorOf(std::string_view extension) const = 0;
};

// With BIG-REQUESTS' long header for a length over the limit: then the body is not there.
std::vector<std::byte> bytesOf(const Case& wrong, const Numbers& numbers);

} // namespace vitrine::sweep
