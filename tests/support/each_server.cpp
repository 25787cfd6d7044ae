// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/each_server.h"

#include "tests/support/fake_input.h"
#include "tests/support/test_server.h"
#include "tests/support/xvfb.h"

#include <catch2/catch.hpp>

namespace vitrine {

AnyServer::AnyServer(TestServer& ours) : ours_(&ours) {}

AnyServer::AnyServer(std::string reference) : reference_(std::move(reference)) {}

std::unique_ptr<XcbClient> AnyServer::connect() const
{
    return ours_ ? std::make_unique<XcbClient>(*ours_) : std::make_unique<XcbClient>(reference_);
}

void AnyServer::fake(int type, int detail, int x, int y)
{
    if (ours_) return fakeInput(*ours_, type, detail, x, y);
    if (!hands_) hands_ = connect();
    fakeInput(hands_->c(), type, detail, x, y);
}

void onEachServer(const std::function<void(AnyServer&)>& claims)
{
    {
        INFO("at our server");
        TestServer server;
        AnyServer ours(server);
        claims(ours);
    }
    static Xvfb xvfb;
    INFO("at X.Org's server");
    AnyServer theirs(xvfb.name());
    claims(theirs);
}

} // namespace vitrine
