// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/role.h"
#include "server/scene/scene.h"
#include "server/viewers/viewer_session.h"

#include <memory>
#include <string>
#include <vector>

namespace vitrine {

// All viewers of the drawing protocol of a session.
//
//     net::thread_pool workers(2);
//     Viewers viewers(io, workers, scene, {.sessionName = "xterm"});
//     gateway.onSocket([&](auto socket, Role role) {
//         viewers.attach(std::make_shared<WebSocketTransport>(std::move(socket->stream)), role);
//     });
//
// Runs on the thread of the io_context. What is borrowed outlives it; `workers` is joined or
// stopped after it is gone.
class Viewers : public SceneObserver {
public:
    Viewers(boost::asio::io_context& core, boost::asio::thread_pool& workers, Scene& scene,
            ViewerOptions options);
    ~Viewers() override;

    void attach(std::shared_ptr<Transport> transport, Role role);
    void closeAll(const std::string& text); // the session is over

    std::size_t count() const { return sessions_.size(); }
    std::vector<ViewerStatistics> statistics() const; // of those connected, in order of arrival
    const ViewerStatistics& departed() const { return departed_; } // sums of those gone

    void frameCut(const std::shared_ptr<const Frame>& frame) override;

private:
    boost::asio::io_context& core_;
    boost::asio::thread_pool& workers_;
    Scene& scene_;
    ViewerOptions options_;
    std::vector<std::shared_ptr<ViewerSession>> sessions_;
    ViewerStatistics departed_;
};

} // namespace vitrine
