// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/app/options.h"
#include "server/base/clock.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/thread_pool.hpp>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

namespace vitrine {

struct ApiRequest;
struct ApiAnswer;
struct Application;
class ControlSocket;
class Display;
class FrameClock;
class Gateway;
class Program;
class Programs;
class RepeatTimer;
class RfbServer;
class Scene;
class SessionRecords;
class Viewers;
class XServer;

// Why a session cannot start, and what to do about it: one line for its user.
struct SessionError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// One session, all of it: the X server, what viewers are shown, the ways in, and its programs.
// Everything but encoding runs in `run`, on one thread.
class Session {
public:
    explicit Session(SessionOptions options); // listens; throws SessionError
    ~Session();                               // ends the programs, leaves nothing behind

    int run(); // until the program ends, or a signal, or stop; the exit status

    std::string summary(); // addresses, for its user

private:
    void startX(const std::filesystem::path& directory);
    void setKeyboard();
    void startViewers();
    void startGateway();
    void startRfb();
    void startControl(const std::filesystem::path& directory); // and writes the session's record
    void startPrograms();
    // So that viewers see that it starts; `application` is its menu entry, or null.
    std::optional<pid_t> startAnnounced(const std::vector<std::string>& command,
                                        const Application* application, std::error_code& error);
    void addRoutes();
    ApiAnswer launch(const ApiRequest& request);
    ApiAnswer describeWindows() const;
    ApiAnswer describeStatistics() const;
    void programEnded(const Program& program, int waitStatus);
    void end(int status);

    SessionOptions options_;
    boost::asio::io_context io_{1};
    boost::asio::thread_pool workers_{1};
    SteadyClock clock_;
    boost::asio::signal_set stopSignals_;
    std::unique_ptr<Display> display_;
    std::unique_ptr<Scene> scene_;
    std::unique_ptr<FrameClock> frameClock_;
    std::unique_ptr<RepeatTimer> repeatTimer_;
    std::unique_ptr<XServer> xServer_;
    std::unique_ptr<Viewers> viewers_;
    std::unique_ptr<RfbServer> rfb_;
    std::unique_ptr<Gateway> gateway_;
    std::unique_ptr<Programs> programs_;
    std::unique_ptr<SessionRecords> records_;
    std::unique_ptr<ControlSocket> control_;
    std::optional<pid_t> main_; // the program the session is for
    std::vector<Application> applications_;
    bool recorded_ = false;
    int status_ = 0;
};

} // namespace vitrine
