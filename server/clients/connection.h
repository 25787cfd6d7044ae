// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/clients/authorization.h"
#include "server/clients/descriptor_stream.h"
#include "server/clients/request_framer.h"
#include "server/clients/traffic.h"
#include "server/display/client.h"
#include "server/requests/dispatcher.h"

#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <memory>
#include <string_view>

namespace vitrine {

class Connection;
class Display;
class Tracer;

// What a connection needs of the server that accepted it. Outlives every connection that is open.
class ConnectionHost {
public:
    virtual Display& display() = 0;
    virtual const Cookie& cookie() const = 0;
    virtual bool allowsSwappedBytes() const = 0;
    virtual std::size_t outputLimit() const = 0;
    virtual Traffic& traffic() = 0;
    virtual Tracer* tracer() = 0;      // null: no trace
    virtual bool observes() const = 0; // tracer or `received` want to know each request
    virtual void received(std::span<const std::byte> bytes) = 0;

    virtual void hasOutput(Connection& connection) = 0; // `flush` it soon
    virtual void working() = 0;                         // requests will be answered
    virtual void worked() = 0;                          // they are
    virtual void closed(Connection& connection) = 0;    // forget it

protected:
    ~ConnectionHost() = default;
};

// One X client's socket: bytes in, framed and answered in turns of a bounded length; bytes out, as
// far as the client reads them. Kept alive by the operation under way and by its host.
class Connection : public ClientOutput, public std::enable_shared_from_this<Connection> {
public:
    Connection(boost::asio::local::stream_protocol::socket socket, ConnectionHost& host);

    void start();
    void flush();
    void resume() override; // neither a grab nor anything else keeps its requests waiting
    void close() override;  // soon
    void closeNow();        // at once: never from within a request

    std::vector<std::byte>& buffer() override { return output_; }
    void appended() override;
    FileDescriptor takeFileDescriptor() override { return descriptorsIn_.take(); }
    void attach(FileDescriptor descriptor) override;

private:
    bool peerIsAllowed();
    void awaitHangup();
    void awaitInput();
    void turn();
    bool readSome();
    bool readOn(std::chrono::steady_clock::time_point end);
    void setUp();
    void welcome();
    void refuse(std::string_view reason);
    void answerRequests();
    void observe(const FramedRequest& request);
    bool mustWait(Display& display) const;
    bool answerNext(Display& display, bool observed);
    void awaitOutput();
    std::size_t unsent() const { return output_.size() - sent_; }

    boost::asio::local::stream_protocol::socket socket_;
    boost::asio::steady_timer setupDeadline_;
    ConnectionHost& host_;
    Traffic& traffic_; // the host's
    RequestFramer framer_;
    XClient* client_ = nullptr; // the display's; null until it is welcome
    std::uint32_t processId_ = 0;
    x11::ByteOrder order_ = x11::nativeOrder;

    RestOfAnswer rest_; // of the request before the next

    std::vector<std::byte> output_;
    DescriptorReceiver descriptorsIn_;
    DescriptorSender descriptorsOut_;
    std::uint64_t sentBefore_ = 0; // bytes that went out before those of output_
    std::size_t sent_ = 0;         // of it
    std::size_t traced_ = 0;       // of it
    std::size_t lastRead_ = 0;     // bytes
    bool awaitingInput_ = false;
    bool awaitingOutput_ = false;
    bool awaitingHangup_ = false;
    bool tookLong_ = false; // the last request, perhaps
    bool paused_ = false;   // has requests that must wait
    bool refused_ = false;  // closes once the reason is sent
    bool closing_ = false;
    bool closed_ = false;
};

} // namespace vitrine
