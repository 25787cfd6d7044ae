// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/clients/x_server.h"

#include "server/clients/authorization.h"
#include "server/clients/connection.h"
#include "server/clients/display_socket.h"
#include "server/clients/timer_driver.h"
#include "server/clients/tracer.h"
#include "server/display/display.h"

#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <set>
#include <utility>
#include <vector>

namespace vitrine {

namespace net = boost::asio;
using boost::system::error_code;
using local = net::local::stream_protocol;

namespace {

constexpr auto acceptPause = std::chrono::milliseconds(200); // after running out of descriptors

} // namespace

struct XServer::Implementation final : ConnectionHost,
                                       std::enable_shared_from_this<Implementation> {
    Implementation(net::io_context& io, Display& shown, XServerOptions wanted, XServer& face)
        : core(io), theDisplay(shown), options(std::move(wanted)), server(face),
          socket(options.socketDirectory, options.lockDirectory, options.display),
          acceptor(io, local(), socket.release()), acceptTimer(io),
          timers(std::in_place, io, shown, [this] { worked(); })
    {
    }

    void writeXauthority()
    {
        const std::filesystem::path& directory = options.runtimeDirectory;
        std::error_code error;
        std::filesystem::create_directories(directory, error);
        if (!error) chmod(directory.c_str(), 0700);
        xauthority = directory / ("Xauthority-" + std::to_string(socket.number()));
        if (!error) error = secret.write(xauthority, socket.number());
        if (!error) return;
        throw XServerError("Cannot write " + xauthority.string() + ": " + error.message() +
                           "; set XDG_RUNTIME_DIR to a folder of your own");
    }

    void openTrace()
    {
        if (options.trace.empty()) return;
        trace = std::make_unique<Tracer>(options.trace);
        if (trace->good()) return;
        throw XServerError("Cannot write the trace " + options.trace.string() + ": " +
                           std::strerror(errno));
    }

    void accept()
    {
        acceptor.async_accept([self = shared_from_this()](error_code error, local::socket peer) {
            if (self->stopped) return;
            if (error) return self->acceptLater();
            const auto connection = std::make_shared<Connection>(std::move(peer), *self);
            self->connections.insert(connection);
            connection->start();
            self->accept();
        });
    }

    void acceptLater()
    {
        acceptTimer.expires_after(acceptPause);
        acceptTimer.async_wait([self = shared_from_this()](error_code) {
            if (!self->stopped) self->accept();
        });
    }

    void stop()
    {
        if (stopped) return;
        stopped = true;
        error_code ignored;
        acceptor.close(ignored);
        acceptTimer.cancel();
        timers.reset();
        const auto open = connections; // each leaves the set as it closes
        for (const auto& connection : open) connection->closeNow();
        unlink(xauthority.c_str());
    }

    // ConnectionHost

    Display& display() override { return theDisplay; }
    const Cookie& cookie() const override { return secret; }
    bool allowsSwappedBytes() const override { return options.byteSwappedClients; }
    std::size_t outputLimit() const override { return options.outputLimit; }
    Traffic& traffic() override { return counted; }
    Tracer* tracer() override { return trace.get(); }
    bool observes() const override { return trace || server.onReceived; }
    void received(std::span<const std::byte> bytes) override
    {
        if (server.onReceived) server.onReceived(bytes);
    }

    void hasOutput(Connection& connection) override
    {
        const auto waits = [&](const auto& other) { return other.get() == &connection; };
        if (std::ranges::any_of(waitingToFlush, waits)) return;
        waitingToFlush.push_back(connection.shared_from_this());
        if (inTurn || waitingToFlush.size() > 1) return;
        net::post(core, [self = shared_from_this()] { self->flushAll(); });
    }

    void flushAll()
    {
        const auto flushed = std::exchange(waitingToFlush, {});
        for (const auto& connection : flushed) connection->flush();
    }

    void working() override { inTurn = true; }

    void worked() override
    {
        inTurn = false;
        flushAll();
        resumeIfUngrabbed();
        roundsToIdle = 2;
        if (idlePosted || (server.awaitsIdle && !server.awaitsIdle())) return;
        idlePosted = true;
        net::post(core, [self = shared_from_this()] { self->towardsIdle(); });
    }

    // A handler posted twice in a row has let asio look at every socket in between.
    void towardsIdle()
    {
        if (stopped) return;
        if (--roundsToIdle > 0) {
            net::post(core, [self = shared_from_this()] { self->towardsIdle(); });
            return;
        }
        idlePosted = false;
        if (server.onIdle) server.onIdle();
    }

    void resumeIfUngrabbed()
    {
        const bool grabbed = theDisplay.serverGrab.has_value();
        if (std::exchange(wasGrabbed, grabbed) && !grabbed) {
            for (const auto& connection : connections) connection->resume();
        }
    }

    void closed(Connection& connection) override
    {
        const auto self = shared_from_this();
        std::erase(waitingToFlush, connection.shared_from_this());
        connections.erase(connection.shared_from_this());
        if (!stopped) worked(); // its windows are gone, and perhaps its grab
    }

    net::io_context& core;
    Display& theDisplay;
    XServerOptions options;
    XServer& server;
    DisplaySocket socket;
    local::acceptor acceptor;
    net::steady_timer acceptTimer;
    std::optional<TimerDriver> timers; // while we serve
    Cookie secret;
    std::filesystem::path xauthority;
    std::unique_ptr<Tracer> trace;
    Traffic counted;
    std::set<std::shared_ptr<Connection>> connections;
    std::vector<std::shared_ptr<Connection>> waitingToFlush;
    bool inTurn = false; // so that it is flushed at the turn's end
    int roundsToIdle = 0;
    bool idlePosted = false;
    bool wasGrabbed = false;
    bool stopped = false;
};

XServer::XServer(net::io_context& core, Display& display, XServerOptions options)
    : implementation_(std::make_shared<Implementation>(core, display, std::move(options), *this))
{
    implementation_->writeXauthority();
    implementation_->openTrace();
    implementation_->accept();
}

XServer::~XServer()
{
    stop();
}

int XServer::displayNumber() const
{
    return implementation_->socket.number();
}

std::string XServer::displayName() const
{
    return ":" + std::to_string(displayNumber());
}

std::filesystem::path XServer::xauthority() const
{
    return implementation_->xauthority;
}

std::size_t XServer::clients() const
{
    return implementation_->connections.size();
}

const Traffic& XServer::traffic() const
{
    return implementation_->counted;
}

void XServer::stop()
{
    implementation_->stop();
}

} // namespace vitrine
