// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/gateway/gateway_state.h"
#include "server/gateway/request_target.h"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message_generator.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <memory>
#include <optional>

namespace vitrine {

// One connection to the gateway: requests in turn, until either side ends it or it becomes a
// WebSocket and is handed over. The pending operation owns it.
class HttpConnection : public std::enable_shared_from_this<HttpConnection> {
public:
    using Request = boost::beast::http::request<boost::beast::http::string_body>;
    using Response = boost::beast::http::message_generator;

    HttpConnection(boost::asio::ip::tcp::socket socket, GatewayState& gateway);
    ~HttpConnection();

    void start();
    void close();

private:
    void read();
    void onRead(boost::system::error_code error);
    void write(Response response);
    void upgrade();

    // What the request may do, from its headers.
    bool comesFromHere() const; // Host, Origin
    std::optional<Role> role() const;

    Response answer();
    Response answerEnter(const RequestTarget& target);
    Response answerApi(const RequestTarget& target);
    Response answerFile(const RequestTarget& target);
    Response answerText(boost::beast::http::status status, std::string_view text) const;
    Response finish(boost::beast::http::response<boost::beast::http::string_body> response) const;
    template<class Body> void addHeaders(boost::beast::http::response<Body>& response) const;

    std::shared_ptr<GatewayState> gateway_;
    boost::beast::tcp_stream stream_;
    boost::beast::flat_buffer buffer_;
    std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
    Request request_;
    bool handedOver_ = false;
};

} // namespace vitrine
