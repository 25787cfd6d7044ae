// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/gateway/served_gateway.h"

#include <boost/asio/write.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/websocket.hpp>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace vitrine;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;

TEST_CASE("A link opens the door once and leads to the page with a cookie")
{
    ServedGateway served;
    const std::string link = served.link(Role::Owner);

    const auto first = served.get(link);
    CHECK(first.result() == http::status::see_other);
    CHECK(first[http::field::location] == "/");
    const std::string cookie(first[http::field::set_cookie]);
    CHECK(cookie.find("; HttpOnly; SameSite=Strict") != cookie.npos);
    CHECK(cookie.starts_with("vitrine-" + std::to_string(served.gateway->port()) + "="));

    const auto page = served.get("/", cookie.substr(0, cookie.find(';')));
    CHECK(page.result() == http::status::ok);
    CHECK(page.body() == "<!doctype html><title>page</title>");

    CHECK(served.get(link).result() == http::status::forbidden);
    // Who is in already may follow the old link again.
    CHECK(served.get(link, cookie.substr(0, cookie.find(';'))).result() == http::status::see_other);
}

TEST_CASE("A link leads to a path of this gateway only")
{
    ServedGateway served;
    CHECK(served.get(served.link(Role::View) + "&then=/app/xterm?x=1")[http::field::location] ==
          "/app/xterm?x=1");
    CHECK(served.get(served.link(Role::View) + "&then=//evil.example")[http::field::location] ==
          "/");
    CHECK(served.get(served.link(Role::View) +
                     "&then=https://evil.example")[http::field::location] == "/");
}

TEST_CASE("A link is not used up by a prefetch or by HEAD, and ends with its time")
{
    ServedGateway served({.linkTime = std::chrono::seconds(0)});
    CHECK(served.get(served.link(Role::Owner)).result() == http::status::forbidden);

    ServedGateway patient;
    const std::string link = patient.link(Role::Owner);
    CHECK(patient.answer(patient.request(http::verb::head, link)).result() ==
          http::status::forbidden);
    auto prefetch = patient.request(http::verb::get, link);
    prefetch.set("Sec-Purpose", "prefetch");
    CHECK(patient.answer(prefetch).result() == http::status::forbidden);
    CHECK(patient.get(link).result() == http::status::see_other);
}

TEST_CASE("Without the cookie there is no page and no API, but what pages load")
{
    ServedGateway served;
    CHECK(served.get("/").result() == http::status::unauthorized);
    CHECK(served.get("/nothing").result() == http::status::unauthorized);
    CHECK(served.get("/api/role").result() == http::status::unauthorized);
    CHECK(served.get("/api/role", "vitrine-1=0").result() == http::status::unauthorized);
    CHECK(served.get("/assets/main.js").result() == http::status::ok);
}

TEST_CASE("Files come with their type, a policy without inline script, and are cached")
{
    ServedGateway served;
    const auto wasm = served.get("/assets/core-1234.wasm");
    CHECK(wasm[http::field::content_type] == "application/wasm");
    CHECK(wasm[http::field::cache_control] == "private, max-age=31536000, immutable");
    CHECK(wasm.body() == std::string("\0asm", 4));

    const std::string policy(wasm["Content-Security-Policy"]);
    CHECK(policy.find("unsafe-inline") == policy.npos);
    CHECK(policy.find("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';") == 0);

    auto again = served.request(http::verb::get, "/assets/core-1234.wasm");
    again.set(http::field::if_none_match, wasm[http::field::etag]);
    CHECK(served.answer(again).result() == http::status::not_modified);

    served.page.write("assets/core-1234.wasm", "another");
    std::filesystem::last_write_time(served.page.path / "assets/core-1234.wasm",
                                     std::filesystem::file_time_type::clock::now() +
                                         std::chrono::seconds(5));
    CHECK(served.answer(again).body() == "another");

    const auto head = served.answer(served.request(http::verb::head, "/assets/main.js"));
    CHECK(head[http::field::content_length] == "10");
    CHECK(head.body().empty());
}

TEST_CASE("No path leads out of the page's folder")
{
    ServedGateway served;
    const std::string cookie = served.cookie(Role::Owner);
    std::filesystem::create_symlink("/etc/passwd", served.page.path / "passwd");
    served.page.write(".secret", "s");
    for (const char* path :
         {"/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd",
          "/assets/../../etc/passwd", "//etc/passwd", "/passwd", "/.secret", "/assets\\..\\x",
          "/assets/%00", "/%zz", "/%"}) {
        CAPTURE(path);
        const auto status = served.get(path, cookie).result();
        CHECK((status == http::status::not_found || status == http::status::bad_request));
    }
}

