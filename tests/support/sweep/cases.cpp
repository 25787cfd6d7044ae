// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/sweep/cases.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <random>

namespace vitrine::sweep {

namespace {

constexpr std::size_t headerSize = 4;

std::uint32_t allOnes(const Field& field)
{
    return field.size >= 4 ? 0xffffffffu : (1u << (8 * field.size)) - 1;
}

std::uint32_t bitsOf(const Field& field)
{
    std::uint32_t bits = 0;
    for (const std::uint32_t value : field.values) bits |= value;
    return bits;
}

std::uint32_t highestUnknownBit(const Field& field)
{
    std::uint32_t bit = (allOnes(field) >> 1) + 1;
    while (bit != 0 && (bitsOf(field) & bit) != 0) bit >>= 1;
    return bit;
}

std::uint32_t aboveAll(const Field& field)
{
    return *std::max_element(field.values.begin(), field.values.end()) + 1;
}

// Values that the request may refuse, and those at the ends of the field's range.
std::vector<std::uint32_t> valuesToTry(const Field& field)
{
    const std::uint32_t most = allOnes(field);
    std::vector<std::uint32_t> values;
    switch (field.kind) {
    case Kind::Number: return {0, 1, 2, most / 2, most / 2 + 1, most};
    case Kind::Count: return {0, 2, most / 2, most};
    case Kind::Bool: return {0, 1, 2, most};
    case Kind::Choice:
        values.assign(field.values.begin(), field.values.end());
        values.insert(values.end(), {aboveAll(field), most});
        return values;
    case Kind::Mask:
        for (std::uint64_t bit = 1; bit <= most; bit <<= 1)
            values.push_back(static_cast<std::uint32_t>(bit));
        values.push_back(most);
        return values;
    case Kind::Id:
    case Kind::NewId: return {};
    }
    return {};
}

// The one value that is certainly wrong, if any is.
std::vector<Change> wrongest(const Field& field)
{
    switch (field.kind) {
    case Kind::Bool: return {{&field, 2}};
    case Kind::Choice:
        if (aboveAll(field) > allOnes(field)) return {};
        return {{&field, aboveAll(field)}};
    case Kind::Mask:
        if (highestUnknownBit(field) == 0) return {};
        return {{&field, highestUnknownBit(field)}};
    case Kind::Id: return {{&field, 0, findObject("unknown")}};
    case Kind::NewId: return {{&field, 0, findObject("window")}};
    default: return {};
    }
}

// An extension's objects are for its own requests; atoms are small numbers, which servers give to
// other things as well.
bool worthTrying(const Request& request, const Field& field, const Object& object)
{
    if (!object.extension.empty() && object.extension != request.extension) return false;
    return field.object != "ATOM" || object.owner != Owner::Fixed || object.offset != 0 ||
           object.name == "atom" || object.name == "none";
}

class Cases {
public:
    explicit Cases(const Request& request) : request_(request)
    {
        name_ = request.name;
        if (!request.with.empty()) name_ += " with " + std::string(request.with);
    }

    void add(std::vector<Change> changes, Length length = Length::Right)
    {
        static constexpr const char* lengths[] = {"", "a word short", "a word long", "header only",
                                                  "over the limit"};
        std::string what = lengths[static_cast<int>(length)];
        for (const Change& change : changes) what += (what.empty() ? "" : ", ") + textOf(change);
        all.push_back(
            {&request_, name_ + (what.empty() ? "" : ": " + what), std::move(changes), length});
    }

    void lengths()
    {
        if (request_.bytes.size() > headerSize) {
            add({}, Length::WordShort);
            add({}, Length::HeaderOnly);
        }
        add({}, Length::WordLong);
        if (request_.with.empty()) add({}, Length::OverLimit);
    }

    void each(const Field& field)
    {
        for (const std::uint32_t value : valuesToTry(field)) add({{&field, value}});
        if (field.kind == Kind::Id || field.kind == Kind::NewId)
            for (const Object& object : objects)
                if (worthTrying(request_, field, object)) add({{&field, 0, &object}});
    }

    void pairs()
    {
        std::vector<Change> wrong;
        for (const Field& field : request_.fields)
            for (const Change& change : wrongest(field)) wrong.push_back(change);
        for (auto one = wrong.begin(); one != wrong.end(); ++one) {
            add({*one}, Length::WordLong);
            for (auto two = one + 1; two != wrong.end(); ++two) add({*one, *two});
        }
    }

    // All numbers at ends of their ranges at once: what overflows, overflows here.
    void extremes()
    {
        constexpr int trials = 8;
        std::vector<const Field*> numbers;
        for (const Field& field : request_.fields)
            if (field.kind == Kind::Number && !field.given) numbers.push_back(&field);
        if (numbers.size() < 2) return;
        std::mt19937 random(static_cast<unsigned>(request_.bytes.size()));
        for (int trial = 0; trial < trials; ++trial) {
            std::vector<Change> changes;
            for (const Field* field : numbers) {
                const std::uint32_t most = allOnes(*field);
                const std::uint32_t ends[] = {0, 1, most / 2, most / 2 + 1, most};
                changes.push_back({field, ends[random() % std::size(ends)]});
            }
            add(std::move(changes));
        }
    }

    std::vector<Case> all;

private:
    const Request& request_;
    std::string name_;
};

} // namespace

std::string textOf(const Change& change)
{
    return std::string(change.field->name) + " = " +
           (change.object ? std::string(change.object->name) : std::to_string(change.value));
}

std::vector<Case> casesOf(const Request& request)
{
    Cases cases(request);
    cases.add({});
    cases.lengths();
    if (!request.with.empty()) { // all else was tried without the value
        cases.each(request.fields.back());
        return cases.all;
    }
    for (const Field& field : request.fields) cases.each(field);
    cases.pairs();
    cases.extremes();
    return cases.all;
}

std::vector<std::byte> bytesOf(const Case& wrong, const Numbers& numbers)
{
    const Request& request = *wrong.request;
    const auto whole = std::as_bytes(request.bytes);
    std::vector<std::byte> bytes(whole.begin(), whole.end());
    const auto put = [&](const Field& field, std::uint32_t value) {
        std::memcpy(bytes.data() + field.offset, &value, std::min<std::size_t>(field.size, 4));
    };
    if (!request.extension.empty()) bytes[0] = std::byte{numbers.majorOf(request.extension)};
    for (const Field& field : request.fields) {
        const Object* object = nullptr;
        if (field.kind == Kind::Id) object = findObject(field.object);
        if (field.kind == Kind::NewId) object = findObject("new");
        if (object) put(field, numbers.idOf(*object));
    }
    for (const Change& change : wrong.changes)
        put(*change.field, change.object ? numbers.idOf(*change.object) : change.value);

    if (wrong.length == Length::WordShort) bytes.resize(bytes.size() - 4);
    if (wrong.length == Length::WordLong) bytes.resize(bytes.size() + 4);
    if (wrong.length == Length::HeaderOnly) bytes.resize(headerSize);
    auto words = static_cast<std::uint16_t>(bytes.size() / 4);
    if (wrong.length == Length::OverLimit) {
        words = 0;
        bytes.resize(headerSize);
        const std::uint32_t far = 0x10000000;
        const auto more = std::as_bytes(std::span(&far, 1));
        bytes.insert(bytes.end(), more.begin(), more.end());
    }
    std::memcpy(bytes.data() + 2, &words, sizeof words);
    return bytes;
}

} // namespace vitrine::sweep
