// SPDX-License-Identifier: GPL-2.0-or-later
// Every request, wrong in every way that its description tells, at our server and at X.Org's: both
// must answer the same. The requests come from xcb-proto, so extensions join as they are offered.
#include "tests/support/sweep/exceptions.h"
#include "tests/support/sweep/place.h"
#include "tests/support/test_server.h"
#include "tests/support/xvfb.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>

namespace vitrine {

namespace {

using sweep::Case;
using sweep::Place;

class Sweep {
public:
    Sweep() { startReference(); }

    void run(const sweep::Request& request)
    {
        if (!ours_.offers(request.extension) || !theirs_->offers(request.extension)) return;
        alone_.clear();
        for (const Case& wrong : sweep::casesOf(request)) compare(wrong);
    }

    int cases = 0;
    std::map<std::string, std::vector<std::string>> differences; // by request

private:
    void startReference()
    {
        xvfb_ = std::make_unique<Xvfb>();
        theirs_.emplace("/tmp/.X11-unix/X" + xvfb_->name().substr(1), std::string());
        REQUIRE(ours_.open());
        REQUIRE(theirs_->open());
        ours_.share(*theirs_);
        theirs_->share(ours_);
        fresh_ = false;
    }

    void openBoth()
    {
        if (!fresh_ || !ours_.isOpen()) REQUIRE(ours_.open());
        if (!fresh_ || !theirs_->isOpen()) REQUIRE(theirs_->open());
        fresh_ = true;
    }

    void compare(const Case& wrong)
    {
        openBoth();
        ++cases;
        theirs_->send(wrong);
        ours_.send(wrong);
        const std::string theirs = theirs_->answer(), ours = ours_.answer();
        fresh_ = ours.starts_with("Bad") && theirs.starts_with("Bad");
        if (!theirs_->isOpen() && !theirs_->open()) return startReference(); // it died of it
        const auto& changes = wrong.changes;
        if (changes.size() == 1 && wrong.length == sweep::Length::Right)
            alone_[sweep::textOf(changes[0])] = theirs;
        const bool inStep = ours == theirs || (ours.find("closed") == std::string::npos &&
                                               ours.find("sequence") == std::string::npos);
        if (inStep && !sweep::isCompared(wrong.request->extension)) return;
        if (ours != theirs && !isOneOf(wrong, ours, theirs) &&
            !sweep::isException(wrong, ours, theirs))
            differences[std::string(wrong.request->extension) + "." +
                        std::string(wrong.request->name)]
                .push_back(wrong.name + "\n    ours " + ours + "\n    X.Org " + theirs);
    }

    // Of two faults at once either may be told: as X.Org tells it where it is alone.
    bool isOneOf(const Case& wrong, const std::string& ours, const std::string& theirs) const
    {
        if (!theirs.starts_with("Bad")) return false;
        if (wrong.length == sweep::Length::WordLong)
            return !wrong.changes.empty() && ours.starts_with("BadLength");
        return wrong.changes.size() == 2 &&
               std::any_of(wrong.changes.begin(), wrong.changes.end(), [&](const auto& change) {
                   const auto found = alone_.find(sweep::textOf(change));
                   return found != alone_.end() && found->second == ours;
               });
    }

    TestServer server_;
    Place ours_{server_.socket(), server_.cookie()};
    std::unique_ptr<Xvfb> xvfb_;
    std::optional<Place> theirs_;
    std::map<std::string, std::string> alone_; // X.Org's answers to this request, by the fault
    bool fresh_ = false;
};

void sweepAll(bool core)
{
    Sweep sweep;
    const char* only = std::getenv("VITRINE_SWEEP");
    for (const sweep::Request& request : sweep::requests())
        if (request.extension.empty() == core && (!only || request.name == only))
            sweep.run(request);
    std::size_t count = 0;
    for (const auto& [request, texts] : sweep.differences) {
        count += texts.size();
        for (const std::string& text : texts) UNSCOPED_INFO(text);
    }
    CHECK(count == 0);
    CHECK(sweep.cases > 0);
}

} // namespace

TEST_CASE("Each core request that is wrong in one way or two is answered as at X.Org")
{
    sweepAll(true);
}

TEST_CASE(
    "Each extension's request that is wrong in one way or two leaves its client in step, and of "
    "some is answered as at X.Org")
{
    sweepAll(false);
}

} // namespace vitrine
