// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/viewers/viewer_session.h"

#include "protocol/ops/tile_hash.h"
#include "server/display/display.h"
#include "server/scene/act.h"

#include <boost/asio/post.hpp>

#include <ctime>
#include <utility>

namespace vitrine {

namespace net = boost::asio;
using boost::system::error_code;

namespace {

constexpr std::uint32_t framesPerCheck = 16; // where not everything is checked
constexpr int checkSide = 64;
// Planning and encoding take at most a third of the time from the programs that draw, and as much
// at the viewer, while that leaves a motion that looks smooth. Less where programs draw all the
// time, whose drawing waits for nothing else.
struct Pace {
    int share; // one in so many
    std::chrono::milliseconds longestRest;
};
constexpr Pace pace{3, std::chrono::milliseconds(33)};
constexpr Pace paceOfBusy{5, std::chrono::milliseconds(80)};

// What this thread has used.
std::chrono::nanoseconds processorTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

} // namespace

ViewerSession::ViewerSession(net::io_context& core, net::thread_pool& workers, Scene& scene,
                             std::shared_ptr<Transport> transport, Role role,
                             const ViewerOptions& options)
    : core_(core), workers_(workers), scene_(scene), transport_(std::move(transport)), role_(role),
      options_(options), timer_(core), rest_(core), shown_(options.sessionName, options.desktop),
      encoder_(std::make_shared<FrameEncoder>())
{
    statistics_.peer = transport_->peer();
    statistics_.role = role;
}

void ViewerSession::start(Events events)
{
    events_ = std::move(events);
    // The transport owns us until the link is gone.
    const auto self = shared_from_this();
    transport_->open(
        {.received = [self](std::span<const std::byte> bytes) { self->receive(bytes); },
         .written =
             [self] {
                 self->writing_ = false;
                 self->catchUp();
             },
         .closed = [self] { self->end(); }});
    awaitHello();
}

void ViewerSession::close(std::string_view text)
{
    fail(CloseReason::GoingAway, text);
}

void ViewerSession::abandon()
{
    events_ = {};
    pressing_ = false;
    followPrimary(false);
    close("the session has ended");
}

void ViewerSession::fail(CloseReason reason, std::string_view text)
{
    if (std::exchange(over_, true)) return;
    timer_.cancel();
    rest_.cancel();
    transport_->close(reason, text);
}

void ViewerSession::end()
{
    over_ = true;
    timer_.cancel();
    rest_.cancel();
    if (pressing_) act(scene_.display(), ReleaseAll{});
    followPrimary(false);
    const Events events = std::move(events_);
    events_ = {};
    if (events.ended) events.ended();
}

void ViewerSession::awaitHello()
{
    timer_.expires_after(options_.helloTime);
    timer_.async_wait([weak = weak_from_this()](error_code error) {
        const auto self = weak.lock();
        if (!error && self && !self->greeted_)
            self->fail(CloseReason::PolicyViolation, "no Hello came in time");
    });
}

void ViewerSession::awaitAcknowledgement()
{
    timer_.expires_at(pacer_.waitingSince() + options_.silenceTime);
    timer_.async_wait([weak = weak_from_this()](error_code error) {
        const auto self = weak.lock();
        if (error || !self || self->pacer_.empty()) return;
        const Time deadline = self->pacer_.waitingSince() + self->options_.silenceTime;
        if (std::chrono::steady_clock::now() < deadline)
            self->awaitAcknowledgement();
        else
            self->fail(CloseReason::PolicyViolation, "frames were not acknowledged in time");
    });
}

void ViewerSession::frameCut(const Frame& frame)
{
    if (!greeted_ || over_) return;
    planner_.note(*frame.log);
    if (frame.warp) warp_ = frame.warp;
    if (frame.bell) bell_ = frame.bell;
    if (frame.clipboard && *frame.clipboard != knownClipboard_) clipboard_ = *frame.clipboard;
    if (followsPrimary_ && frame.primary && *frame.primary != knownPrimary_)
        primary_ = *frame.primary;
    dirty_ = true;
    update();
}

void ViewerSession::catchUp()
{
    if (!greeted_ || over_) return;
    if (!dirty_ && !missed_ && !planner_.incomplete()) return;
    missed_ = false;
    scene_.cut(); // drawing that has not been noted is in the pixels already
    update();
}

void ViewerSession::update()
{
    if (over_ || (!dirty_ && !planner_.incomplete()) || !mayPlan()) return;
    dirty_ = false;
    PlannedFrame frame = plan();
    if (!frame.parts.empty()) encodeOnWorker(std::move(frame));
}

bool ViewerSession::isFree(Time now) const
{
    return !encoding_ && !writing_ && !pacer_.full(now);
}

bool ViewerSession::awaitsFrame()
{
    if (!greeted_ || over_) return false;
    const Time now = std::chrono::steady_clock::now();
    if (isFree(now) && now >= due_) return true;
    missed_ = true;
    if (isFree(now)) rest();
    return false;
}

bool ViewerSession::mayPlan()
{
    const Time now = std::chrono::steady_clock::now();
    if (!isFree(now)) return false;
    if (now < due_) {
        rest();
        return false;
    }
    planned_ = now;
    return true;
}

void ViewerSession::rest()
{
    if (std::exchange(resting_, true)) return;
    rest_.expires_at(due_);
    rest_.async_wait([weak = weak_from_this()](error_code error) {
        const auto self = weak.lock();
        if (!self) return;
        self->resting_ = false;
        if (!error) self->catchUp();
    });
}

PlannedFrame ViewerSession::plan()
{
    PlannedFrame frame;
    std::vector<UpdatePart>& parts = frame.parts;
    const SceneState& state = *scene_.state();
    const std::vector<ImageId> visible = shown_.visibleImages(state);
    Display& display = scene_.display();

    shown_.welcome(state, parts);
    planner_.plan(visible, display.images(), display.glyphs(), parts);
    shown_.tell(state, parts);
    if (warp_) parts.push_back(Message(WarpPointer{*warp_}));
    if (bell_) parts.push_back(Message(Bell{*bell_}));
    if (clipboard_) {
        knownClipboard_ = std::move(*clipboard_);
        parts.push_back(Message(ClipboardText{knownClipboard_}));
    }
    if (primary_) {
        knownPrimary_ = std::move(*primary_);
        parts.push_back(Message(PrimaryText{knownPrimary_}));
    }
    primary_.reset();
    warp_.reset();
    bell_.reset();
    clipboard_.reset();
    if (parts.empty()) return frame;

    addChecks(visible, parts);
    const auto age = std::chrono::steady_clock::now() - began_;
    frame.end.number = ++frames_;
    frame.end.milliseconds = static_cast<std::uint32_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(age).count());
    return frame;
}

