// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/compare/comparison.h"

#include "server/base/clock.h"
#include "server/clients/x_server.h"
#include "server/compare/deflate_meter.h"
#include "server/compare/drawing_probe.h"
#include "server/compare/rfb_probe.h"
#include "server/display/display.h"
#include "server/rfb/rfb_server.h"
#include "server/scene/scene.h"
#include "server/sessions/programs.h"
#include "server/viewers/frame_clock.h"
#include "server/viewers/viewers.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/thread_pool.hpp>

#include <algorithm>
#include <csignal>
#include <memory>

namespace vitrine {

namespace net = boost::asio;
using namespace std::chrono_literals;

namespace {

using Time = std::chrono::steady_clock::time_point;

constexpr RfbProfile profiles[] = {
    {"RFB Raw", "copyrect raw"},
    {"RFB Hextile", "copyrect hextile raw"},
    {"RFB ZRLE", "copyrect zrle raw"},
    {"RFB Tight lossless", "copyrect tight raw"},
    {"RFB Tight JPEG quality 8", "copyrect tight raw", 8},
};

constexpr auto step = 10ms;
constexpr auto quiet = 400ms; // without a byte to any reader: all of them have everything
constexpr auto patience = 15s;

// The session, and its readers.
class Comparison {
public:
    explicit Comparison(const ComparisonOptions& options);
    ~Comparison();
    std::vector<Measurement> run();

private:
    std::vector<Measurement> soFar() const;
    void settle();
    void checkReaders() const;
    template<class Condition> void runUntil(Condition condition, Time end);

    const ComparisonOptions& options_;
    net::io_context io_{1};
    net::thread_pool workers_{1};
    net::signal_set interruption_{io_, SIGINT, SIGTERM};
    bool interrupted_ = false; // it ends with what was measured until then
    SteadyClock clock_;
    Display display_;
    Scene scene_{display_};
    FrameClock frameClock_{io_, scene_};
    XServer xServer_;
    DeflateMeter deflated_;
    std::unique_ptr<Viewers> viewers_;
    std::unique_ptr<DrawingProbe> drawing_;
    std::unique_ptr<RfbServer> rfb_;
    std::vector<std::unique_ptr<RfbProbe>> probes_;
    std::unique_ptr<Programs> programs_;
};

XServerOptions xOptions(const ComparisonOptions& options)
{
    XServerOptions x;
    x.runtimeDirectory = options.runtimeDirectory;
    return x;
}

Comparison::Comparison(const ComparisonOptions& options)
    : options_(options), display_(clock_, options.screen),
      xServer_(io_, display_, xOptions(options))
{
    xServer_.onReceived = [this](std::span<const std::byte> bytes) { deflated_.add(bytes); };
    xServer_.onIdle = [this] {
        deflated_.flush();
        frameClock_.idle();
    };
    interruption_.async_wait([this](boost::system::error_code error, int) {
        if (!error) interrupted_ = true;
    });
    viewers_ = std::make_unique<Viewers>(io_, workers_, scene_, ViewerOptions{});
    drawing_ = std::make_unique<DrawingProbe>(io_, *viewers_);
    RfbOptions rfb;
    rfb.display = xServer_.displayNumber();
    rfb.authenticate = false; // for the time of the measurement, on this machine alone
    rfb.viewOnly = true;
    rfb_ = std::make_unique<RfbServer>(io_, scene_, display_, rfb);
    for (const RfbProfile& profile : profiles)
        probes_.push_back(std::make_unique<RfbProbe>(profile, rfb_->port()));
    programs_ = std::make_unique<Programs>(
        io_,
        std::map<std::string, std::string>{{"DISPLAY", xServer_.displayName()},
                                           {"XAUTHORITY", xServer_.xauthority().string()}},
        [](const Program&, int) {});
}

Comparison::~Comparison()
{
    programs_.reset();
    probes_.clear();
    rfb_.reset();
    drawing_.reset();
    viewers_.reset();
    workers_.join();
}

template<class Condition> void Comparison::runUntil(Condition condition, Time end)
{
    while (!condition() && std::chrono::steady_clock::now() < end) io_.run_one_for(step);
}

void Comparison::checkReaders() const
{
    if (drawing_->failed()) throw ComparisonError("The drawing protocol's reader lost its way");
    for (const auto& probe : probes_)
        if (probe->failed())
            throw ComparisonError("The reader of " + probe->name() + " was cut off");
}

std::vector<Measurement> Comparison::soFar() const
{
    const Traffic& x = xServer_.traffic();
    std::vector<Measurement> all{
        {"X11", x.bytesReceived, x.requests},
        {"X11 through zlib", deflated_.bytes(), x.requests},
        {"Vitrine drawing protocol", drawing_->bytes(), drawing_->frames()},
    };
    for (const auto& probe : probes_)
        all.push_back({probe->name(), probe->bytes(), probe->frames()});
    return all;
}

// Waits until no reader is told anything any more.
void Comparison::settle()
{
    const Time end = std::chrono::steady_clock::now() + patience;
    std::vector<Measurement> last = soFar();
    Time changed = std::chrono::steady_clock::now();
    runUntil(
        [&] {
            checkReaders();
            auto now = soFar();
            const bool greeted =
                std::ranges::all_of(probes_, [](const auto& probe) { return probe->frames() > 0; });
            if (now != last || !greeted) {
                last = std::move(now);
                changed = std::chrono::steady_clock::now();
            }
            return std::chrono::steady_clock::now() - changed > quiet;
        },
        end);
}

std::vector<Measurement> Comparison::run()
{
    settle();
    const std::vector<Measurement> before = soFar();

    std::error_code error;
    programs_->start(options_.program, error);
    if (error)
        throw ComparisonError("Cannot start " + options_.program.front() + ": " + error.message());
    const Time end =
        options_.duration ? std::chrono::steady_clock::now() + *options_.duration : Time::max();
    runUntil([&] { return interrupted_ || programs_->count() == 0; }, end);
    settle();

    std::vector<Measurement> measured = soFar();
    for (std::size_t i = 0; i < measured.size(); ++i) {
        measured[i].bytes -= before[i].bytes;
        measured[i].frames -= before[i].frames;
    }
    return measured;
}

} // namespace

std::vector<Measurement> compareLanguages(const ComparisonOptions& options)
{
    try {
        return Comparison(options).run();
    } catch (const XServerError& error) {
        throw ComparisonError(error.what());
    } catch (const std::system_error& error) {
        throw ComparisonError(error.what());
    }
}

} // namespace vitrine