TEST_CASE("Another Host is refused everywhere")
{
    ServedGateway served({}, "box.local");
    const std::string cookie = served.cookie(Role::Owner);
    const std::string port = ":" + std::to_string(served.gateway->port());
    for (const std::string& host :
         {std::string("evil.example"), "evil.example" + port, std::string("127.0.0.1:1"),
          std::string("127.0.0.1"), std::string(), "127.0.0.1" + port + ".evil.example"}) {
        CAPTURE(host);
        for (const char* path : {"/", "/assets/main.js", "/api/role"}) {
            auto request = served.request(http::verb::get, path, cookie);
            request.set(http::field::host, host);
            CHECK(served.answer(request).result() == http::status::forbidden);
        }
    }
    for (const std::string& host : {"localhost" + port, "[::1]" + port, "box.local" + port}) {
        CAPTURE(host);
        auto request = served.request(http::verb::get, "/", cookie);
        request.set(http::field::host, host);
        CHECK(served.answer(request).result() == http::status::ok);
    }
    auto twice = served.request(http::verb::get, "/", cookie);
    twice.insert(http::field::host, "evil.example");
    CHECK(served.answer(twice).result() == http::status::forbidden);
}

TEST_CASE("Another Origin is refused")
{
    ServedGateway served;
    const std::string cookie = served.cookie(Role::Owner);
    for (const char* origin : {"http://evil.example", "null", "https://127.0.0.1"}) {
        auto request = served.request(http::verb::get, "/api/role", cookie);
        request.set(http::field::origin, origin);
        CHECK(served.answer(request).result() == http::status::forbidden);
    }
    auto own = served.request(http::verb::get, "/api/role", cookie);
    own.set(http::field::origin, "http://" + served.host());
    CHECK(served.answer(own).result() == http::status::ok);
}

TEST_CASE("The API knows roles, methods, patterns and types")
{
    ServedGateway served;
    const std::string owner = served.cookie(Role::Owner);
    const std::string view = served.cookie(Role::View);
    CHECK(served.get("/api/role", owner).body() == "2");
    CHECK(served.get("/api/role", view).body() == "0");
    CHECK(served.get("/api/icons/a%20b?size=4+8&x", view).body() == "/api/icons/a b|4 8");
    CHECK(served.get("/api/nothing", owner).result() == http::status::not_found);
    CHECK(served.get("/api/launch", owner).result() == http::status::method_not_allowed);

    auto launch = served.request(http::verb::post, "/api/launch", owner);
    launch.body() = R"({"id":"xterm"})";
    CHECK(served.answer(launch).result() == http::status::unsupported_media_type);
    launch.set(http::field::content_type, "application/json");
    CHECK(served.answer(launch).body() == R"({"id":"xterm"})");
    launch.set(http::field::cookie, view);
    CHECK(served.answer(launch).result() == http::status::forbidden);
}

TEST_CASE("An owner makes links for others")
{
    ServedGateway served;
    auto ask = served.request(http::verb::post, "/api/links", served.cookie(Role::Owner));
    ask.set(http::field::content_type, "application/json");
    ask.body() = R"({"role":"control"})";
    const auto answer = nlohmann::json::parse(served.answer(ask).body());
    CHECK(answer["seconds"] == 60);
    const std::string link = answer["link"];
    const auto entered = served.get(link.substr(served.gateway->origin().size()));
    const std::string cookie(entered[http::field::set_cookie]);
    CHECK(served.get("/api/role", cookie.substr(0, cookie.find(';'))).body() == "1");

    for (const char* body : {"", "[]", "{\"role\":\"god\"}", "{\"role\""}) {
        ask.body() = body;
        CHECK(served.answer(ask).result() == http::status::bad_request);
    }
}

