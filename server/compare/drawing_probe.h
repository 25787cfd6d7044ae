// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/client/client.h"
#include "server/viewers/memory_transport.h"

#include <memory>

namespace vitrine {

class Viewers;

// A viewer of the drawing protocol in memory, that draws what it is told and counts.
class DrawingProbe : private ClientEvents {
public:
    DrawingProbe(boost::asio::io_context& core, Viewers& viewers);
    ~DrawingProbe() override;

    std::uint64_t bytes() const { return bytes_; } // with the heads of their WebSocket messages
    std::uint64_t frames() const { return frames_; }
    bool failed() const { return !understood_ || client_.mismatches() > 0; }

private:
    void receive(const std::vector<std::byte>& frame);
    void frameEnded(const FrameEnd& end) override { lastFrame_ = end.number; }

    std::shared_ptr<MemoryTransport> transport_;
    Client client_{*this};
    std::uint64_t bytes_ = 0;
    std::uint64_t frames_ = 0;
    std::uint32_t lastFrame_ = 0;
    bool understood_ = true;
};

} // namespace vitrine
