// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/compare/drawing_probe.h"

#include "protocol/ops/input_codec.h"
#include "server/viewers/viewers.h"

#include <chrono>

namespace vitrine {

namespace {

// RFC 6455, 5.2: a server's message is not masked.
std::size_t webSocketHead(std::size_t size)
{
    return size < 126 ? 2 : size < 65536 ? 4 : 10;
}

} // namespace

DrawingProbe::DrawingProbe(boost::asio::io_context& core, Viewers& viewers)
    : transport_(std::make_shared<MemoryTransport>(core))
{
    transport_->arrived = [this](const std::vector<std::byte>& frame) { receive(frame); };
    viewers.attach(transport_, Role::View);
    transport_->send(encodeInput(Hello{}));
}

DrawingProbe::~DrawingProbe()
{
    transport_->arrived = {};
}

void DrawingProbe::receive(const std::vector<std::byte>& frame)
{
    using namespace std::chrono;
    ++frames_;
    bytes_ += frame.size() + webSocketHead(frame.size());
    const auto start = steady_clock::now();
    understood_ = understood_ && client_.receive(frame);
    const auto took = duration_cast<microseconds>(steady_clock::now() - start).count();
    transport_->send(encodeInput(
        Acknowledge{lastFrame_, static_cast<std::uint32_t>(took), client_.mismatches()}));
}

} // namespace vitrine
