// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/rfb/viewer_link.h"

#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <string_view>

namespace vitrine {

namespace net = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr auto handshakeTime = 120s; // its user may be typing the password
constexpr auto stallTime = 60s;      // without a byte taken by the network
constexpr std::size_t longestMessage = 1 << 20;
constexpr std::size_t enoughWaiting = 128 * 1024; // for the network: no more updates until less
constexpr std::size_t slack = 16 << 20;
constexpr std::size_t mostHeld = 16;
// What the library says before ServerInit: its version, one security type, the good result.
constexpr std::size_t libraryGreeting = 12 + 2 + 4;
// And what it must hear: our version, and the choice of no security: that was ours already.
constexpr std::string_view hello = "RFB 003.008\n\x01";

std::span<const std::uint8_t> bytesOf(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

} // namespace

RfbViewerLink::RfbViewerLink(net::ip::tcp::socket socket, const RfbEntry& entry,
                             RfbLinkOwner& owner)
    : viewer_(std::move(socket)), library_(viewer_.get_executor()),
      patience_(viewer_.get_executor()), handshake_(entry), owner_(owner), framer_(longestMessage)
{
}

// Every operation owns us; after an error, or once closed, nothing happens any more.
template<class Handler> auto RfbViewerLink::guarded(Handler handler)
{
    return [self = shared_from_this(), handler](Error error, std::size_t count) {
        if (self->closed_) return;
        if (error)
            self->close();
        else
            handler(*self, count);
    };
}

void RfbViewerLink::start()
{
    Error ignored;
    viewer_.set_option(net::ip::tcp::no_delay(true), ignored);
    const auto peer = viewer_.remote_endpoint(ignored);
    from_ = peer.address();
    if (!owner_.mayTry(from_))
        handshake_.refuse("Too many wrong passwords: wait a while, then try again.");
    patience_.expires_after(handshakeTime);
    patience_.async_wait([self = shared_from_this()](Error error) {
        if (!error && !self->in_) self->close();
    });
    sendViewer(handshake_.greeting());
    read();
}

void RfbViewerLink::close()
{
    if (std::exchange(closed_, true)) return;
    Error ignored;
    viewer_.close(ignored);
    library_.close(ignored);
    patience_.cancel();
    owner_.left(*this);
}

void RfbViewerLink::read()
{
    viewer_.async_read_some(net::buffer(fromViewer_),
                            guarded([](RfbViewerLink& self, auto count) { self.onRead(count); }));
}

void RfbViewerLink::onRead(std::size_t count)
{
    received_ += count;
    const std::span<const std::uint8_t> bytes(fromViewer_.data(), count);
    if (!in_) {
        handshakeInput_.insert(handshakeInput_.end(), bytes.begin(), bytes.end());
        shakeHands();
    } else {
        framer_.append(bytes);
    }
    while (in_ && !closed_) {
        const auto message = framer_.next();
        if (!message) break;
        relay(*message);
    }
    if (framer_.broken()) close();
    if (!closed_ && !closing_) read();
}

void RfbViewerLink::shakeHands()
{
    sendViewer(handshake_.take(handshakeInput_));
    if (handshake_.wrongPassword()) owner_.tried(from_, false);
    if (handshake_.failed()) {
        closeSoon();
        return;
    }
    if (!handshake_.role() || handshakeInput_.empty()) return; // ClientInit, one byte, is next
    if (handshakeInput_.size() > longestMessage) {
        close();
        return;
    }
    owner_.tried(from_, true);
    enter(*handshake_.role());
}

void RfbViewerLink::enter(RfbRole role)
{
    net::local::stream_protocol::socket end(viewer_.get_executor());
    Error error;
    net::local::connect_pair(library_, end, error);
    if (error) {
        close();
        return;
    }
    role_ = role;
    in_ = true;
    patience_.cancel();
    greetingLeft_ = libraryGreeting;
    sendLibrary(bytesOf(hello));
    sendLibrary(std::span(handshakeInput_).first(1)); // ClientInit
    framer_.append(std::span<const std::uint8_t>(handshakeInput_).subspan(1));
    handshakeInput_.clear();
    owner_.entered(*this, end.release(), role);
    readLibrary();
}

void RfbViewerLink::relay(const RfbMessage& message)
{
    const bool mayAct = role_ == RfbRole::Control;
    switch (message.type) {
    case RfbMessageType::Key:
        if (mayAct) owner_.keyed(*this, message.u32(4), message.u8(1) != 0);
        return; // the library has nothing to do with it
    case RfbMessageType::Pointer:
        if (!mayAct) return;
        owner_.pointed(*this, message.u8(1), {message.u16(2), message.u16(4)});
        break; // the library draws the cursor for viewers that cannot
    case RfbMessageType::CutText:
    case RfbMessageType::SetDesktopSize:
        if (!mayAct) return;
        break;
    case RfbMessageType::UpdateRequest:
        if (waiting() > enoughWaiting) {
            hold(message);
            return;
        }
        break;
    case RfbMessageType::SetPixelFormat:
    case RfbMessageType::SetEncodings: break;
    }
    if (!closed_) sendLibrary(message.bytes);
    if (toLibrary_.size() > slack) close();
}

void RfbViewerLink::hold(const RfbMessage& request)
{
    Bytes bytes(request.bytes.begin(), request.bytes.end());
    if (std::ranges::find(held_, bytes) != held_.end()) return;
    if (held_.size() >= mostHeld) held_.erase(held_.begin());
    held_.push_back(std::move(bytes));
}

void RfbViewerLink::releaseHeld()
{
    if (waiting() > enoughWaiting) return;
    for (const Bytes& request : std::exchange(held_, {})) sendLibrary(request);
}

void RfbViewerLink::readLibrary()
{
    library_.async_read_some(
        net::buffer(fromLibrary_),
        guarded([](RfbViewerLink& self, auto count) { self.onLibraryRead(count); }));
}

void RfbViewerLink::onLibraryRead(std::size_t count)
{
    const std::size_t skipped = std::min(greetingLeft_, count);
    greetingLeft_ -= skipped;
    sendViewer(std::span(fromLibrary_).subspan(skipped, count - skipped));
    // Cannot be exceeded by a viewer's requests, which are held back: a safeguard for memory.
    if (toViewer_.size() > 2 * owner_.frameBytes() + slack)
        close();
    else
        readLibrary();
}

void RfbViewerLink::sendViewer(std::span<const std::uint8_t> bytes)
{
    if (bytes.empty()) return;
    toViewer_.insert(toViewer_.end(), bytes.begin(), bytes.end());
    if (viewerWriting_.empty()) writeViewer();
}

void RfbViewerLink::writeViewer()
{
    if (viewerWriting_.empty()) viewerWriting_.swap(toViewer_);
    if (in_) watchStall();
    viewer_.async_write_some(
        net::buffer(viewerWriting_) + written_,
        guarded([](RfbViewerLink& self, auto count) { self.onWritten(count); }));
}

void RfbViewerLink::onWritten(std::size_t count)
{
    sent_ += count;
    written_ += count;
    if (written_ == viewerWriting_.size()) {
        viewerWriting_.clear();
        written_ = 0;
    }
    if (waiting() > 0)
        writeViewer();
    else if (closing_)
        close();
    else if (in_)
        patience_.cancel();
    if (!closed_) releaseHeld();
}

void RfbViewerLink::sendLibrary(std::span<const std::uint8_t> bytes)
{
    toLibrary_.insert(toLibrary_.end(), bytes.begin(), bytes.end());
    if (libraryWriting_.empty()) writeLibrary();
}

void RfbViewerLink::writeLibrary()
{
    libraryWriting_.swap(toLibrary_);
    net::async_write(library_, net::buffer(libraryWriting_), guarded([](RfbViewerLink& self, auto) {
                         self.libraryWriting_.clear();
                         if (!self.toLibrary_.empty()) self.writeLibrary();
                     }));
}

void RfbViewerLink::closeSoon()
{
    closing_ = true;
    if (viewerWriting_.empty()) close();
}

// A viewer that takes nothing for so long is gone, or does not deserve the memory.
void RfbViewerLink::watchStall()
{
    patience_.expires_after(stallTime);
    patience_.async_wait([self = shared_from_this()](Error error) {
        if (!error) self->close();
    });
}

} // namespace vitrine
