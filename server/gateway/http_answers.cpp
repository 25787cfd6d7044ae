// SPDX-License-Identifier: GPL-2.0-or-later
// What an HTTP request is answered.
#include "server/gateway/http_connection.h"

namespace vitrine {

namespace http = boost::beast::http;

namespace {

// Scripts come from files alone; the WebAssembly core is one of them. Pictures of programs are
// blobs. The page talks to nobody but us.
constexpr std::string_view contentSecurityPolicy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; "
    "style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; media-src 'self' blob:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

constexpr std::string_view closedDoor =
    "<!doctype html><meta charset=utf-8><title>Vitrine</title>"
    "<h1>This door is closed</h1><p>A session is opened by the link that <code>vitrine</code> "
    "printed. A link works once and for a minute; <code>vitrine info</code> prints a new one.";

bool isPrefetch(const HttpConnection::Request& request)
{
    return request.find("Sec-Purpose") != request.end() || request.find("Purpose") != request.end();
}

// Where a link may lead: a path of this gateway, and no other site ("//…").
std::string destination(const RequestTarget& target)
{
    const auto found = target.query.find("then");
    if (found == target.query.end()) return "/";
    const std::string& path = found->second;
    const bool here =
        path.starts_with('/') && !path.starts_with("//") && path.find('\\') == path.npos;
    return here ? path : "/";
}

std::string withPercents(std::string_view path)
{
    std::string result;
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7f && c != '%' && c != '"') {
            result += c;
        } else {
            result += '%';
            result += "0123456789ABCDEF"[byte >> 4];
            result += "0123456789ABCDEF"[byte & 15];
        }
    }
    return result;
}

} // namespace

template<class Body> void HttpConnection::addHeaders(http::response<Body>& response) const
{
    response.version(11);
    response.keep_alive(request_.keep_alive());
    response.set(http::field::server, "Vitrine");
    response.set("Content-Security-Policy", contentSecurityPolicy);
    response.set("X-Content-Type-Options", "nosniff");
    response.set("Referrer-Policy", "no-referrer");
    response.set("Cross-Origin-Opener-Policy", "same-origin");
    response.set("Cross-Origin-Embedder-Policy", "require-corp");
    response.set("Cross-Origin-Resource-Policy", "same-origin");
    if (response.find(http::field::cache_control) == response.end())
        response.set(http::field::cache_control, "no-store");
}

HttpConnection::Response HttpConnection::finish(http::response<http::string_body> response) const
{
    addHeaders(response);
    response.prepare_payload();
    if (request_.method() == http::verb::head) response.body().clear(); // its length stays told
    return response;
}

HttpConnection::Response HttpConnection::answerText(http::status status,
                                                    std::string_view text) const
{
    http::response<http::string_body> response(status, 11);
    const bool isPage = text.starts_with('<');
    response.set(http::field::content_type,
                 isPage ? "text/html; charset=utf-8" : "text/plain; charset=utf-8");
    response.body() = text;
    return finish(std::move(response));
}

HttpConnection::Response HttpConnection::answer()
{
    if (!comesFromHere())
        return answerText(http::status::forbidden, "This address does not answer to that name.\n");
    const auto target = parseTarget(request_.target());
    if (!target) return answerText(http::status::bad_request, "This is no path.\n");
    if (target->path.starts_with("/api/")) return answerApi(*target);
    if (request_.method() != http::verb::get && request_.method() != http::verb::head)
        return answerText(http::status::method_not_allowed, "Only GET and HEAD.\n");
    if (target->path == "/enter") return answerEnter(*target);
    return answerFile(*target);
}

HttpConnection::Response HttpConnection::answerEnter(const RequestTarget& target)
{
    const auto token = target.query.find("token");
    std::optional<std::string> cookie;
    // Only somebody who means it uses the link up.
    if (token != target.query.end() && request_.method() == http::verb::get &&
        !isPrefetch(request_))
        cookie = gateway_->entrance.enter(token->second, std::chrono::steady_clock::now());
    if (!cookie && !role()) return answerText(http::status::forbidden, closedDoor);

    http::response<http::string_body> response(http::status::see_other, 11);
    response.set(http::field::location, withPercents(destination(target)));
    if (cookie)
        response.set(http::field::set_cookie, gateway_->cookieName() + "=" + *cookie +
                                                  "; Path=/; HttpOnly; SameSite=Strict");
    return finish(std::move(response));
}

HttpConnection::Response HttpConnection::answerApi(const RequestTarget& target)
{
    const std::optional<Role> allowed = role();
    if (!allowed)
        return answerText(http::status::unauthorized, "Open the session by its link first.\n");
    bool known = false;
    for (const Route& route : gateway_->routes) {
        if (!route.takes(target.path)) continue;
        known = true;
        if (route.method != request_.method_string()) continue;
        if (*allowed < route.least)
            return answerText(http::status::forbidden, "Your role does not allow this.\n");
        // A form of another site cannot send this type without asking first.
        if (route.method != "GET" &&
            !request_[http::field::content_type].starts_with("application/json"))
            return answerText(http::status::unsupported_media_type, "Send application/json.\n");
        ApiAnswer answer = route.handler({*allowed, target.path, target.query, request_.body()});
        http::response<http::string_body> response(http::int_to_status(answer.status), 11);
        response.set(http::field::content_type, answer.contentType);
        response.body() = std::move(answer.body);
        return finish(std::move(response));
    }
    return known ? answerText(http::status::method_not_allowed, "Not by this method.\n")
                 : answerText(http::status::not_found, "There is no such thing.\n");
}

HttpConnection::Response HttpConnection::answerFile(const RequestTarget& target)
{
    const auto file = gateway_->files.find(target.path);
    if (!role() && (!file || file->isDocument))
        return answerText(http::status::unauthorized, closedDoor);
    if (!file) return answerText(http::status::not_found, "There is no such file.\n");

    http::response<http::string_body> response(http::status::ok, 11);
    response.set(http::field::etag, file->etag);
    response.set(http::field::cache_control,
                 file->isForever ? "private, max-age=31536000, immutable" : "no-cache");
    if (request_[http::field::if_none_match] == file->etag) {
        response.result(http::status::not_modified);
        return finish(std::move(response));
    }
    response.set(http::field::content_type, file->contentType);
    response.body() = file->body;
    return finish(std::move(response));
}

} // namespace vitrine
