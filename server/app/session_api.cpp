// SPDX-License-Identifier: GPL-2.0-or-later
// The JSON API of a session: what the page and other programs may ask, and how it is answered.
#include "server/app/session.h"
#include "server/gateway/gateway.h"
#include "server/rfb/rfb_server.h"
#include "server/scene/scene.h"
#include "server/sessions/applications.h"
#include "server/sessions/programs.h"
#include "server/viewers/viewers.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace vitrine {

using json = nlohmann::json;

namespace {

ApiAnswer failure(unsigned status, const std::string& text)
{
    return {status, json{{"error", text}}.dump()};
}

std::string roleName(Role role)
{
    switch (role) {
    case Role::View: return "view";
    case Role::Control: return "control";
    case Role::Owner: return "owner";
    }
    return {};
}

json toJson(const ViewerStatistics& viewer)
{
    return {{"peer", viewer.peer},
            {"role", roleName(viewer.role)},
            {"connectedMilliseconds", viewer.connected.count()},
            {"frames", viewer.frames},
            {"bytesSent", viewer.bytesSent},
            {"bytesReceived", viewer.bytesReceived},
            {"inputs", viewer.inputs},
            {"ops", viewer.ops},
            {"opBytes", viewer.opBytes},
            {"pixelBytes", viewer.pixelBytes},
            {"unacknowledgedBytes", viewer.unacknowledgedBytes},
            {"roundTripMicroseconds", viewer.roundTrip.count()},
            {"decodeMicroseconds", viewer.decodeTime.count()},
            {"mismatches", viewer.mismatches}};
}

json toJson(const Surface& surface)
{
    return {
        {"id", surface.id.value},  {"title", surface.title},  {"application", surface.application},
        {"x", surface.position.x}, {"y", surface.position.y}, {"states", surface.states}};
}

ApiAnswer iconOf(const Application* application)
{
    if (!application || !application->icon) return failure(404, "no such icon");
    std::ifstream stream(*application->icon, std::ios::binary);
    if (!stream) return failure(404, "no such icon");
    const std::string ending = application->icon->extension();
    const std::string type = ending == ".svg"   ? "image/svg+xml"
                             : ending == ".png" ? "image/png"
                                                : "application/octet-stream";
    return {200, std::string(std::istreambuf_iterator<char>(stream), {}), type};
}

} // namespace

void Session::addRoutes()
{
    gateway_->route("GET", "/api/session", Role::View, [this](const ApiRequest& request) {
        return ApiAnswer{200, json{{"name", options_.name},
                                   {"desktop", options_.desktop},
                                   {"role", roleName(request.role)}}
                                  .dump()};
    });
    gateway_->route("GET", "/api/windows", Role::View,
                    [this](const ApiRequest&) { return describeWindows(); });
    gateway_->route("GET", "/api/statistics", Role::View,
                    [this](const ApiRequest&) { return describeStatistics(); });
    gateway_->route("GET", "/api/applications", Role::View, [this](const ApiRequest&) {
        json list = json::array();
        for (const Application& application : applications_)
            list.push_back({{"id", application.id},
                            {"name", application.name},
                            {"comment", application.comment},
                            {"icon", application.icon.has_value()},
                            {"categories", application.categories}});
        return ApiAnswer{200, list.dump()};
    });
    gateway_->route("GET", "/api/applications/*", Role::View, [this](const ApiRequest& request) {
        std::string id = request.path.substr(sizeof "/api/applications/" - 1);
        if (!id.ends_with("/icon")) return failure(404, "only /icon is served of an application");
        id.resize(id.size() - (sizeof "/icon" - 1));
        const auto found = std::ranges::find(applications_, id, &Application::id);
        return iconOf(found == applications_.end() ? nullptr : &*found);
    });
    gateway_->route("POST", "/api/launch", Role::Owner,
                    [this](const ApiRequest& request) { return launch(request); });
}

// {"id": "xterm.desktop"} or {"command": "xterm -e top"}
ApiAnswer Session::launch(const ApiRequest& request)
{
    const json body = json::parse(request.body, nullptr, false);
    if (!body.is_object()) return failure(400, "the body is no JSON object");
    std::vector<std::string> command;
    const Application* application = nullptr;
    if (const auto id = body.find("id"); id != body.end() && id->is_string()) {
        const auto found =
            std::ranges::find(applications_, id->get<std::string>(), &Application::id);
        if (found == applications_.end()) return failure(404, "no such application is installed");
        application = &*found;
        command = application->command;
    } else if (const auto line = body.find("command"); line != body.end() && line->is_string()) {
        command = commandWords(line->get<std::string>());
        application = applicationOf(command, applications_);
    }
    if (command.empty()) return failure(400, "give an application's id, or a command");
    std::error_code error;
    const auto pid = startAnnounced(command, application, error);
    if (!pid) return failure(422, "cannot start " + command[0] + ": " + error.message());
    return {201, json{{"pid", *pid}}.dump()};
}

ApiAnswer Session::describeWindows() const
{
    json list = json::array();
    if (const auto state = scene_->state())
        for (const Surface& surface : state->surfaces) list.push_back(toJson(surface));
    return {200, list.dump()};
}

ApiAnswer Session::describeStatistics() const
{
    json viewers = json::array();
    for (const ViewerStatistics& viewer : viewers_->statistics()) viewers.push_back(toJson(viewer));
    json answer{{"frame", scene_->number()}, {"viewers", std::move(viewers)}};
    if (rfb_) {
        const RfbStatistics rfb = rfb_->statistics();
        answer["rfb"] = {{"clients", rfb.clients},
                         {"bytesSent", rfb.bytesSent},
                         {"frames", rfb.frames},
                         {"copies", rfb.copies}};
    }
    return {200, answer.dump()};
}

} // namespace vitrine
