// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/viewers/web_socket_transport.h"

#include <boost/beast/websocket/rfc6455.hpp>

namespace vitrine {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using boost::system::error_code;

namespace {

constexpr std::chrono::seconds closeTime{2}; // for the peer to take what is under way and to agree

} // namespace

WebSocketTransport::WebSocketTransport(Stream stream, std::size_t largestMessage)
    : stream_(std::move(stream)), closeTimer_(stream_.get_executor())
{
    stream_.binary(true);
    stream_.auto_fragment(false);
    stream_.read_message_max(largestMessage);
}

void WebSocketTransport::open(TransportEvents events)
{
    events_ = std::move(events);
    read();
}

void WebSocketTransport::read()
{
    stream_.async_read(incoming_, [self = shared_from_this()](error_code error, std::size_t) {
        if (error) {
            self->end();
            return;
        }
        if (!self->stream_.got_binary()) {
            self->close(CloseReason::ProtocolError, "messages are binary");
        } else if (!self->isClosing_ && self->events_.received) {
            const auto data = self->incoming_.data();
            self->events_.received({static_cast<const std::byte*>(data.data()), data.size()});
        }
        self->incoming_.consume(self->incoming_.size());
        self->read(); // until the peer has agreed to close
    });
}

void WebSocketTransport::write(std::vector<std::byte> message)
{
    if (isClosing_ || ended_) return;
    outgoing_ = std::move(message);
    writing_ = true;
    stream_.async_write(net::buffer(outgoing_),
                        [self = shared_from_this()](error_code error, std::size_t) {
                            self->writing_ = false;
                            if (error) {
                                self->end();
                            } else if (self->isClosing_) {
                                self->sendClose();
                            } else if (self->events_.written) {
                                self->events_.written();
                            }
                        });
}

void WebSocketTransport::close(CloseReason reason, std::string_view text)
{
    if (isClosing_ || ended_) return;
    isClosing_ = true;
    reason_.code = static_cast<std::uint16_t>(reason);
    const std::string_view kept = text.substr(0, reason_.reason.max_size());
    reason_.reason.assign(kept.data(), kept.size());
    closeTimer_.expires_after(closeTime);
    closeTimer_.async_wait([self = shared_from_this()](error_code error) {
        error_code ignored;
        if (!error) beast::get_lowest_layer(self->stream_).socket().close(ignored);
    });
    if (!writing_) sendClose();
}

void WebSocketTransport::sendClose()
{
    stream_.async_close(reason_, [self = shared_from_this()](error_code) { self->end(); });
}

void WebSocketTransport::end()
{
    if (std::exchange(ended_, true)) return;
    closeTimer_.cancel();
    error_code ignored;
    beast::get_lowest_layer(stream_).socket().close(ignored);
    const auto closed = std::move(events_.closed);
    events_ = {}; // the session may go now
    if (closed) closed();
}

std::string WebSocketTransport::peer() const
{
    error_code error;
    const auto endpoint = beast::get_lowest_layer(stream_).socket().remote_endpoint(error);
    return error ? std::string("gone")
                 : endpoint.address().to_string() + ":" + std::to_string(endpoint.port());
}

} // namespace vitrine
