// SPDX-License-Identifier: GPL-2.0-or-later
// A viewer without a screen: decodes, draws and acknowledges every frame of a session, so that what
// is measured beside it is the server with somebody watching.
//     headless_viewer LINK       until the session ends
#include "protocol/client/client.h"
#include "protocol/ops/input_codec.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <chrono>
#include <cstdio>
#include <string>

namespace vitrine {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using net::ip::tcp;

namespace {

struct Address {
    std::string host, port, target;
};

Address parse(const std::string& link) // http://HOST:PORT/TARGET
{
    const auto host = link.find("://") + 3;
    const auto port = link.find(':', host) + 1;
    const auto target = link.find('/', port);
    return {link.substr(host, port - 1 - host), link.substr(port, target - port),
            link.substr(target)};
}

struct LastFrame : ClientEvents {
    std::uint32_t number = 0;
    void frameEnded(const FrameEnd& end) override { number = end.number; }
};

class Viewer {
public:
    explicit Viewer(const Address& address) : address_(address)
    {
        const std::string cookie = enter();
        tcp::resolver resolver(core_);
        net::connect(beast::get_lowest_layer(socket_),
                     resolver.resolve(address_.host, address_.port));
        beast::get_lowest_layer(socket_).set_option(tcp::no_delay(true));
        socket_.set_option(
            beast::websocket::stream_base::decorator([&](beast::websocket::request_type& request) {
                request.set(http::field::cookie, cookie);
                request.set(http::field::origin, "http://" + host());
            }));
        socket_.read_message_max(std::size_t{1} << 28);
        socket_.handshake(host(), "/session");
        socket_.binary(true);
        send(Hello{});
    }

    void watch()
    {
        while (true) {
            beast::flat_buffer buffer;
            beast::error_code error;
            socket_.read(buffer, error);
            if (error) return;
            receive({static_cast<const std::byte*>(buffer.data().data()), buffer.data().size()});
        }
    }

private:
    std::string host() const { return address_.host + ':' + address_.port; }

    // The one-time link becomes a cookie.
    std::string enter()
    {
        tcp::socket socket(core_);
        tcp::resolver resolver(core_);
        net::connect(socket, resolver.resolve(address_.host, address_.port));
        http::request<http::empty_body> request(http::verb::get, address_.target, 11);
        request.set(http::field::host, host());
        http::write(socket, request);
        beast::flat_buffer buffer;
        http::response<http::string_body> answer;
        http::read(socket, buffer, answer);
        const std::string cookie(answer[http::field::set_cookie]);
        return cookie.substr(0, cookie.find(';'));
    }

    void send(const Input& input)
    {
        const auto bytes = encodeInput(input);
        socket_.write(net::buffer(bytes));
    }

    void receive(std::span<const std::byte> frame)
    {
        using namespace std::chrono;
        const auto start = steady_clock::now();
        if (!client_.receive(frame)) throw std::runtime_error("a frame that cannot be decoded");
        const auto took = duration_cast<microseconds>(steady_clock::now() - start).count();
        send(Acknowledge{last_.number, static_cast<std::uint32_t>(took), client_.mismatches()});
    }

    Address address_;
    net::io_context core_{1};
    beast::websocket::stream<tcp::socket> socket_{core_};
    LastFrame last_;
    Client client_{last_};
};

} // namespace

} // namespace vitrine

int main(int count, char** arguments)
{
    if (count != 2) {
        std::fprintf(stderr, "usage: headless_viewer LINK\n");
        return 2;
    }
    try {
        vitrine::Viewer viewer(vitrine::parse(arguments[1]));
        std::puts("watching");
        std::fflush(stdout);
        viewer.watch();
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "headless_viewer: %s\n", error.what());
        return 1;
    }
}
