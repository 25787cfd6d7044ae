// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/clients/connection.h"

#include "server/clients/connection_setup.h"
#include "server/clients/tracer.h"
#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "server/requests/dispatcher.h"
#include "server/requests/limits.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>

namespace vitrine {

namespace net = boost::asio;
using boost::system::error_code;

namespace {

constexpr auto setupPatience = std::chrono::seconds(30);
constexpr auto turnLength = std::chrono::milliseconds(1);
constexpr int requestsBetweenClockReadings = 32;
constexpr int longRequest = 8; // one that may take long counts as so many others
// A client that does not read its replies is asked no more until it does; one that does not read
// its events either is cut off at the host's limit.
constexpr std::size_t outputToPause = 1u << 20;
// Descriptors are open here until the client reads.
constexpr std::size_t mostDescriptorsUnsent = 64;
constexpr std::size_t keptCapacity = 256u << 10;
constexpr std::size_t muchAtOnce = 12u << 10; // libraries send their buffers of 16 KiB when full

// Changes to the tree of windows, drawing, images and whatever extensions do: after each, it is
// worth knowing how late it is.
bool mayTakeLong(std::uint8_t opcode)
{
    constexpr std::uint8_t lastOfWindows = 13; // from CreateWindow to CirculateWindow
    constexpr std::uint8_t firstDrawing = 61, lastDrawing = 79; // from ClearArea to FreeColormap
    constexpr std::uint8_t firstExtension = 128;
    return opcode <= lastOfWindows || (opcode >= firstDrawing && opcode <= lastDrawing) ||
           opcode >= firstExtension;
}

} // namespace

Connection::Connection(net::local::stream_protocol::socket socket, ConnectionHost& host)
    : socket_(std::move(socket)), setupDeadline_(socket_.get_executor()), host_(host),
      traffic_(host.traffic()), framer_(longestRequest)
{
}

void Connection::start()
{
    error_code error;
    socket_.non_blocking(true, error);
    setupDeadline_.expires_after(setupPatience);
    setupDeadline_.async_wait([weak = weak_from_this()](error_code cancelled) {
        const auto self = weak.lock();
        if (self && !cancelled && self->client_ == nullptr) self->close();
    });
    if (!peerIsAllowed()) return refuse("This display belongs to another user");
    awaitInput();
}

bool Connection::peerIsAllowed()
{
    ucred peer{};
    socklen_t size = sizeof peer;
    if (getsockopt(socket_.native_handle(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
        return false;
    processId_ = static_cast<std::uint32_t>(peer.pid);
    return peer.uid == geteuid() || peer.uid == 0;
}

void Connection::awaitInput()
{
    if (awaitingInput_ || closing_ || refused_) return;
    awaitingInput_ = true;
    socket_.async_wait(net::socket_base::wait_read, [self = shared_from_this()](error_code error) {
        self->awaitingInput_ = false;
        if (!error && !self->closing_) self->turn();
    });
}

void Connection::turn()
{
    if (!readSome()) return close();
    if (client_ == nullptr) {
        setUp();
    } else {
        answerRequests();
    }
}

// False at the end of the stream, or where the connection failed.
bool Connection::readSome()
{
    std::size_t size = 0;
    lastRead_ = 0;
    switch (descriptorsIn_.receive(socket_.native_handle(), framer_.space(), size)) {
    case Transfer::WouldBlock: return true;
    case Transfer::Failed: return false;
    case Transfer::Done: break;
    }
    framer_.received(size);
    traffic_.bytesReceived += size;
    lastRead_ = size;
    return true;
}

void Connection::setUp()
{
    SetupRequest request;
    switch (readSetup(framer_.pending(), request)) {
    case SetupState::Incomplete: return awaitInput();
    case SetupState::Malformed: return close();
    case SetupState::Whole: break;
    }
    framer_.consume(request.size);
    order_ = request.order;
    if (request.majorVersion != 11)
        return refuse("This server speaks version 11 of the X protocol");
    if (order_ != x11::nativeOrder && !host_.allowsSwappedBytes()) {
        return refuse("Clients of the other byte order are not allowed in this session");
    }
    if (!host_.cookie().matches(request.authorizationProtocol, request.authorization)) {
        return refuse("This display asks for its MIT-MAGIC-COOKIE-1: set XAUTHORITY to its file");
    }
    client_ = host_.display().connect(*this, order_);
    if (client_ == nullptr) return refuse("This display has as many clients as it can");
    client_->processId = processId_;
    welcome();
    answerRequests();
}

void Connection::welcome()
{
    setupDeadline_.cancel();
    if (Tracer* tracer = host_.tracer()) tracer->connected(client_->id().value, order_);
    writeWelcome(output_, host_.display(), *client_);
    traced_ = output_.size(); // not a message as the others are
    host_.hasOutput(*this);
}

void Connection::refuse(std::string_view reason)
{
    refused_ = true;
    writeRefusal(output_, order_, reason);
    flush();
}

bool Connection::mustWait(Display& display) const
{
    const auto& grab = display.serverGrab;
    return client_->waiting ||
           (grab && *grab != client_->id() && !display.input().isImpervious(client_->id())) ||
           unsent() > outputToPause;
}

// False where all that came is answered.
bool Connection::answerNext(Display& display, bool observed)
{
    if (rest_) {
        continueAnswer(display, *client_, rest_);
        return true;
    }
    const auto request = framer_.next(order_, client_->bigRequests);
    if (!request) return false;
    ++traffic_.requests;
    if (observed) observe(*request);
    tookLong_ = mayTakeLong(request->frame.opcode());
    if (request->badLength)
        answerBadLength(*client_, request->frame);
    else
        answer(display, *client_, request->frame, rest_);
    return true;
}

// Where much came at once more has probably come meanwhile, which is read without waiting for word
// of it. False where it has not.
bool Connection::readOn(std::chrono::steady_clock::time_point end)
{
    if (lastRead_ < muchAtOnce || std::chrono::steady_clock::now() > end) return false;
    if (readSome()) return lastRead_ > 0;
    close();
    return false;
}

void Connection::answerRequests()
{
    const auto end = std::chrono::steady_clock::now() + turnLength;
    Display& display = host_.display();
    const bool observed = host_.observes();
    int untilClockReading = requestsBetweenClockReadings;
    bool more = true;
    host_.working();
    while (!closing_) {
        paused_ = mustWait(display);
        if (paused_) break;
        more = answerNext(display, observed);
        if (!more) {
            more = readOn(end);
            if (!more) break;
            continue;
        }
        untilClockReading -= tookLong_ ? longRequest : 1;
        const bool due = untilClockReading <= 0 || rest_;
        if (due) untilClockReading = requestsBetweenClockReadings;
        if (due && std::chrono::steady_clock::now() > end) break;
    }
    const bool waits = paused_; // until `resume`, perhaps from within `worked`
    host_.worked();
    if (closing_) return;
    if (waits) return awaitHangup();
    if (!more) return awaitInput();
    // The turn is over; the others come first.
    net::post(socket_.get_executor(), [self = shared_from_this()] {
        if (!self->closing_) self->answerRequests();
    });
}

// Whoever waits reads nothing, and would not notice that its client has gone.
void Connection::awaitHangup()
{
    if (awaitingHangup_ || !client_->waiting) return;
    awaitingHangup_ = true;
    socket_.async_wait(net::socket_base::wait_error, [self = shared_from_this()](error_code error) {
        self->awaitingHangup_ = false;
        if (!error && !self->closing_ && self->client_->waiting) self->close();
    });
}

void Connection::observe(const FramedRequest& request)
{
    host_.received(request.frame.bytes);
    if (Tracer* tracer = host_.tracer()) {
        const auto sequence = static_cast<std::uint16_t>(client_->sequence() + 1);
        tracer->request(client_->id().value, sequence, request.frame, request.badLength);
    }
}

void Connection::resume()
{
    if (!paused_ || closing_ || mustWait(host_.display())) return;
    paused_ = false;
    net::post(socket_.get_executor(), [self = shared_from_this()] {
        if (!self->closing_) self->answerRequests();
    });
}

void Connection::appended()
{
    if (closing_ || client_ == nullptr) { // nobody will read it
        output_.clear();
        sent_ = traced_ = 0;
        return;
    }
    if (Tracer* tracer = host_.tracer()) {
        tracer->output(client_->id().value, std::span(output_).subspan(traced_));
        traced_ = output_.size();
    }
    if (unsent() > host_.outputLimit()) return close();
    host_.hasOutput(*this);
}

void Connection::attach(FileDescriptor descriptor)
{
    if (descriptorsOut_.waiting() >= mostDescriptorsUnsent) return close(); // it reads nothing
    descriptorsOut_.attach(sentBefore_ + output_.size(), std::move(descriptor));
}

void Connection::flush()
{
    if (awaitingOutput_ || closing_) return;
    while (unsent() > 0) {
        std::size_t size = 0;
        const auto rest = std::span(output_).subspan(sent_);
        switch (descriptorsOut_.send(socket_.native_handle(), sentBefore_ + sent_, rest, size)) {
        case Transfer::WouldBlock: return awaitOutput();
        case Transfer::Failed: return close();
        case Transfer::Done: break;
        }
        sent_ += size;
        traffic_.bytesSent += size;
    }
    sentBefore_ += output_.size();
    output_.clear();
    sent_ = traced_ = 0;
    if (output_.capacity() > keptCapacity) output_.shrink_to_fit();
    if (refused_) return close();
    resume();
}

void Connection::awaitOutput()
{
    awaitingOutput_ = true;
    socket_.async_wait(net::socket_base::wait_write, [self = shared_from_this()](error_code error) {
        self->awaitingOutput_ = false;
        if (!error && !self->closing_) self->flush();
    });
}

void Connection::close()
{
    if (closing_) return;
    closing_ = true;
    net::post(socket_.get_executor(), [self = shared_from_this()] { self->closeNow(); });
}

void Connection::closeNow()
{
    closing_ = true;
    if (closed_) return;
    closed_ = true;
    const auto self = shared_from_this(); // until the end of this function
    setupDeadline_.cancel();
    if (client_ != nullptr) {
        if (Tracer* tracer = host_.tracer()) tracer->disconnected(client_->id().value);
        host_.display().disconnect(*std::exchange(client_, nullptr));
    }
    error_code ignored;
    socket_.close(ignored);
    host_.closed(*this);
}

} // namespace vitrine