void ViewerSession::addChecks(const std::vector<ImageId>& visible, std::vector<UpdatePart>& parts)
{
    if (visible.empty() || (!options_.checkEverything && frames_ % framesPerCheck != 0)) return;
    const std::size_t chosen = random_() % visible.size();
    for (std::size_t i = 0; i < visible.size(); ++i) {
        if (!options_.checkEverything && i != chosen) continue;
        const Image* image = scene_.image(visible[i]);
        if (!image || !planner_.isCurrent(visible[i])) continue;
        Rect rect = image->bounds();
        if (!options_.checkEverything) {
            const auto x = static_cast<std::int32_t>(random_() % (rect.width / checkSide + 1));
            const auto y = static_cast<std::int32_t>(random_() % (rect.height / checkSide + 1));
            rect = rect.intersected({x * checkSide, y * checkSide, checkSide, checkSide});
        }
        if (!rect.empty())
            parts.push_back(Message(Check{visible[i], rect, tileHash(*image, rect)}));
    }
}

void ViewerSession::encodeOnWorker(PlannedFrame frame)
{
    encoding_ = true;
    encodingSince_ = std::chrono::steady_clock::now();
    worked_ = processorTime();
    net::post(workers_, [self = shared_from_this(), encoder = encoder_, &core = core_,
                         planned = std::move(frame)]() mutable {
        auto encoded = encode(*encoder, planned);
        planned.parts.clear();
        // The session goes on, and ends, on the core thread.
        net::post(core, [self = std::move(self), done = std::move(encoded)]() mutable {
            self->encoding_ = false;
            self->send(std::move(done));
        });
    });
}

void ViewerSession::send(std::optional<EncodedFrame> frame)
{
    if (over_) return;
    if (!frame) {
        fail(CloseReason::TooBig, "a frame exceeded the protocol's limits");
        return;
    }
    const Time now = std::chrono::steady_clock::now();
    const bool busy = 2 * (processorTime() - worked_) > now - encodingSince_;
    const auto& [share, longestRest] = busy ? paceOfBusy : pace;
    due_ = planned_ + std::min<Time::duration>(share * (now - planned_), longestRest);
    const bool waited = !pacer_.empty();
    pacer_.sent(frames_, frame->bytes.size(), now);
    if (!waited) awaitAcknowledgement();
    ++statistics_.frames;
    statistics_.ops += frame->ops;
    statistics_.bytesSent += frame->bytes.size();
    statistics_.pixelBytes += frame->pixelBytes;
    statistics_.opBytes += frame->bytes.size() - std::min(frame->bytes.size(), frame->pixelBytes);
    writing_ = true;
    transport_->write(std::move(frame->bytes));
}

bool ViewerSession::behind() const
{
    const auto now = std::chrono::steady_clock::now();
    return greeted_ && !over_ && (dirty_ || missed_) && !isFree(now);
}

ViewerStatistics ViewerSession::statistics() const
{
    ViewerStatistics now = statistics_;
    now.connected = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - began_);
    now.unacknowledgedBytes = pacer_.bytes();
    now.roundTrip = pacer_.roundTrip();
    return now;
}

} // namespace vitrine
