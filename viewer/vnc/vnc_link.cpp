// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/vnc/vnc_link.h"

#include "viewer/vnc/vnc_callbacks.h"

#include <poll.h>
#include <rfb/rfbclient.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace vitrine {

namespace {

constexpr int idleMilliseconds = 1'000;
constexpr unsigned int readSeconds = 20; // within one message

} // namespace

VncLink::VncLink(int socket, std::string host, VncOptions options)
    : socket_(socket), host_(std::move(host)), options_(std::move(options)),
      wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
}

void VncLink::start()
{
    thread_ = std::thread([this] { run(); });
}

VncLink::~VncLink()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        if (socketOpen_) shutdown(socket_, SHUT_RDWR); // whatever the thread waits for fails now
    }
    answered_.notify_all();
    eventfd_write(wake_, 1);
    if (thread_.joinable())
        thread_.join();
    else
        ::close(socket_);
    ::close(wake_);
}

void VncLink::run()
{
    vncErrorText().clear();
    rfbClient* client = rfbGetClient(8, 3, 4);
    prepare(*client, *this, options_, host_);
    client->sock = socket_;
    client->listenSpecified = TRUE; // the socket is connected already
    client->readTimeout = readSeconds;
    SetNonBlocking(socket_);
    const bool begun = rfbInitClient(client, nullptr, nullptr); // frees the client where it fails
    if (begun) {
        letIn_ = true;
        Q_EMIT this->begun(QString::fromUtf8(client->desktopName));
        while (!stopping_ && converse(client)) {
        }
    }
    {
        const std::lock_guard lock(mutex_);
        socketOpen_ = false;
    }
    if (begun) cleanUp(*client);
    if (stopping_) return;
    const QString text = QString::fromUtf8(vncErrorText()).trimmed();
    Q_EMIT ended(passwordAsked_ && !letIn_,
                 text.isEmpty() ? QStringLiteral("the server closed the connection") : text);
}

bool VncLink::converse(rfbClient* client)
{
    if (client->buffered == 0) {
        pollfd waiting[] = {{socket_, POLLIN, 0}, {wake_, POLLIN, 0}};
        poll(waiting, 2, idleMilliseconds);
    }
    eventfd_t ignored = 0;
    eventfd_read(wake_, &ignored);
    std::vector<Command> commands;
    {
        const std::lock_guard lock(mutex_);
        commands.swap(commands_);
    }
    for (const Command& command : commands) command(client);
    // The library looks at the socket alone, though it may hold the next message already.
    const int ready = client->buffered > 0 ? 1 : WaitForMessage(client, 0);
    if (ready < 0) return false;
    if (ready > 0 && !HandleRFBServerMessage(client)) return false;
    gather(client);
    return true;
}

// Hands over what changed, unless the face still has the last of it to take.
void VncLink::gather(rfbClient* client)
{
    const std::lock_guard lock(mutex_);
    if (newsUnderWay_ || (damage_.isEmpty() && !newSize_)) return;
    news_ = {.size = std::exchange(newSize_, std::nullopt), .patches = {}, .frames = frames_};
    const QImage whole(client->frameBuffer, size_.width(), size_.height(), size_.width() * 4,
                       QImage::Format_RGB32);
    for (const QRect& rect : std::exchange(damage_, {}) & QRect(QPoint(), size_))
        news_.patches.emplace_back(rect.topLeft(), whole.copy(rect));
    newsUnderWay_ = true;
    Q_EMIT newsCame();
}

VncNews VncLink::takeNews()
{
    const std::lock_guard lock(mutex_);
    newsUnderWay_ = false;
    eventfd_write(wake_, 1); // there may be more
    return std::exchange(news_, {});
}

void VncLink::post(Command command)
{
    {
        const std::lock_guard lock(mutex_);
        if (commands_.size() >= commandLimit) return; // the server reads nothing: it is lost
        commands_.push_back(std::move(command));
    }
    eventfd_write(wake_, 1);
}

void VncLink::pointer(int x, int y, int buttonMask)
{
    post([=](rfbClient* client) { SendPointerEvent(client, x, y, buttonMask); });
}

void VncLink::key(std::uint32_t keysym, bool pressed)
{
    post([=](rfbClient* client) { SendKeyEvent(client, keysym, pressed ? TRUE : FALSE); });
}

void VncLink::clipboard(std::string latin1)
{
    post([text = std::move(latin1)](rfbClient* client) mutable {
        SendClientCutText(client, text.data(), static_cast<int>(text.size()));
    });
}

void VncLink::resize(int width, int height)
{
    post([=](rfbClient* client) {
        SendExtDesktopSize(client, static_cast<std::uint16_t>(width),
                           static_cast<std::uint16_t>(height));
    });
}

void VncLink::answerPassword(std::optional<Credentials> credentials)
{
    {
        const std::lock_guard lock(mutex_);
        answer_ = std::move(credentials);
        asking_ = false;
    }
    answered_.notify_all();
}

std::optional<VncLink::Credentials> VncLink::ask(bool withUser)
{
    std::unique_lock lock(mutex_);
    passwordAsked_ = true;
    asking_ = true;
    Q_EMIT passwordNeeded(withUser);
    answered_.wait(lock, [this] { return !asking_ || stopping_; });
    if (!answer_ && !stopping_) vncErrorText() = "no password was given";
    return std::exchange(answer_, std::nullopt);
}

bool VncLink::adopt(QSize size)
{
    const std::lock_guard lock(mutex_);
    size_ = size;
    newSize_ = size;
    damage_ = QRect(QPoint(), size);
    return true;
}

void VncLink::damaged(const QRect& rect)
{
    const std::lock_guard lock(mutex_);
    damage_ += rect;
    if (damage_.rectCount() > patchLimit) damage_ = damage_.boundingRect();
}

void VncLink::frameDone()
{
    const std::lock_guard lock(mutex_);
    ++frames_;
}

} // namespace vitrine
