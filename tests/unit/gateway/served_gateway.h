// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/gateway/gateway.h"
#include "server/gateway/gateway_socket.h"
#include "tests/support/temporary_folder.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/http.hpp>

#include <filesystem>
#include <fstream>
#include <chrono>
#include <future>
#include <string>
#include <thread>

namespace vitrine {

// A folder with a page.
class PageFolder {
public:
    PageFolder()
    {
        write("index.html", "<!doctype html><title>page</title>");
        write("assets/core-1234.wasm", std::string("\0asm", 4));
        write("assets/main.js", "export {};");
    }

    void write(const std::string& name, const std::string& content) const
    {
        std::filesystem::create_directories((path / name).parent_path());
        std::ofstream(path / name) << content;
    }

    TemporaryFolder folder;
    std::filesystem::path path = folder.path();
};

// A gateway that runs on a thread of its own, and clients on real sockets of loopback.
class ServedGateway {
public:
    using Request = boost::beast::http::request<boost::beast::http::string_body>;
    using Response = boost::beast::http::response<boost::beast::http::string_body>;
    using Socket = boost::asio::ip::tcp::socket;

    explicit ServedGateway(GatewayLimits limits = {}, std::string hosts = {})
        : gateway(std::in_place, io, options(limits, hosts))
    {
        gateway->route("GET", "/api/role", Role::View, [](const ApiRequest& request) {
            return ApiAnswer{200, std::to_string(static_cast<int>(request.role)), "text/plain"};
        });
        gateway->route("GET", "/api/icons/*", Role::View, [](const ApiRequest& request) {
            return ApiAnswer{200, request.path + "|" + request.query.at("size"), "text/plain"};
        });
        gateway->route("POST", "/api/launch", Role::Owner, [](const ApiRequest& request) {
            return ApiAnswer{200, request.body};
        });
        gateway->onSocket([this](std::unique_ptr<GatewaySocket> socket, Role role) {
            sockets.push_back(std::move(socket));
            roles.push_back(role);
        });
        const auto error = gateway->start();
        if (error) throw boost::system::system_error(error);
        thread = std::thread([this] { io.run(); });
    }
    ~ServedGateway()
    {
        onCore([this] {
            sockets.clear();
            gateway.reset();
            return 0;
        });
        work.reset();
        io.stop();
        thread.join();
    }

    template<class Call> std::invoke_result_t<Call> onCore(Call call)
    {
        std::packaged_task<std::invoke_result_t<Call>()> task(std::move(call));
        auto result = task.get_future();
        boost::asio::post(io, [&] { task(); });
        return result.get();
    }

    // Asks the core until the condition holds; false if it does not within ten seconds.
    template<class Condition> bool until(Condition holds)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (!onCore(holds))
            if (std::chrono::steady_clock::now() > deadline) return false;
        return true;
    }

    Socket connect()
    {
        Socket socket(clientIo);
        socket.connect({boost::asio::ip::make_address("127.0.0.1"), gateway->port()});
        return socket;
    }

    std::string host() const { return "127.0.0.1:" + std::to_string(gateway->port()); }

    Request request(boost::beast::http::verb verb, std::string target,
                    std::string cookie = {}) const
    {
        Request request(verb, target, 11);
        request.set(boost::beast::http::field::host, host());
        if (!cookie.empty()) request.set(boost::beast::http::field::cookie, cookie);
        return request;
    }

    Response answer(Request request)
    {
        request.prepare_payload();
        Socket socket = connect();
        boost::beast::http::write(socket, request);
        return read(socket, request.method() == boost::beast::http::verb::head);
    }
    Response get(std::string target, std::string cookie = {})
    {
        return answer(request(boost::beast::http::verb::get, target, cookie));
    }

    static Response read(Socket& socket, bool isHead = false)
    {
        boost::beast::flat_buffer buffer;
        boost::beast::http::response_parser<boost::beast::http::string_body> parser;
        parser.skip(isHead);
        boost::beast::http::read(socket, buffer, parser);
        return parser.release();
    }

    // Everything until the other side closes.
    static std::string readAll(Socket& socket)
    {
        std::string all;
        boost::system::error_code error;
        while (!error) {
            char bytes[4096];
            const std::size_t count = socket.read_some(boost::asio::buffer(bytes), error);
            all.append(bytes, count);
        }
        return all;
    }

    // Path and query of a new link.
    std::string link(Role role)
    {
        const std::string url = onCore([&] { return gateway->link(role); });
        return url.substr(gateway->origin().size());
    }
    // The cookie that a new link is exchanged for, as a Cookie header has it.
    std::string cookie(Role role)
    {
        const Response response = get(link(role));
        const std::string value(response[boost::beast::http::field::set_cookie]);
        return value.substr(0, value.find(';'));
    }

    PageFolder page;
    boost::asio::io_context io;
    boost::asio::io_context clientIo;
    std::optional<Gateway> gateway;
    std::vector<std::unique_ptr<GatewaySocket>> sockets;
    std::vector<Role> roles;

private:
    GatewayOptions options(GatewayLimits limits, const std::string& host) const
    {
        GatewayOptions options{.page = page.path, .limits = limits};
        if (!host.empty()) options.hosts.push_back(host);
        return options;
    }

    std::optional<boost::asio::executor_work_guard<boost::asio::io_context::executor_type>> work{
        io.get_executor()};
    std::thread thread;
};

} // namespace vitrine
