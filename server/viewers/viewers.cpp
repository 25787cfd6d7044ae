// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/viewers/viewers.h"

#include "server/viewers/viewer_session.h"

#include <algorithm>
#include <utility>

namespace vitrine {

Viewers::Viewers(boost::asio::io_context& core, boost::asio::thread_pool& workers, Scene& scene,
                 ViewerOptions options)
    : core_(core), workers_(workers), scene_(scene), options_(std::move(options))
{
}

Viewers::~Viewers()
{
    for (const auto& session : std::exchange(sessions_, {})) session->abandon();
    if (observing_) scene_.remove(*this);
}

void Viewers::attach(std::shared_ptr<Transport> transport, Role role)
{
    const auto session = std::make_shared<ViewerSession>(core_, workers_, scene_,
                                                         std::move(transport), role, options_);
    sessions_.push_back(session);
    session->start({.greeted =
                        [this] {
                            if (!std::exchange(observing_, true)) scene_.add(*this);
                        },
                    .ended = [this, weak = std::weak_ptr(session)] { leave(weak.lock()); }});
}

void Viewers::closeAll(std::string_view text)
{
    for (const auto& session : std::vector(sessions_)) session->close(text);
}

std::vector<ViewerStatistics> Viewers::statistics() const
{
    std::vector<ViewerStatistics> all;
    for (const auto& session : sessions_) all.push_back(session->statistics());
    return all;
}

bool Viewers::behind() const
{
    return !sessions_.empty() &&
           std::ranges::all_of(sessions_, [](const auto& session) { return session->behind(); });
}

void Viewers::frameCut(const std::shared_ptr<const Frame>& frame)
{
    for (const auto& session : std::vector(sessions_)) session->frameCut(*frame);
}

bool Viewers::awaitsFrame()
{
    bool awaited = false; // each is asked, and remembers it
    for (const auto& session : sessions_) awaited = session->awaitsFrame() || awaited;
    return awaited;
}

void Viewers::leave(const std::shared_ptr<ViewerSession>& session)
{
    const ViewerStatistics last = session->statistics();
    departed_.frames += last.frames;
    departed_.bytesSent += last.bytesSent;
    departed_.bytesReceived += last.bytesReceived;
    departed_.inputs += last.inputs;
    departed_.ops += last.ops;
    departed_.opBytes += last.opBytes;
    departed_.pixelBytes += last.pixelBytes;
    departed_.mismatches += last.mismatches;
    std::erase(sessions_, session);
    if (sessions_.empty() && std::exchange(observing_, false)) scene_.remove(*this);
}

} // namespace vitrine
