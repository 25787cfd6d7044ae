// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/gateway/gateway.h"

#include "server/gateway/gateway_state.h"
#include "server/gateway/http_connection.h"

#include <boost/asio/io_context.hpp>
#include <nlohmann/json.hpp>

namespace vitrine {

namespace net = boost::asio;
using boost::system::error_code;
using net::ip::tcp;

namespace {

// POST /api/links: an owner invites somebody, or opens the session elsewhere.
ApiAnswer answerLink(Gateway& gateway, const GatewayLimits& limits, const ApiRequest& request)
{
    const auto body = nlohmann::json::parse(request.body, nullptr, false);
    const std::string role = body.is_object() ? body.value("role", std::string("view")) : "";
    Role granted = Role::View;
    if (role == "owner")
        granted = Role::Owner;
    else if (role == "control")
        granted = Role::Control;
    else if (role != "view")
        return {400, R"({"error":"role must be view, control or owner"})"};
    const nlohmann::json answer{{"link", gateway.link(granted)},
                                {"seconds", limits.linkTime.count()}};
    return {200, answer.dump()};
}

} // namespace

GatewayState::GatewayState(net::io_context& io, GatewayOptions given)
    : options(std::move(given)), acceptor(io), entrance(options.limits.linkTime),
      files(options.page)
{
}

void GatewayState::accept()
{
    acceptor.async_accept([self = shared_from_this()](error_code error, tcp::socket socket) {
        if (!self->acceptor.is_open()) return;
        if (!error && self->connections.size() < self->options.limits.connections)
            std::make_shared<HttpConnection>(std::move(socket), *self)->start();
        self->accept(); // errors concern the one connection that was not made
    });
}

bool GatewayState::acceptsHost(std::string_view host) const
{
    const std::string suffix = ":" + std::to_string(port);
    std::string_view name = host;
    if (name.ends_with(suffix))
        name.remove_suffix(suffix.size());
    else if (port != 80)
        return false;
    if (name == address || name == "localhost" || name == "127.0.0.1" || name == "[::1]")
        return true;
    for (const std::string& other : options.hosts)
        if (name == other) return true;
    return false;
}

std::string GatewayState::cookieName() const
{
    return "vitrine-" + std::to_string(port); // cookies do not tell ports apart
}

Gateway::Gateway(net::io_context& io, GatewayOptions options)
    : state_(std::make_shared<GatewayState>(io, std::move(options)))
{
    route("POST", "/api/links", Role::Owner, [this](const ApiRequest& request) {
        return answerLink(*this, state_->options.limits, request);
    });
}

Gateway::~Gateway()
{
    stop();
    state_->routes.clear(); // what the handlers borrow may go now
    state_->socketHandler = {};
}

void Gateway::route(std::string method, std::string pattern, Role least, ApiHandler handler)
{
    state_->routes.insert(state_->routes.begin(),
                          Route{std::move(method), std::move(pattern), least, std::move(handler)});
}

void Gateway::onSocket(SocketHandler handler)
{
    state_->socketHandler = std::move(handler);
}

error_code Gateway::start()
{
    error_code error;
    const auto address = net::ip::make_address(state_->options.address, error);
    if (error) return error;
    if (!address.is_loopback())
        return make_error_code(boost::system::errc::operation_not_permitted);
    state_->address = address.is_v6() ? "[" + address.to_string() + "]" : address.to_string();

    const tcp::endpoint endpoint(address, state_->options.port);
    tcp::acceptor& acceptor = state_->acceptor;
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(net::socket_base::max_listen_connections, error);
    if (error) return error;
    state_->port = acceptor.local_endpoint().port();
    state_->accept();
    return {};
}

void Gateway::stop()
{
    error_code ignored;
    state_->acceptor.close(ignored);
    for (HttpConnection* connection : std::set(state_->connections)) connection->close();
}

std::uint16_t Gateway::port() const
{
    return state_->port;
}

std::string Gateway::origin() const
{
    return "http://" + state_->address + ":" + std::to_string(state_->port);
}

std::string Gateway::link(Role role)
{
    const std::string token = state_->entrance.newLink(role, std::chrono::steady_clock::now());
    return origin() + "/enter?token=" + token;
}

std::size_t Gateway::connections() const
{
    return state_->connections.size();
}

} // namespace vitrine
