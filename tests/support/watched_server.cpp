// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/watched_server.h"

#include "protocol/ops/input_codec.h"
#include "protocol/ops/tile_hash.h"

#include <algorithm>
#include <sstream>
#include <utility>

namespace vitrine {

using namespace std::chrono_literals;

Watcher::Watcher(boost::asio::io_context& core, Pace pace, unsigned seed)
    : transport(std::make_shared<MemoryTransport>(core)), pace_(pace), random_(seed), timer_(core)
{
    transport->arrived = [this](std::vector<std::byte> frame) { arrived(std::move(frame)); };
}

void Watcher::arrived(std::vector<std::byte> frame)
{
    frames.push_back(std::move(frame));
    understood = understood && client.receive(frames.back());
    if (pace_ == Pace::Quick) return acknowledge();
    timer_.expires_after(std::chrono::milliseconds(random_() % 40));
    timer_.async_wait([this, alive = weak_from_this()](boost::system::error_code error) {
        if (error || alive.expired())
            return; // another frame came: both will be acknowledged at once
        acknowledge();
        transport->paused = random_() % 3 == 0;
        transport->resume();
    });
}

void Watcher::acknowledge()
{
    if (std::exchange(acknowledged_, last_) == last_) return;
    transport->send(encodeInput(Acknowledge{last_, 100, client.mismatches()}));
}

WatchedServer::WatchedServer(ViewerOptions options) : options_(std::move(options))
{
    server_.with([this](Display& display) {
        scene_.emplace(display);
        viewers_.emplace(server_.core(), workers_, *scene_, options_);
        clock_.emplace(server_.core(), *scene_);
        server_.server().onIdle = [this] { clock_->idle(); };
    });
}

WatchedServer::~WatchedServer()
{
    server_.with([this](Display&) { viewers_.reset(); });
    workers_.join();
    server_.with([this](Display&) {
        server_.server().onIdle = {};
        clock_.reset();
        scene_.reset();
        watchers_.clear();
    });
}

void WatchedServer::join(Pace pace, unsigned seed)
{
    server_.with([&](Display&) {
        watchers_.push_back(std::make_shared<Watcher>(server_.core(), pace, seed));
        Watcher& watcher = *watchers_.back();
        viewers_->attach(watcher.transport, Role::View);
        watcher.transport->send(encodeInput(Hello{}));
    });
}

std::string WatchedServer::difference()
{
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (true) {
        const std::string different = server_.with([this](Display&) {
            scene_->cut();
            for (std::size_t i = 0; i < watchers_.size(); ++i) {
                Watcher& watcher = *watchers_[i];
                watcher.transport->paused = false;
                watcher.transport->resume();
                const std::string difference = differenceNow(watcher);
                if (!difference.empty()) return "viewer " + std::to_string(i) + ": " + difference;
            }
            return std::string();
        });
        if (different.empty() || std::chrono::steady_clock::now() > deadline) return different;
        std::this_thread::sleep_for(1ms);
    }
}

std::string WatchedServer::differenceNow(const Watcher& watcher) const
{
    if (!watcher.understood) return "a frame was refused";
    if (watcher.client.mismatches() != 0) return "a check failed";
    if (!watcher.transport->isOpen()) return watcher.transport->closeText();
    const auto state = scene_->state();
    for (const Surface* surface : state->bottomToTop()) {
        if (surface->role == SurfaceRole::Root && !options_.desktop) continue;
        const std::string difference = compared(*surface, watcher);
        if (!difference.empty()) return difference;
    }
    if (!std::ranges::equal(state->stacking, watcher.client.stacking())) return "another stacking";
    return {};
}

std::string WatchedServer::compared(const Surface& surface, const Watcher& watcher) const
{
    std::ostringstream text;
    text << "surface " << surface.id.value << ' ';
    const Surface* known = watcher.client.surface(surface.id);
    const Image* ours = scene_->image(surface.image);
    const Image* theirs = watcher.client.pixels(surface.id);
    if (!known || !theirs) return text.str() + "is not there";
    if (*known != surface) return text.str() + "has another place, shape or state";
    if (ours->size() != theirs->size() || ours->depth() != theirs->depth())
        return text.str() + "has another size";
    int count = 0;
    for (int y = 0; y < ours->height(); ++y)
        for (int x = 0; x < ours->width(); ++x) {
            if (ours->pixel({x, y}) == theirs->pixel({x, y}) || ++count > 4) continue;
            text << std::dec << "(" << x << "," << y << ") " << std::hex << ours->pixel({x, y})
                 << " is " << theirs->pixel({x, y}) << "; ";
        }
    return count == 0 ? std::string() : text.str() + std::to_string(count) + " pixels differ";
}

WatchedServer::Record WatchedServer::record(std::size_t watcher)
{
    return server_.with([&](Display&) {
        Record record{watchers_[watcher]->frames, {}};
        for (const Surface* surface : scene_->state()->bottomToTop()) {
            if (surface->role == SurfaceRole::Root && !options_.desktop) continue;
            const Image& image = *scene_->image(surface->image);
            record.shown.push_back({surface->id.value, static_cast<std::uint32_t>(image.width()),
                                    static_cast<std::uint32_t>(image.height()),
                                    tileHash(image, image.bounds())});
        }
        return record;
    });
}

} // namespace vitrine
