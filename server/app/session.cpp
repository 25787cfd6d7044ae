// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/app/session.h"

#include "server/app/repeat_timer.h"
#include "server/clients/x_server.h"
#include "server/display/display.h"
#include "server/display/extension_states.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/keymap.h"
#include "server/display/policy/launches.h"
#include "server/display/policy/policy.h"
#include "server/gateway/gateway.h"
#include "server/gateway/gateway_socket.h"
#include "server/rfb/rfb_server.h"
#include "server/scene/scene.h"
#include "server/sessions/applications.h"
#include "server/sessions/control_socket.h"
#include "server/sessions/programs.h"
#include "server/sessions/records.h"
#include "server/viewers/frame_clock.h"
#include "server/viewers/viewers.h"
#include "server/viewers/web_socket_transport.h"

#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <sstream>

namespace vitrine {

namespace fs = std::filesystem;
namespace net = boost::asio;

namespace {

constexpr std::uint16_t firstWebPort = 7400;
constexpr std::uint16_t lastWebPort = 7499;
constexpr std::chrono::seconds linkTime{600}; // a person reads them off a terminal

// The built page: installed beside the program, or in the build folder.
fs::path defaultPage()
{
    std::error_code error;
    const fs::path bin = fs::read_symlink("/proc/self/exe", error).parent_path();
    for (const char* beside : {"../share/vitrine/page", "../web/dist"})
        if (fs::exists(bin / beside / "index.html", error))
            return fs::weakly_canonical(bin / beside);
    throw SessionError("the built page is not beside the program; give its folder by --page");
}

// How its user starts the viewer: by the one beside us, where there is one.
std::string viewerCommand()
{
    std::error_code error;
    const fs::path beside =
        fs::read_symlink("/proc/self/exe", error).parent_path() / "vitrine-viewer";
    return fs::exists(beside, error) ? beside.string() : "vitrine-viewer";
}

std::string joined(const std::vector<std::string>& words)
{
    std::string line;
    for (const std::string& word : words) line += (line.empty() ? "" : " ") + word;
    return line;
}

// The name itself, or the name with a number after it where others have it.
std::string freeName(const std::string& wanted, const std::vector<SessionRecord>& running)
{
    const auto taken = [&](const std::string& name) {
        return std::ranges::find(running, name, &SessionRecord::name) != running.end();
    };
    std::string name = wanted;
    for (int number = 2; taken(name); ++number) name = wanted + "-" + std::to_string(number);
    return name;
}

bool isPlainName(const std::string& name)
{
    return !name.empty() && name.size() <= 64 && name.front() != '.' &&
           std::ranges::all_of(name, [](unsigned char c) {
               return std::isalnum(c) || c == '-' || c == '_' || c == '.';
           });
}

} // namespace

Session::Session(SessionOptions options) : options_(std::move(options)), stopSignals_(io_)
{
    std::error_code error;
    const fs::path directory = runtimeDirectory(error);
    if (error)
        throw SessionError("cannot use " + directory.string() + ": " + error.message() +
                           "; set XDG_RUNTIME_DIR to a folder of yours");
    records_ = std::make_unique<SessionRecords>(directory);
    if (options_.name.empty())
        options_.name = options_.desktop || options_.program.empty()
                            ? "desktop"
                            : fs::path(options_.program[0]).filename().string();
    if (!isPlainName(options_.name))
        throw SessionError("a session's name is up to 64 letters, digits, '-', '_' and '.'");
    options_.name = freeName(options_.name, records_->all());

    startX(directory);
    startViewers();
    startGateway();
    if (options_.rfb) startRfb();
    startControl(directory);
    startPrograms();
}

Session::~Session()
{
    if (recorded_) records_->remove(options_.name);
    viewers_->closeAll("the session has ended");
    programs_.reset();
    rfb_.reset();
    gateway_.reset();
    io_.restart();
    io_.run_for(std::chrono::milliseconds(200)); // closing frames reach the viewers
    viewers_.reset();
    workers_.join();
}

void Session::startX(const fs::path& directory)
{
    display_ = std::make_unique<Display>(clock_, options_.screen, options_.fontPath);
    setKeyboard();
    if (options_.unmanaged) display_->policy().standAside();
    scene_ = std::make_unique<Scene>(*display_);
    frameClock_ = std::make_unique<FrameClock>(io_, *scene_);
    repeatTimer_ = std::make_unique<RepeatTimer>(io_, clock_, display_->input());
    XServerOptions x;
    x.display = options_.display;
    x.runtimeDirectory = directory;
    x.trace = options_.traceX11;
    x.byteSwappedClients = options_.byteSwappedClients;
    try {
        xServer_ = std::make_unique<XServer>(io_, *display_, x);
    } catch (const XServerError& error) {
        throw SessionError(error.what());
    }
    xServer_->awaitsIdle = [this] { return frameClock_->awaitsIdle(); };
    xServer_->onIdle = [this] { frameClock_->idle(); };
}

void Session::setKeyboard()
{
    KeymapNames names;
    if (!options_.keyboardModel.empty()) names.model = options_.keyboardModel;
    if (!options_.keyboardLayout.empty()) names.layout = options_.keyboardLayout;
    names.variant = options_.keyboardVariant;
    names.options = options_.keyboardOptions;
    if (names == KeymapNames{}) return;
    try {
        display_->input().setKeymap(names);
    } catch (const std::runtime_error&) {
        throw SessionError("there is no such keyboard; 'localectl list-x11-keymap-layouts' or "
                           "/usr/share/X11/xkb/rules/evdev.lst name those there are");
    }
}

void Session::startViewers()
{
    ViewerOptions viewers;
    viewers.sessionName = options_.name;
    viewers.desktop = options_.desktop && !options_.program.empty(); // a window manager's desktop
    viewers.checkEverything = options_.checkEverything;
    viewers_ = std::make_unique<Viewers>(io_, workers_, *scene_, viewers);
    display_->extensions().presentations.behind = [this] {
        return viewers_ && viewers_->behind() && !(rfb_ && rfb_->statistics().clients > 0);
    };
}

void Session::startGateway()
{
    GatewayOptions gateway;
    gateway.limits.linkTime = linkTime;
    gateway.page = options_.pageDirectory.empty() ? defaultPage() : options_.pageDirectory;
    const std::uint16_t first = options_.webPort ? options_.webPort : firstWebPort;
    const std::uint16_t last = options_.webPort ? options_.webPort : lastWebPort;
    for (std::uint16_t port = first;; ++port) {
        gateway.port = port;
        gateway_ = std::make_unique<Gateway>(io_, gateway);
        const boost::system::error_code error = gateway_->start();
        if (!error) break;
        if (error != net::error::address_in_use || port == last)
            throw SessionError("cannot listen on port " + std::to_string(port) + ": " +
                               error.message() + "; choose another by --port");
    }
    gateway_->onSocket([this](std::unique_ptr<GatewaySocket> socket, Role role) {
        viewers_->attach(std::make_shared<WebSocketTransport>(std::move(socket->stream)), role);
    });
    applications_ = installedApplications();
    addRoutes();
}

void Session::startRfb()
{
    RfbOptions rfb;
    rfb.name = options_.name + " (Vitrine)";
    rfb.port = options_.rfbPort;
    rfb.display = xServer_->displayNumber();
    rfb.authenticate = options_.rfbPassword != "";
    rfb.password = options_.rfbPassword.value_or("");
    try {
        rfb_ = std::make_unique<RfbServer>(io_, *scene_, *display_, rfb);
    } catch (const std::system_error& error) {
        throw SessionError(error.what());
    }
}

void Session::startControl(const fs::path& directory)
{
    const std::string path = directory / ("control-" + options_.name);
    boost::system::error_code error;
    control_ = std::make_unique<ControlSocket>(
        io_, path,
        [this](const std::string& word) {
            return word == "link" ? gateway_->link(Role::Owner) : std::string("unknown word");
        },
        error);
    if (error) throw SessionError("cannot listen at " + path + ": " + error.message());

    SessionRecord record;
    record.name = options_.name;
    record.pid = ::getpid();
    record.display = xServer_->displayName();
    record.xauthority = xServer_->xauthority();
    record.command = options_.program.empty() ? "(desktop)" : joined(options_.program);
    record.webPort = gateway_->port();
    record.rfbPort = static_cast<std::uint16_t>(rfb_ ? rfb_->port() : 0);
    record.control = path;
    record.started = std::chrono::system_clock::now();
    std::error_code failure;
    records_->write(record, failure);
    if (failure)
        throw SessionError("cannot write into " + directory.string() + ": " + failure.message());
    recorded_ = true;
}

void Session::startPrograms()
{
    programs_ = std::make_unique<Programs>(
        io_,
        std::map<std::string, std::string>{{"DISPLAY", xServer_->displayName()},
                                           {"XAUTHORITY", xServer_->xauthority()},
                                           {"XDG_SESSION_TYPE", "x11"},
                                           {"DESKTOP_STARTUP_ID", ""}, // ours, if any
                                           {"WAYLAND_DISPLAY", ""}},
        [this](const Program& program, int status) { programEnded(program, status); });
    if (options_.program.empty()) return;
    std::error_code error;
    // What runs a whole desktop has no window to wait for.
    main_ = options_.desktop
                ? programs_->start(options_.program, error)
                : startAnnounced(options_.program, applicationOf(options_.program, applications_),
                                 error);
    if (!main_)
        throw SessionError("cannot start " + options_.program[0] + ": " + error.message() +
                           (error == std::errc::no_such_file_or_directory
                                ? "; is it installed, and in PATH?"
                                : ""));
}

void Session::programEnded(const Program& program, int waitStatus)
{
    display_->policy().launches().ended(program.pid());
    scene_->noteChanges();
    const bool failed = waitStatus != 0;
    if (failed)
        std::fprintf(stderr, "vitrine: %s %s\n", program.name().c_str(),
                     describeExit(waitStatus).c_str());
    if (program.pid() == main_ && !options_.keep) end(failed ? 1 : 0);
}

void Session::end(int status)
{
    status_ = status;
    io_.stop();
}

int Session::run()
{
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) stopSignals_.add(number);
    stopSignals_.async_wait([this](const boost::system::error_code& error, int) {
        if (!error) end(0);
    });
    io_.run();
    return status_;
}

std::string Session::summary()
{
    std::ostringstream text;
    text << "Session '" << options_.name << "' is running; Ctrl-C ends it.\n"
         << "  In a browser    " << gateway_->link(Role::Owner) << "\n"
         << "  In the viewer   " << viewerCommand() << " '" << gateway_->link(Role::Owner) << "'\n";
    if (rfb_) {
        text << "  By VNC          127.0.0.1:" << rfb_->port();
        if (!rfb_->password().empty()) text << "   password " << rfb_->password();
        text << "\n";
    }
    text << "  X programs      DISPLAY=" << xServer_->displayName()
         << " XAUTHORITY=" << xServer_->xauthority().string() << "\n"
         << "Each link works once, for ten minutes; 'vitrine attach " << options_.name
         << "' prints another.\n";
    return text.str();
}

} // namespace vitrine
