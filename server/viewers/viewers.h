// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/role.h"
#include "server/scene/scene.h"
#include "server/viewers/viewer_options.h"
#include "server/viewers/viewer_statistics.h"

#include <memory>
#include <string_view>
#include <vector>

namespace boost::asio {
class io_context;
class thread_pool;
} // namespace boost::asio

namespace vitrine {

class Transport;
class ViewerSession;

// All viewers of the drawing protocol of a session.
//
//     net::thread_pool workers(2);
//     Viewers viewers(io, workers, scene, {.sessionName = "xterm"});
//     gateway.onSocket([&](auto socket, Role role) {
//         viewers.attach(std::make_shared<WebSocketTransport>(std::move(socket->stream)), role);
//     });
//
// Runs on the thread of the io_context. What is borrowed outlives it; the io_context also outlives
// the workers' last task: join them in between.
class Viewers : public SceneObserver {
public:
    Viewers(boost::asio::io_context& core, boost::asio::thread_pool& workers, Scene& scene,
            ViewerOptions options);
    ~Viewers() override; // whoever is still there is cut off

    void attach(std::shared_ptr<Transport> transport, Role role);
    void closeAll(std::string_view text); // the session is over: viewers are told the text

    std::size_t count() const { return sessions_.size(); }
    std::vector<ViewerStatistics> statistics() const; // of those connected, in order of arrival
    const ViewerStatistics& departed() const { return departed_; } // sums of those gone

    // Whether there are any and all of them are busy with a frame while the next one waits.
    bool behind() const;

    void frameCut(const std::shared_ptr<const Frame>& frame) override;
    bool awaitsFrame() override;

private:
    void leave(const std::shared_ptr<ViewerSession>& session);

    boost::asio::io_context& core_;
    boost::asio::thread_pool& workers_;
    Scene& scene_;
    ViewerOptions options_;
    bool observing_ = false; // while anybody was greeted: nothing is recorded for nobody
    std::vector<std::shared_ptr<ViewerSession>> sessions_;
    ViewerStatistics departed_;
};

} // namespace vitrine
