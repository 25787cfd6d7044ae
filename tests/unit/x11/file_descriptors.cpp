// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/x11/dispatch.h"
#include "tests/unit/x11/request_bytes.h"

#include <catch2/catch.hpp>

#include "x11/shm.h"

namespace vitrine::x11 {

namespace {

struct FakeCall {
    int fileDescriptors = 0;
    int handled = 0;
    int error = 0;

    void fail(std::uint8_t code, std::uint32_t) { error = code; }
};

void handle(FakeCall& call, const shm::AttachFd&)
{
    ++call.handled;
}

void handle(FakeCall& call, const shm::Detach&)
{
    ++call.handled;
}

} // namespace

TEST_CASE("A request says how many file descriptors are its own, even where its bytes are bad")
{
    const auto whole = RequestBytes(128, shm::AttachFd::opcode).with(0x200001u).with(0u);
    FakeCall call;
    answer<shm::AttachFd>(call, whole.frame());
    CHECK(call.handled == 1);
    CHECK(call.fileDescriptors == 1);

    const auto cut = RequestBytes(128, shm::AttachFd::opcode).with(0x200001u);
    FakeCall bad;
    answer<shm::AttachFd>(bad, cut.frame());
    CHECK(bad.handled == 0);
    CHECK(bad.error == badLength);
    CHECK(bad.fileDescriptors == 1);

    const auto without = RequestBytes(128, shm::Detach::opcode).with(0x200001u);
    FakeCall none;
    answer<shm::Detach>(none, without.frame());
    CHECK(none.handled == 1);
    CHECK(none.fileDescriptors == 0);
}

} // namespace vitrine::x11
