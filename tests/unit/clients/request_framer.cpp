// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/clients/request_framer.h"

#include "protocol/x11/writer.h"

#include <catch2/catch.hpp>

#include <cstring>

namespace vitrine {

namespace {

using Bytes = std::vector<std::byte>;

Bytes request(std::uint8_t opcode, std::uint16_t words, x11::ByteOrder order = x11::nativeOrder)
{
    Bytes bytes;
    x11::Writer writer(bytes, order, 0);
    writer.put(opcode);
    writer.put(std::uint8_t{opcode});
    writer.put(words);
    bytes.resize(std::max<std::size_t>(4, words * std::size_t{4}), std::byte(opcode));
    return bytes;
}

Bytes bigRequest(std::uint8_t opcode, std::uint32_t words)
{
    Bytes bytes = request(opcode, 0);
    x11::Writer writer(bytes, x11::nativeOrder, 0);
    writer.put(words);
    bytes.resize(std::max<std::size_t>(8, words * std::size_t{4}), std::byte(opcode));
    return bytes;
}

Bytes operator+(Bytes first, const Bytes& second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

struct Seen {
    int opcode;
    std::size_t size;
    bool badLength;
    bool operator==(const Seen&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Seen& seen)
{
    return out << seen.opcode << '/' << seen.size << (seen.badLength ? "/bad" : "");
}

// What a framer makes of bytes that arrive `step` at a time.
std::vector<Seen> framed(const Bytes& bytes, std::size_t step, bool bigRequests = false,
                         std::size_t limit = 1 << 20, x11::ByteOrder order = x11::nativeOrder)
{
    RequestFramer framer(limit);
    std::vector<Seen> seen;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto space = framer.space();
        REQUIRE(!space.empty());
        const std::size_t size = std::min({step, space.size(), bytes.size() - at});
        std::memcpy(space.data(), bytes.data() + at, size);
        framer.received(size);
        at += size;
        while (const auto next = framer.next(order, bigRequests)) {
            CHECK(reinterpret_cast<std::uintptr_t>(next->frame.bytes.data()) % 4 == 0);
            CHECK(next->frame.minor() == next->frame.opcode());
            seen.push_back({next->frame.opcode(), next->frame.bytes.size(), next->badLength});
        }
    }
    return seen;
}

} // namespace

TEST_CASE("Requests come out whole however they arrive")
{
    const Bytes bytes = request(1, 1) + request(2, 300) + request(3, 2) + request(4, 40000);
    const std::vector<Seen> expected{
        {1, 4, false}, {2, 1200, false}, {3, 8, false}, {4, 160000, false}};
    for (const std::size_t step : {1u, 3u, 4u, 7u, 1000u, 65536u, 1000000u})
        CHECK(framed(bytes, step) == expected);
}

TEST_CASE("Lengths are read in the client's byte order")
{
    const auto other =
        x11::nativeOrder == x11::ByteOrder::Little ? x11::ByteOrder::Big : x11::ByteOrder::Little;
    CHECK(framed(request(9, 3, other), 5, false, 1 << 20, other) ==
          std::vector<Seen>{{9, 12, false}});
}

TEST_CASE("Half a request waits")
{
    const Bytes whole = request(1, 10);
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK(framed(Bytes(whole.begin(), whole.begin() + static_cast<long>(size)), 64).empty());
}

TEST_CASE("A length of zero is bad and takes its header alone")
{
    const Bytes bytes = request(7, 0) + request(8, 2);
    CHECK(framed(bytes, 100) == std::vector<Seen>{{7, 4, true}, {8, 8, false}});
}

TEST_CASE("With BIG-REQUESTS a length of zero announces a long one, whose body starts at byte 4")
{
    const Bytes bytes = bigRequest(5, 100'000) + request(6, 1) + bigRequest(7, 2);
    const std::vector<Seen> expected{{5, 399'996, false}, {6, 4, false}, {7, 4, false}};
    for (const std::size_t step : {5u, 4096u, 1000000u})
        CHECK(framed(bytes, step, true) == expected);
}

TEST_CASE("A long length that holds not even itself is bad")
{
    for (const std::uint32_t words : {0u, 1u})
        CHECK(framed(bigRequest(5, words) + request(6, 1), 64, true) ==
              std::vector<Seen>{{5, 4, true}, {6, 4, false}});
}

TEST_CASE("A request beyond the limit is bad and is skipped to its end")
{
    const Bytes bytes = bigRequest(5, 5000) + request(6, 1);
    for (const std::size_t step : {1u, 6u, 4096u})
        CHECK(framed(bytes, step, true, 10'000) == std::vector<Seen>{{5, 4, true}, {6, 4, false}});
}

TEST_CASE("A claimed length takes no memory before its bytes come")
{
    RequestFramer framer(1 << 30);
    const Bytes head = bigRequest(5, 2);
    Bytes claim = head;
    const std::uint32_t words = (1u << 30) / 4;
    std::memcpy(claim.data() + 4, &words, sizeof words);
    std::memcpy(framer.space().data(), claim.data(), claim.size());
    framer.received(claim.size());
    CHECK_FALSE(framer.next(x11::nativeOrder, true));
    CHECK(framer.space().size() <= 65536);
}

} // namespace vitrine
