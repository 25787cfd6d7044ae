// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/rfb/client_messages.h"
#include "server/rfb/handshake.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <functional>
#include <memory>
#include <vector>

namespace vitrine {

// What a link tells its server, on the core thread.
class RfbLinkOwner {
public:
    virtual ~RfbLinkOwner() = default;
    virtual bool mayTry(const boost::asio::ip::address& from) = 0; // a password
    virtual void tried(const boost::asio::ip::address& from, bool right) = 0;
    // The viewer is in: hands over its end of a socket pair for libvncserver.
    virtual void entered(class RfbViewerLink& link, int socket, RfbRole role) = 0;
    virtual void keyed(RfbViewerLink& link, std::uint32_t keysym, bool pressed) = 0;
    virtual void pointed(RfbViewerLink& link, std::uint8_t buttons, Point at) = 0;
    virtual void left(RfbViewerLink& link) = 0; // last call, once; also of those never in
    virtual std::size_t frameBytes() const = 0; // of the screen, uncompressed
};

// One viewer's network connection: first the handshake, then a relay to libvncserver that never
// makes it wait. Keys and the pointer go straight to the owner. Requests for updates are held back
// while the network has not taken the last ones, so a slow viewer gets the newest screen later
// instead of all of them late, and nothing piles up here.
class RfbViewerLink : public std::enable_shared_from_this<RfbViewerLink> {
public:
    RfbViewerLink(boost::asio::ip::tcp::socket socket, const RfbEntry& entry, RfbLinkOwner& owner);

    void start();
    void close(); // may be called at any time, more than once

    std::uint64_t bytesSent() const { return sent_; }
    std::uint64_t bytesReceived() const { return received_; }
    bool isIn() const { return in_; }

private:
    using Bytes = std::vector<std::uint8_t>;
    using Error = boost::system::error_code;

    void read();
    void onRead(std::size_t count);
    void shakeHands();
    void enter(RfbRole role);
    void relay(const RfbMessage& message);
    void hold(const RfbMessage& request);
    void releaseHeld();

    void readLibrary();
    void onLibraryRead(std::size_t count);
    void sendViewer(std::span<const std::uint8_t> bytes);
    void sendLibrary(std::span<const std::uint8_t> bytes);
    void writeViewer();
    void onWritten(std::size_t count);
    std::size_t waiting() const // bytes that the network has not taken
    {
        return toViewer_.size() + viewerWriting_.size() - written_;
    }
    void writeLibrary();
    void closeSoon(); // once everything is written
    void watchStall();

    template<class Handler> auto guarded(Handler handler); // closes on an error

    boost::asio::ip::tcp::socket viewer_;
    boost::asio::local::stream_protocol::socket library_; // our end of the pair
    boost::asio::steady_timer patience_;
    boost::asio::ip::address from_;
    RfbHandshake handshake_;
    RfbLinkOwner& owner_; // outlives us, or has called close
    RfbRole role_ = RfbRole::View;
    bool in_ = false;
    bool closed_ = false;
    bool closing_ = false;

    std::array<std::uint8_t, 16 * 1024> fromViewer_;
    std::array<std::uint8_t, 64 * 1024> fromLibrary_;
    Bytes handshakeInput_;
    RfbMessageFramer framer_;
    std::vector<Bytes> held_;      // requests for updates
    std::size_t greetingLeft_ = 0; // of the library's handshake, which the viewer had from us

    // Asio: one write at a time on each socket; the next bytes gather meanwhile.
    Bytes toViewer_, viewerWriting_, toLibrary_, libraryWriting_;
    std::size_t written_ = 0; // of viewerWriting_
    std::uint64_t sent_ = 0, received_ = 0;
};

} // namespace vitrine
