// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/codec.h"
#include "protocol/ops/input.h"
#include "server/base/role.h"
#include "server/scene/planner.h"
#include "server/scene/scene.h"
#include "server/viewers/frame_encoding.h"
#include "server/viewers/pacer.h"
#include "server/viewers/shown_state.h"
#include "server/viewers/transport.h"
#include "server/viewers/viewer_options.h"
#include "server/viewers/viewer_statistics.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>

namespace vitrine {

// One viewer's session of the drawing protocol: it keeps what the viewer has, and whenever the link
// has room and something changed, it sends the difference. A frame is planned on the core thread,
// encoded on a worker from immutable parts, and written from the core thread; one at a time.
// Whatever a viewer does wrong ends its own session, with the reason in the close frame.
class ViewerSession : public std::enable_shared_from_this<ViewerSession> {
public:
    struct Events {
        std::function<void()> greeted; // it said hello: frames are of use to it from now on
        std::function<void()> ended;   // the link is gone; nothing comes after
    };

    // All are borrowed for our life; `core` also until `workers` are joined.
    ViewerSession(boost::asio::io_context& core, boost::asio::thread_pool& workers, Scene& scene,
                  std::shared_ptr<Transport> transport, Role role, const ViewerOptions& options);

    void start(Events events);
    void frameCut(const Frame& frame);
    bool awaitsFrame();                // else it asks for one when it does
    void close(std::string_view text); // the session is over
    void abandon();                    // the same, and nobody listens to our events any more
    ViewerStatistics statistics() const;
    bool behind() const; // it is busy with a frame, and the next one waits

private:
    using Time = std::chrono::steady_clock::time_point;

    // The link.
    void receive(std::span<const std::byte> bytes);
    void fail(CloseReason reason, std::string_view text);
    void end();
    void awaitHello();
    void awaitAcknowledgement();

    // What the viewer says.
    struct Receiver;
    void greet(const Hello& hello);
    void acknowledge(const Acknowledge& message);
    void setClipboard(const std::string& text);
    void setPrimary(const std::string& text);
    void followPrimary(bool follows);
    void perform(const Input& input); // on the display

    // What it is sent.
    void catchUp();              // called where nothing was cut just now
    void update();               // called where everything drawn has been noted
    bool isFree(Time now) const; // to plan a frame, but for a rest
    bool mayPlan();
    void rest(); // then catch up
    PlannedFrame plan();
    void addChecks(const std::vector<ImageId>& visible, std::vector<UpdatePart>& parts);
    void encodeOnWorker(PlannedFrame frame);
    void send(std::optional<EncodedFrame> frame);

    boost::asio::io_context& core_;
    boost::asio::thread_pool& workers_;
    Scene& scene_;
    std::shared_ptr<Transport> transport_;
    Role role_;
    const ViewerOptions& options_;
    Events events_;
    boost::asio::steady_timer timer_;
    boost::asio::steady_timer rest_; // until the next frame may be planned
    bool greeted_ = false;
    bool over_ = false;

    Planner planner_;
    ShownState shown_;
    Pacer pacer_;
    std::shared_ptr<FrameEncoder> encoder_; // a worker's while `encoding_`
    bool encoding_ = false;
    Time planned_{}; // when the last frame was
    Time encodingSince_{};
    std::chrono::nanoseconds worked_{}; // by the core until then
    Time due_{};                        // no frame before
    bool resting_ = false;
    bool writing_ = false;
    bool dirty_ = false;  // something happened since the last plan
    bool missed_ = false; // a frame that was not cut for us
    std::uint32_t frames_ = 0;
    std::optional<Point> warp_;
    std::optional<std::uint8_t> bell_;
    std::optional<std::string> clipboard_; // to be told
    std::string knownClipboard_;           // what the viewer has
    bool followsPrimary_ = false;
    std::optional<std::string> primary_; // likewise
    std::string knownPrimary_;
    bool pressing_ = false; // a key or a button may be down
    std::minstd_rand random_;

    Time began_ = std::chrono::steady_clock::now();
    ViewerStatistics statistics_;
};

} // namespace vitrine
