// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/policy/launches.h"

#include "server/display/display.h"
#include "server/display/policy/policy_atoms.h"
#include "server/display/policy/synthetic_event.h"
#include "server/display/policy/window_hints.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "x11/core.h"

namespace vitrine {

namespace {

std::optional<std::uint32_t> number(std::string_view text)
{
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// "/usr/share/applications/org.gnome.gedit.desktop" → "org.gnome.gedit"
std::string entryName(std::string_view path)
{
    path.remove_prefix(path.find_last_of('/') + 1);
    constexpr std::string_view ending = ".desktop";
    if (path.ends_with(ending)) path.remove_suffix(ending.size());
    return presentable(std::string(path));
}

// What a message says of a launch, in place of what was said before.
void read(const StartupMessage& message, StartingProgram& program)
{
    for (const auto& [key, value] : message.values) {
        if (key == "NAME") program.name = presentable(value);
        if (key == "ICON") program.icon = presentable(value);
        if (key == "APPLICATION_ID") program.application = entryName(value);
        if (key == "WMCLASS") program.windowClass = value;
        if (key == "DESKTOP") program.workspace = number(value);
        if (key == "TIMESTAMP") program.timestamp = number(value).value_or(program.timestamp);
        if (key == "SILENT") program.silent = value == "1";
    }
}

bool sameLetters(std::string_view a, std::string_view b)
{
    const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::ranges::equal(a, b, {}, small, small);
}

} // namespace

std::optional<std::uint32_t> timeOfStartupId(std::string_view id)
{
    constexpr std::string_view mark = "_TIME";
    const std::size_t at = id.rfind(mark);
    if (at == std::string_view::npos) return std::nullopt;
    const auto time = number(id.substr(at + mark.size()));
    return time == 0u ? std::nullopt : time;
}

Launches::Launches(Display& display, const PolicyAtoms& atoms)
    : display_(display), atoms_(atoms), timer_(display.timers(), [this] { timeOut(); })
{
}

void Launches::begin()
{
    keeps_ = true;
}

void Launches::end()
{
    keeps_ = false;
    underWay_.clear();
    timer_.stop();
    display_.changed();
}

std::string Launches::announce(StartingProgram program)
{
    program.timestamp = display_.now();
    program.id = "vitrine-" + std::to_string(::getpid()) + "-" + std::to_string(++lastId_) +
                 "_TIME" + std::to_string(program.timestamp);
    StartupMessage message{"new", {{"ID", program.id}, {"SCREEN", "0"}}};
    const auto say = [&](const char* key, const std::string& value) {
        if (!value.empty()) message.values[key] = value;
    };
    say("NAME", program.name);
    say("ICON", program.icon);
    say("WMCLASS", program.windowClass);
    tell(message);
    const std::string id = program.id;
    add(std::move(program));
    return id;
}

void Launches::started(const std::string& id, int process)
{
    if (const Place found = find(id); found != underWay_.end()) found->process = process;
}

void Launches::failed(const std::string& id)
{
    if (const Place found = find(id); found != underWay_.end()) drop(found);
}

void Launches::ended(int process)
{
    const auto found = std::ranges::find(underWay_, process, &StartingProgram::process);
    if (found != underWay_.end()) drop(found);
}

void Launches::received(Xid sender, Atom type, std::span<const std::byte> piece)
{
    const bool first = type == atoms_.startupInfoBegin;
    if (!keeps_ || (!first && type != atoms_.startupInfo)) return;
    const auto text = messages_.add(sender, first, piece, display_.now());
    if (!text) return;
    if (const auto message = StartupMessage::parse(*text)) apply(*message);
}

void Launches::apply(const StartupMessage& message)
{
    const std::string& id = message.values.at("ID");
    const Place known = find(id);
    if (message.type == "remove") {
        if (known == underWay_.end()) return;
        underWay_.erase(known); // everybody has heard it
        setTimer();
    } else if (known != underWay_.end()) {
        read(message, *known);
    } else if (message.type == "new") {
        StartingProgram program;
        program.id = id;
        program.timestamp = timeOfStartupId(id).value_or(0);
        read(message, program);
        add(std::move(program));
    }
    display_.changed();
}

void Launches::add(StartingProgram program)
{
    if (!keeps_ || underWay_.size() >= most) return;
    program.number = ++lastNumber_;
    program.deadline = display_.now() + patience;
    underWay_.push_back(std::move(program));
    setTimer();
    display_.changed();
}

void Launches::drop(Place place)
{
    const std::string id = place->id;
    underWay_.erase(place);
    setTimer();
    tell({"remove", {{"ID", id}}});
    display_.changed();
}

Launches::Place Launches::find(const std::string& id)
{
    return std::ranges::find(underWay_, id, &StartingProgram::id);
}

std::optional<std::uint32_t> Launches::finish(const Window& window)
{
    const std::string id = startupIdOf(window, atoms_);
    Place found = id.empty() ? ownerOf(window) : find(id);
    if (found == underWay_.end()) return timeOfStartupId(id);
    const std::uint32_t asked = found->timestamp;
    drop(found);
    return asked == 0 ? std::nullopt : std::optional(asked);
}

// Of a window that does not know its id: by the id of its group, by its class, by its process.
Launches::Place Launches::ownerOf(const Window& window)
{
    if (underWay_.empty()) return underWay_.end();
    if (const Window* const leader = display_.resources().find<Window>(groupOf(window)))
        if (const Place found = find(startupIdOf(*leader, atoms_)); found != underWay_.end())
            return found;
    const auto [instance, classOfIt] = classOf(window);
    const XClient* const client = display_.client(window.owner());
    const auto process = static_cast<pid_t>(client ? client->processId : 0);
    const pid_t group = process > 0 ? ::getpgid(process) : -1;
    return std::ranges::find_if(underWay_, [&, name = instance, kind = classOfIt](const auto& one) {
        const std::string& wanted = one.windowClass;
        return (!wanted.empty() && (sameLetters(wanted, name) || sameLetters(wanted, kind))) ||
               (one.process != 0 && one.process == group);
    });
}

// To all that listen: panels, and a window manager.
void Launches::tell(const StartupMessage& message)
{
    if (!display_.resources().find<Window>(sender_)) sender_ = display_.createOwnWindow().id();
    const std::string text = message.text();
    x11::ClientMessageEvent event;
    event.format = 8;
    event.window = sender_;
    event.type = atoms_.startupInfoBegin;
    for (std::size_t at = 0; at <= text.size(); at += StartupMessages::pieceBytes) { // and a zero
        event.data = {};
        const std::size_t count = std::min(StartupMessages::pieceBytes, text.size() - at);
        std::memcpy(&event.data, text.data() + at, count);
        for (const EventSelection selection : display_.root().selections()) {
            XClient* const client = display_.client(selection.client);
            if (!client || !(selection.mask & x11::EventMask::PropertyChange)) continue;
            x11::ClientMessageEvent sent = event;
            // It is written as 32-bit units, and read as bytes.
            if (client->byteOrder() != x11::nativeOrder) x11::swapBytes(sent.data);
            sendSynthetic(*client, sent);
        }
        event.type = atoms_.startupInfo;
    }
}

void Launches::setTimer()
{
    if (underWay_.empty())
        timer_.stop();
    else
        timer_.set(underWay_.front().deadline);
}

void Launches::timeOut()
{
    while (!underWay_.empty() && !isEarlier(display_.now(), underWay_.front().deadline))
        drop(underWay_.begin());
    setTimer();
}

} // namespace vitrine
