// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/vnc/vnc_connection.h"

#include "viewer/model/screen.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QNetworkProxy>
#include <QPainter>
#include <QPixmap>
#include <algorithm>

namespace vitrine {

namespace {

constexpr int connectMilliseconds = 10'000;
constexpr int measureMilliseconds = 500;
constexpr SurfaceId desktop{1};
constexpr int wheelClick = 120;
constexpr int wheelUp = 3, wheelDown = 4, wheelLeft = 5, wheelRight = 6; // bits: buttons 4 to 7

template<class... Callables> struct Overloaded : Callables... {
    using Callables::operator()...;
};

} // namespace

VncConnection::VncConnection(const Address& address, Screen& screen, VncOptions options,
                             std::optional<QString> password)
    : address_(address), screen_(screen), options_(std::move(options)),
      password_(std::move(password))
{
    connect(&measuring_, &QTimer::timeout, this, &VncConnection::measure);
}

VncConnection::~VncConnection()
{
    close();
}

void VncConnection::open()
{
    passwordTried_ = false;
    socket_ = std::make_unique<QTcpSocket>();
    socket_->setProxy(QNetworkProxy::NoProxy);
    connect(socket_.get(), &QTcpSocket::connected, this, &VncConnection::onConnected);
    connect(socket_.get(), &QTcpSocket::errorOccurred, this, [this](auto error) {
        const QString text =
            error == QAbstractSocket::ConnectionRefusedError
                ? QStringLiteral("Nothing listens at %1.").arg(address_.text())
                : QStringLiteral("%1: %2").arg(address_.text(), socket_->errorString());
        fail(End::Lost, text);
    });
    QTimer::singleShot(connectMilliseconds, socket_.get(), [this] {
        fail(End::Lost, QStringLiteral("%1 does not answer.").arg(address_.text()));
    });
    socket_->connectToHost(address_.host, static_cast<quint16>(address_.port));
}

void VncConnection::onConnected()
{
    // libvncclient reads by itself, on its own thread: it gets a descriptor of its own.
    const int socket = dup(static_cast<int>(socket_->socketDescriptor()));
    descriptor_ = dup(socket);
    socket_->disconnect(this);
    socket_->abort();
    socket_.release()->deleteLater();
    opened_ = false;
    link_ = std::make_unique<VncLink>(socket, address_.host.toStdString(), options_);
    connect(link_.get(), &VncLink::begun, this, &VncConnection::onBegun);
    connect(link_.get(), &VncLink::newsCame, this, &VncConnection::onNews);
    connect(link_.get(), &VncLink::ended, this, &VncConnection::onEnded);
    connect(link_.get(), &VncLink::clipboardCame, this,
            [this](const QString& text) { screen_.setClipboard(text); });
    connect(link_.get(), &VncLink::rang, this, [this] { screen_.ring(); });
    connect(link_.get(), &VncLink::cursorCame, this, [this](const QImage& image, QPoint hotspot) {
        screen_.setCursor(image.isNull()
                              ? QCursor(Qt::BlankCursor)
                              : QCursor(QPixmap::fromImage(image), hotspot.x(), hotspot.y()));
    });
    connect(link_.get(), &VncLink::passwordNeeded, this, [this](bool withUser) {
        if (password_ && !withUser && !std::exchange(passwordTried_, true))
            answerPassword({}, *password_);
        else
            Q_EMIT passwordNeeded(withUser);
    });
    link_->start();
    measuring_.start(measureMilliseconds);
}

void VncConnection::close()
{
    measuring_.stop();
    if (socket_) {
        socket_->disconnect(this);
        socket_->abort();
        socket_.release()->deleteLater();
    }
    if (link_) {
        measure();
        link_->disconnect(this);
        link_.reset();
        earlierIn_ += std::exchange(linkIn_, 0);
        earlierOut_ += std::exchange(linkOut_, 0);
        earlierFrames_ = traffic_.frames;
    }
    if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
    buttons_ = 0;
    keysDown_.clear();
}

void VncConnection::fail(End end, const QString& why)
{
    close();
    Q_EMIT closed(end, why);
}

void VncConnection::onBegun(const QString& name)
{
    name_ = name;
}

void VncConnection::onEnded(bool wrongPassword, const QString& why)
{
    if (wrongPassword) password_.reset();
    fail(wrongPassword ? End::Wrong : End::Lost,
         wrongPassword ? QStringLiteral("%1 did not let us in: %2").arg(address_.text(), why)
                       : QStringLiteral("%1: %2").arg(address_.text(), why));
}

void VncConnection::onNews()
{
    if (!link_) return;
    const VncNews news = link_->takeNews();
    if (news.size) {
        image_ = QImage(*news.size, QImage::Format_RGB32);
        image_.fill(Qt::black);
        screen_.begin(name_, *news.size, true);
        screen_.put(Surface{.id = desktop,
                            .role = SurfaceRole::Root,
                            .states = Mapped,
                            .decorated = false,
                            .title = name_.toStdString()});
    }
    QRegion damage;
    screen_.setImage(desktop, {}); // so that painting on ours makes no copy
    QPainter painter(&image_);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    for (const auto& [at, patch] : news.patches) {
        painter.drawImage(at, patch);
        damage += QRect(at, patch.size());
    }
    painter.end();
    screen_.setImage(desktop, image_);
    screen_.damage(desktop, damage);
    traffic_.frames = earlierFrames_ + news.frames;
    if (!std::exchange(opened_, true)) {
        if (!viewport_.isEmpty()) link_->resize(viewport_.width(), viewport_.height());
        Q_EMIT opened();
    }
    screen_.endFrame();
}

void VncConnection::send(const Input& input)
{
    if (!link_) return;
    std::visit(Overloaded{
                   [&](const PointerMove& move) {
                       pointer_ = move.position;
                       link_->pointer(pointer_.x, pointer_.y, buttons_);
                   },
                   [&](const PointerButton& button) {
                       if (button.button < 1 || button.button > 8) return; // RFB has no more
                       const int bit = 1 << (button.button - 1);
                       buttons_ = button.pressed ? buttons_ | bit : buttons_ & ~bit;
                       link_->pointer(pointer_.x, pointer_.y, buttons_);
                   },
                   [&](const Wheel& turned) { wheel(turned); },
                   [&](const Key& key) {
                       const std::uint32_t keysym = key.keysym;
                       if (keysym == 0) return;
                       std::erase(keysDown_, keysym);
                       if (key.pressed) keysDown_.push_back(keysym);
                       link_->key(keysym, key.pressed);
                   },
                   [&](const ReleaseAll&) {
                       for (const std::uint32_t keysym : std::exchange(keysDown_, {}))
                           link_->key(keysym, false);
                       if (std::exchange(buttons_, 0) != 0)
                           link_->pointer(pointer_.x, pointer_.y, 0);
                   },
                   [&](const SetClipboard& clipboard) {
                       link_->clipboard(
                           QString::fromStdString(clipboard.text).toLatin1().toStdString());
                   },
                   [](const auto&) {}, // of our own protocol alone
               },
               input);
}

void VncConnection::wheel(const Wheel& turned)
{
    wheelX_ += turned.horizontal;
    wheelY_ += turned.vertical;
    for (; wheelY_ >= wheelClick; wheelY_ -= wheelClick) press(wheelDown);
    for (; wheelY_ <= -wheelClick; wheelY_ += wheelClick) press(wheelUp);
    for (; wheelX_ >= wheelClick; wheelX_ -= wheelClick) press(wheelRight);
    for (; wheelX_ <= -wheelClick; wheelX_ += wheelClick) press(wheelLeft);
}

void VncConnection::press(int bit)
{
    link_->pointer(pointer_.x, pointer_.y, buttons_ | 1 << bit);
    link_->pointer(pointer_.x, pointer_.y, buttons_);
}

void VncConnection::setViewport(QSize size)
{
    if (std::exchange(viewport_, size) != size && link_ && opened_)
        link_->resize(size.width(), size.height());
}

void VncConnection::answerPassword(const QString& user, const QString& password)
{
    if (!link_) return;
    if (password.isNull()) {
        link_->answerPassword(std::nullopt);
        return;
    }
    if (user.isEmpty()) password_ = password; // for the next attempt
    link_->answerPassword(VncLink::Credentials{user.toStdString(), password.toStdString()});
}

Traffic VncConnection::traffic() const
{
    return traffic_;
}

// The library does not count; the kernel does.
void VncConnection::measure()
{
    tcp_info info{};
    socklen_t size = sizeof info;
    if (descriptor_ < 0 || getsockopt(descriptor_, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
        return;
    linkIn_ = info.tcpi_bytes_received;
    linkOut_ = info.tcpi_bytes_acked;
    traffic_.bytesIn = earlierIn_ + linkIn_;
    traffic_.bytesOut = earlierOut_ + linkOut_;
    traffic_.roundTripMilliseconds = info.tcpi_rtt / 1000.0;
}

} // namespace vitrine
