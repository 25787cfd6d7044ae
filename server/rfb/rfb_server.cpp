// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/rfb/rfb_server.h"

#include "server/rfb/desk.h"
#include "server/rfb/hand.h"
#include "server/rfb/penalties.h"
#include "server/rfb/rfb_thread.h"
#include "server/rfb/session_desk.h"
#include "server/rfb/viewer_link.h"

#include <boost/asio/post.hpp>

#include <cassert>
#include <map>
#include <system_error>

namespace vitrine {

namespace net = boost::asio;
using boost::system::error_code;
using tcp = net::ip::tcp;

namespace {

constexpr int firstPort = 5900, portsTried = 100;
constexpr std::size_t longestText = 1 << 20;

[[noreturn]] void refuse(const error_code& error, const std::string& what)
{
    throw std::system_error(error.value(), std::generic_category(), what);
}

void listen(tcp::acceptor& acceptor, const tcp::endpoint& at, error_code& error)
{
    acceptor.open(at.protocol(), error);
    if (!error) acceptor.set_option(net::socket_base::reuse_address(true), error);
    if (!error) acceptor.bind(at, error);
    if (!error) acceptor.listen(net::socket_base::max_listen_connections, error);
    error_code ignored;
    if (error) acceptor.close(ignored);
}

// On the wished port, or the first free one.
void listen(tcp::acceptor& acceptor, const RfbOptions& options)
{
    error_code error;
    const auto address = net::ip::make_address(options.address, error);
    if (error) refuse(error, "VNC: “" + options.address + "” is no numeric address");
    const int first = options.port != 0 ? options.port : firstPort + options.display;
    const int last = options.port != 0 ? first : first + portsTried;
    for (int port = first; port <= last; ++port) {
        if (port < 1 || port > 65535) break;
        listen(acceptor, {address, static_cast<std::uint16_t>(port)}, error);
        if (!error) return;
        if (error != net::error::address_in_use) break;
    }
    refuse(error, "VNC: cannot listen on " + options.address + " port " + std::to_string(first) +
                      (options.port != 0 ? "; choose another with --vnc-port" : ""));
}

} // namespace

// The glue, all on the core thread: links of viewers on one side, the desk on the other, and the
// RFB thread behind both. What the thread says is posted to the loop.
class RfbServer::Implementation : public std::enable_shared_from_this<Implementation>,
                                  private RfbDeskWatcher,
                                  private RfbLinkOwner {
public:
    Implementation(net::io_context& loop, std::unique_ptr<RfbDesk> desk, RfbOptions options)
        : loop_(loop), desk_(std::move(desk)), options_(std::move(options)), acceptor_(loop)
    {
        entry_ = {.authenticate = options_.authenticate,
                  .password = options_.password.empty() && options_.authenticate
                                  ? makePassword()
                                  : options_.password,
                  .viewOnlyPassword = options_.viewOnlyPassword};
        listen(acceptor_, options_);
        port_ = acceptor_.local_endpoint().port();
    }

    ~Implementation() override { assert(stopped_); }

    void start() { accept(); }

    void stop()
    {
        if (std::exchange(stopped_, true)) return;
        error_code ignored;
        acceptor_.close(ignored);
        while (!links_.empty()) links_.begin()->first->close();
        thread_.reset();
        desk_.reset(); // the session may end before the loop lets go of us
    }

    int port() const { return port_; }
    const std::string& password() const { return entry_.password; }

    RfbStatistics statistics() const
    {
        RfbStatistics result = ended_;
        for (const auto& [link, viewer] : links_) {
            result.bytesSent += link->bytesSent();
            result.bytesReceived += link->bytesReceived();
            if (link->isIn()) ++result.clients;
        }
        if (thread_) {
            result.frames = thread_->frames();
            result.copies = thread_->copies();
        }
        return result;
    }

private:
    struct Viewer {
        std::shared_ptr<RfbViewerLink> link;
        RfbHand hand;
    };

    void accept()
    {
        acceptor_.async_accept([self = shared_from_this()](error_code error, tcp::socket socket) {
            if (self->stopped_) return;
            if (!error) self->welcome(std::move(socket));
            self->accept();
        });
    }

    void welcome(tcp::socket socket)
    {
        if (links_.size() >= static_cast<std::size_t>(options_.clientLimit)) {
            ++ended_.refused;
            return; // which closes it
        }
        const auto link = std::make_shared<RfbViewerLink>(std::move(socket), entry_,
                                                          static_cast<RfbLinkOwner&>(*this));
        links_.emplace(link.get(), Viewer{link, RfbHand(*desk_)});
        link->start();
    }

    // RfbLinkOwner
    bool mayTry(const net::ip::address& from) override
    {
        return !penalties_.waits(from.to_string(), std::chrono::steady_clock::now());
    }

    void tried(const net::ip::address& from, bool right) override
    {
        if (right)
            penalties_.succeeded(from.to_string());
        else
            penalties_.failed(from.to_string(), std::chrono::steady_clock::now());
    }

    void entered(RfbViewerLink&, int socket, RfbRole role) override
    {
        if (in_++ == 0) watch();
        thread_->addViewer(socket, options_.viewOnly ? RfbRole::View : role);
    }

    void keyed(RfbViewerLink& link, std::uint32_t keysym, bool pressed) override
    {
        if (!options_.viewOnly) links_.at(&link).hand.key(keysym, pressed);
    }

    void pointed(RfbViewerLink& link, std::uint8_t buttons, Point at) override
    {
        if (!options_.viewOnly) links_.at(&link).hand.point(buttons, at, tracker_.layout());
    }

    void left(RfbViewerLink& link) override
    {
        const auto found = links_.find(&link);
        found->second.hand.letGo();
        ended_.bytesSent += link.bytesSent();
        ended_.bytesReceived += link.bytesReceived();
        const bool wasIn = link.isIn();
        links_.erase(found);
        if (!wasIn)
            ++ended_.refused;
        else if (--in_ == 0)
            unwatch();
    }

    std::size_t frameBytes() const override
    {
        return static_cast<std::size_t>(desk_->screen().area()) * 4;
    }

    // The screen is composed from the first viewer on until the last one.
    void watch()
    {
        if (!thread_) thread_ = std::make_unique<RfbThread>(options_.name, threadEvents());
        desk_->watch(this);
        tracker_.forget();
        thread_->setCursor(desk_->cursor());
        settled();
    }

    void unwatch()
    {
        desk_->watch(nullptr);
        tracker_.forget();
        unsettled_ = false;
        if (thread_) thread_->rest();
    }

    RfbThreadEvents threadEvents()
    {
        // Called on the RFB thread, which ends before we do; what is posted may come later.
        const auto tell = [this, weak = weak_from_this()](auto action) {
            net::post(loop_, [weak, action] {
                if (const auto self = weak.lock(); self && !self->stopped_) action(*self);
            });
        };
        return {
            .updateTaken = [tell] { tell([](Implementation& self) { self.updateTaken(); }); },
            .clipboardOffered =
                [tell](std::string text) {
                    tell([text](Implementation& self) {
                        if (text == self.clipboard_) return;
                        self.clipboard_ = text;
                        self.desk_->apply(SetClipboard{.text = text});
                        if (self.in_ > 1) self.thread_->setClipboard(text);
                    });
                },
            .resizeWished =
                [tell](Size size) {
                    tell([size](Implementation& self) { self.desk_->resize(size); });
                },
        };
    }

    void updateTaken()
    {
        updateUnderWay_ = false;
        if (unsettled_ && in_ > 0) desk_->settle();
    }

    // RfbDeskWatcher
    void damaged(SurfaceId surface, const Rect& rect) override { tracker_.damaged(surface, rect); }

    void copied(SurfaceId surface, Point from, const Rect& to) override
    {
        tracker_.copied(surface, from, to);
    }

    void cursorChanged() override { thread_->setCursor(desk_->cursor()); }

    void clipboardChanged(std::string_view text) override
    {
        if (text.size() > longestText || text == clipboard_) return;
        clipboard_ = text;
        thread_->setClipboard(clipboard_);
    }

    void bellRang() override { thread_->ringBell(); }

    void settled() override
    {
        unsettled_ = updateUnderWay_ || in_ == 0;
        if (unsettled_) return; // the tracker keeps what changes meanwhile
        const std::vector<RfbWindow> windows = desk_->windows();
        const ScreenChange change = tracker_.take(RfbLayout(desk_->screen(), windows));
        if (change.empty()) return;
        const auto letters = [this](char32_t character, Glyph& shape) {
            return desk_->letter(character, shape);
        };
        updateUnderWay_ = true;
        thread_->show(makeUpdate(change, tracker_.layout(), windows, letters));
    }

    net::io_context& loop_;
    std::unique_ptr<RfbDesk> desk_;
    RfbOptions options_;
    RfbEntry entry_;
    tcp::acceptor acceptor_;
    int port_ = 0;
    Penalties penalties_;
    std::map<RfbViewerLink*, Viewer> links_;
    int in_ = 0; // of them past the handshake
    ChangeTracker tracker_;
    bool updateUnderWay_ = false;
    bool unsettled_ = false; // something changed that could not be told yet
    bool stopped_ = false;
    std::string clipboard_; // what both sides have
    RfbStatistics ended_;   // of links that are no more
    std::unique_ptr<RfbThread> thread_;
};

RfbServer::RfbServer(net::io_context& loop, std::unique_ptr<RfbDesk> desk, RfbOptions options)
    : implementation_(std::make_shared<Implementation>(loop, std::move(desk), std::move(options)))
{
    implementation_->start();
}

RfbServer::RfbServer(net::io_context& loop, Scene& scene, Display& display, RfbOptions options)
    : RfbServer(loop, std::make_unique<SessionDesk>(scene, display), std::move(options))
{
}

RfbServer::~RfbServer()
{
    stop();
}

int RfbServer::port() const
{
    return implementation_->port();
}

const std::string& RfbServer::password() const
{
    return implementation_->password();
}

RfbStatistics RfbServer::statistics() const
{
    return implementation_->statistics();
}

void RfbServer::stop()
{
    implementation_->stop();
}

} // namespace vitrine