TEST_CASE("The session's socket opens with the cookie, from here, and is handed over")
{
    ServedGateway served;
    const auto handshake = [&](std::string cookie, std::string host, std::string origin) {
        websocket::stream<ServedGateway::Socket> socket(served.connect());
        socket.set_option(websocket::stream_base::decorator([&](websocket::request_type& request) {
            if (!cookie.empty()) request.set(http::field::cookie, cookie);
            if (!origin.empty()) request.set(http::field::origin, origin);
        }));
        boost::system::error_code error;
        websocket::response_type response;
        socket.handshake(response, host, "/session", error);
        return response.result();
    };
    const std::string cookie = served.cookie(Role::Control);
    const std::string here = "http://" + served.host();
    CHECK(handshake("", served.host(), here) == http::status::unauthorized);
    CHECK(handshake(cookie, "evil.example", here) == http::status::forbidden);
    CHECK(handshake(cookie, served.host(), "http://evil.example") == http::status::forbidden);
    CHECK(served.onCore([&] { return served.roles.size(); }) == 0);

    CHECK(handshake(cookie, served.host(), here) == http::status::switching_protocols);
    CHECK(handshake(cookie, served.host(), "") == http::status::switching_protocols);
    CHECK(served.until([&] { return served.roles.size() == 2; }));
    CHECK(served.onCore([&] { return served.roles; }) == std::vector{Role::Control, Role::Control});
}

TEST_CASE("A socket that was handed over carries messages both ways")
{
    ServedGateway served;
    websocket::stream<ServedGateway::Socket> client(served.connect());
    const std::string cookie = served.cookie(Role::Owner);
    client.set_option(websocket::stream_base::decorator(
        [&](websocket::request_type& request) { request.set(http::field::cookie, cookie); }));
    client.handshake(served.host(), "/session");
    client.binary(true);
    client.write(boost::asio::buffer("up", 2));
    REQUIRE(served.until([&] { return served.sockets.size() == 1; }));
    served.onCore([&] {
        boost::beast::flat_buffer buffer;
        auto& socket = served.sockets.at(0)->stream;
        socket.read(buffer);
        socket.binary(true);
        return socket.write(buffer.data());
    });
    boost::beast::flat_buffer buffer;
    client.read(buffer);
    CHECK(boost::beast::buffers_to_string(buffer.data()) == "up");
}

TEST_CASE("What is too large or no HTTP gets its error and nobody else suffers")
{
    ServedGateway served({.headerBytes = 2048, .bodyBytes = 1024});
    const std::string cookie = served.cookie(Role::Owner);
    const auto raw = [&](const std::string& text) {
        auto socket = served.connect();
        boost::asio::write(socket, boost::asio::buffer(text));
        return ServedGateway::readAll(socket).substr(0, 12);
    };
    CHECK(raw("GET / HTTP/1.1\r\nX: " + std::string(4000, 'x')) == "HTTP/1.1 431");
    CHECK(raw("POST /api/launch HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\n\r\n") ==
          "HTTP/1.1 413");
    CHECK(raw("\x16\x03\x01 this is TLS\r\n\r\n") == "HTTP/1.1 400");
    CHECK(raw("GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n") == "HTTP/1.1 400");
    CHECK(served.get("/", cookie).result() == http::status::ok);
}

TEST_CASE("Half a request and silence end with their time")
{
    ServedGateway served({.requestTime = std::chrono::milliseconds(100)});
    auto half = served.connect();
    boost::asio::write(half, boost::asio::buffer(std::string("GET / HTTP/1.1\r\nHost: ")));
    auto silent = served.connect();
    CHECK(ServedGateway::readAll(half).empty()); // returns when the gateway has closed it
    CHECK(ServedGateway::readAll(silent).empty());
}

TEST_CASE("Connections beyond the limit are closed, and taken again when others end")
{
    ServedGateway served({.connections = 2});
    std::optional first(served.connect());
    auto second = served.connect();
    auto third = served.connect();
    CHECK(ServedGateway::readAll(third).empty());
    first.reset();
    while (served.onCore([&] { return served.gateway->connections(); }) != 1)
        std::this_thread::yield();
    CHECK(served.get("/assets/main.js").result() == http::status::ok);
}

TEST_CASE("One connection serves requests in turn")
{
    ServedGateway served;
    auto socket = served.connect();
    for (int i = 0; i < 3; ++i) {
        http::write(socket, served.request(http::verb::get, "/assets/main.js"));
        CHECK(ServedGateway::read(socket).body() == "export {};");
    }
}

TEST_CASE("The gateway listens on loopback only, and says when its port is taken")
{
    boost::asio::io_context io;
    Gateway open(io, {.address = "0.0.0.0"});
    CHECK(open.start() == boost::system::errc::operation_not_permitted);
    Gateway wrong(io, {.address = "nowhere"});
    CHECK(wrong.start());
    Gateway first(io, {});
    REQUIRE(!first.start());
    Gateway second(io, {.port = first.port()});
    CHECK(second.start() == boost::system::errc::address_in_use);
}
