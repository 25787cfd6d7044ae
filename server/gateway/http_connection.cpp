// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/gateway/http_connection.h"

#include "server/gateway/gateway_socket.h"

#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

namespace vitrine {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;

HttpConnection::HttpConnection(net::ip::tcp::socket socket, GatewayState& gateway)
    : gateway_(gateway.shared_from_this()), stream_(std::move(socket)),
      buffer_(gateway.options.limits.headerBytes + gateway.options.limits.bodyBytes)
{
    gateway_->connections.insert(this);
    error_code ignored; // it only costs time
    stream_.socket().set_option(net::ip::tcp::no_delay(true), ignored);
}

HttpConnection::~HttpConnection()
{
    gateway_->connections.erase(this);
}

void HttpConnection::start()
{
    read();
}

void HttpConnection::close()
{
    error_code ignored;
    if (!handedOver_) stream_.socket().close(ignored);
}

void HttpConnection::read()
{
    const GatewayLimits& limits = gateway_->options.limits;
    parser_.emplace();
    parser_->header_limit(limits.headerBytes);
    parser_->body_limit(limits.bodyBytes);
    stream_.expires_after(limits.requestTime);
    http::async_read(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](error_code error, std::size_t) { self->onRead(error); });
}

void HttpConnection::onRead(error_code error)
{
    if (error == http::error::end_of_stream || error == beast::error::timeout ||
        error == net::error::operation_aborted || error == net::error::connection_reset) {
        return; // we were the last to hold it
    }
    if (error) {
        auto status = http::status::bad_request;
        if (error == http::error::header_limit)
            status = http::status::request_header_fields_too_large;
        if (error == http::error::body_limit) status = http::status::payload_too_large;
        request_ = {};
        request_.keep_alive(false);
        write(answerText(status, "This is no request that can be answered.\n"));
        return;
    }
    request_ = parser_->release();
    if (beast::websocket::is_upgrade(request_) && request_.target() == "/session") {
        upgrade();
        return;
    }
    write(answer());
}

void HttpConnection::write(Response response)
{
    const bool stays = response.keep_alive();
    stream_.expires_after(gateway_->options.limits.requestTime);
    beast::async_write(stream_, std::move(response),
                       [self = shared_from_this(), stays](error_code error, std::size_t) {
                           if (error) return;
                           if (stays && self->gateway_->acceptor.is_open()) {
                               self->read();
                               return;
                           }
                           error_code ignored;
                           self->stream_.socket().shutdown(net::socket_base::shutdown_send,
                                                           ignored);
                       });
}

void HttpConnection::upgrade()
{
    const std::optional<Role> allowed = role();
    if (!comesFromHere() || !allowed || !gateway_->socketHandler) {
        request_.keep_alive(false);
        write(answerText(!comesFromHere() ? http::status::forbidden
                         : !allowed       ? http::status::unauthorized
                                          : http::status::service_unavailable,
                         "Open the session by its link first.\n"));
        return;
    }
    stream_.expires_never(); // the WebSocket has its own timeouts
    handedOver_ = true;
    auto socket = std::make_unique<GatewaySocket>(
        GatewaySocket{decltype(GatewaySocket::stream)(std::move(stream_))});
    auto timeouts = beast::websocket::stream_base::timeout::suggested(beast::role_type::server);
    timeouts.handshake_timeout = gateway_->options.limits.requestTime;
    socket->stream.set_option(timeouts);
    auto& stream = socket->stream;
    stream.async_accept(request_, [self = shared_from_this(), socket = std::move(socket),
                                   granted = *allowed](error_code error) mutable {
        const auto& handler = self->gateway_->socketHandler;
        if (!error && handler) handler(std::move(socket), granted);
    });
}

bool HttpConnection::comesFromHere() const
{
    const auto host = request_.find(http::field::host);
    if (host == request_.end() || request_.count(http::field::host) != 1) return false;
    if (!gateway_->acceptsHost(host->value())) return false;
    // Browsers send Origin with every upgrade and every POST; other programs need not.
    if (request_.count(http::field::origin) > 1) return false;
    const auto origin = request_.find(http::field::origin);
    return origin == request_.end() || origin->value() == "http://" + std::string(host->value());
}

std::optional<Role> HttpConnection::role() const
{
    const auto cookies = request_.find(http::field::cookie);
    if (cookies == request_.end()) return std::nullopt;
    const std::string_view cookie = cookieValue(cookies->value(), gateway_->cookieName());
    return gateway_->entrance.roleOf(cookie);
}

} // namespace vitrine
