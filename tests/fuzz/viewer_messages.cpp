// SPDX-License-Identifier: GPL-2.0-or-later
// links: vitrine_viewers
// Whatever a viewer says, the session of that viewer may end, and nothing else does.
#include "protocol/ops/input_codec.h"
#include "server/display/display.h"
#include "server/scene/scene.h"
#include "server/viewers/memory_transport.h"
#include "server/viewers/viewers.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <cstdlib>

using namespace vitrine;

namespace {

struct World {
    boost::asio::io_context io;
    boost::asio::thread_pool workers{1};
    ManualClock clock;
    Display display{clock, {400, 300}};
    Scene scene{display};
    Viewers viewers{io, workers, scene, {}};

    World()
    {
        auto window = std::make_shared<Window>(0x200001, ClientId{1}, WindowClass::InputOutput, 24,
                                               Screen::rootVisual.id);
        display.resources().add<Window>(0x200001, window);
        display.tree().create(*window, display.root(), {10, 10, 100, 100}, 1);
        display.tree().map(*window);
    }
};

World& world()
{
    static World* theWorld = new World; // for all inputs: a keymap takes long to make
    return *theWorld;
}

} // namespace

// Messages, each after a byte that holds its length.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    World& all = world();
    auto transport = std::make_shared<MemoryTransport>(all.io);
    all.viewers.attach(transport, Role::Control);
    transport->send(encodeInput(Hello{}));
    while (size > 0) {
        const std::size_t length = std::min<std::size_t>(data[0], size - 1);
        const auto* first = reinterpret_cast<const std::byte*>(data + 1);
        transport->send({first, first + length});
        data += 1 + length;
        size -= 1 + length;
    }
    all.io.restart();
    all.io.poll();
    all.scene.cut();
    transport->leave();
    all.io.restart();
    all.io.poll();
    if (all.viewers.count() != 0) std::abort();
    return 0;
}
