// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/vitrine/vitrine_connection.h"

#include "protocol/ops/input_codec.h"
#include "protocol/ops/limits.h"
#include "viewer/model/screen.h"
#include "viewer/vitrine/pictures.h"

#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QNetworkProxy>
#include <QNetworkReply>

namespace vitrine {

namespace {

constexpr int enterMilliseconds = 10'000;
constexpr int pingMilliseconds = 2'000;

QUrl socketUrl(QUrl url)
{
    url.setScheme(url.scheme() == u"https" ? QStringLiteral("wss") : QStringLiteral("ws"));
    url.setPath(QStringLiteral("/session"));
    url.setQuery(QString());
    return url;
}

QString origin(const QUrl& url)
{
    return url.toString(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

QByteArray bytesOf(const std::vector<std::byte>& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

} // namespace

VitrineConnection::VitrineConnection(const Address& address, Screen& screen)
    : address_(address), screen_(screen)
{
    http_.setProxy(QNetworkProxy::NoProxy);
    http_.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy); // the cookie is all we want
    http_.setTransferTimeout(enterMilliseconds);
    connect(&pings_, &QTimer::timeout, this, [this] {
        if (socket_ && live_) socket_->ping();
    });
}

VitrineConnection::~VitrineConnection()
{
    close();
}

void VitrineConnection::open()
{
    if (cookie_.isEmpty() && address_.enter.hasQuery())
        enter();
    else
        openSocket();
}

void VitrineConnection::close()
{
    live_ = false;
    pings_.stop();
    if (reply_) {
        reply_->disconnect(this);
        reply_->abort();
    }
    if (socket_) {
        socket_->disconnect(this);
        socket_->close();
        socket_.release()->deleteLater(); // we may be called by one of its signals
    }
    if (client_) screen_.detach();
    client_.reset();
}

void VitrineConnection::enter()
{
    QNetworkRequest request(address_.enter);
    reply_ = http_.get(request);
    connect(reply_, &QNetworkReply::finished, this, [this] {
        QNetworkReply* reply = reply_;
        reply_.clear();
        reply->deleteLater();
        onEntered(reply);
    });
}

void VitrineConnection::onEntered(QNetworkReply* reply)
{
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0) {
        fail(End::Lost,
             QStringLiteral("No answer from %1: %2").arg(address_.text(), reply->errorString()));
        return;
    }
    if (status >= 400) {
        fail(End::Wrong, QStringLiteral("%1 refused this link (%2). A link works once and for a "
                                        "minute: ask for a new one with “vitrine info”.")
                             .arg(address_.text())
                             .arg(status));
        return;
    }
    for (const QNetworkCookie& cookie : http_.cookieJar()->cookiesForUrl(address_.enter)) {
        if (!cookie_.isEmpty()) cookie_ += "; ";
        cookie_ += cookie.toRawForm(QNetworkCookie::NameAndValueOnly);
    }
    if (cookie_.isEmpty())
        fail(End::Wrong,
             QStringLiteral("%1 is no Vitrine session: it gave no cookie.").arg(address_.text()));
    else
        openSocket();
}

void VitrineConnection::openSocket()
{
    socket_ = std::make_unique<QWebSocket>(origin(address_.enter));
    socket_->setProxy(QNetworkProxy::NoProxy);
    socket_->setMaxAllowedIncomingMessageSize(limits::frameBytes);
    socket_->setMaxAllowedIncomingFrameSize(limits::frameBytes);
    connect(socket_.get(), &QWebSocket::connected, this, &VitrineConnection::onOpened);
    connect(socket_.get(), &QWebSocket::disconnected, this, &VitrineConnection::onDisconnected);
    connect(socket_.get(), &QWebSocket::binaryMessageReceived, this, &VitrineConnection::onMessage);
    connect(socket_.get(), qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            &VitrineConnection::onHandshakeFailed);
    connect(socket_.get(), &QWebSocket::pong, this,
            [this](quint64 elapsed) { traffic_.roundTripMilliseconds = double(elapsed); });
    QNetworkRequest request(socketUrl(address_.enter));
    if (!cookie_.isEmpty()) request.setRawHeader("Cookie", cookie_);
    socket_->open(request);
}

void VitrineConnection::onOpened()
{
    client_ = std::make_unique<Client>(static_cast<ClientEvents&>(*this));
    live_ = true;
    firstFrame_ = true;
    keysDown_.clear();
    screen_.forgetLaunches();
    pings_.start(pingMilliseconds);
    send(Hello{.viewport = {viewport_.width(), viewport_.height()}, .resume = {}});
}

void VitrineConnection::onMessage(const QByteArray& frame)
{
    if (!live_) return;
    traffic_.bytesIn += static_cast<std::uint64_t>(frame.size());
    QElapsedTimer decoding;
    decoding.start();
    if (!client_->receive(std::as_bytes(std::span(frame.data(), std::size_t(frame.size()))))) {
        fail(End::Lost, QStringLiteral("%1 sent something that is no frame.").arg(address_.text()));
        return;
    }
    traffic_.decodeMilliseconds = static_cast<double>(decoding.nsecsElapsed()) / 1e6;
    traffic_.mismatches = client_->mismatches();
    ++traffic_.frames;
    send(Acknowledge{
        .frame = lastFrame_,
        .decodeMicroseconds = static_cast<std::uint32_t>(decoding.nsecsElapsed() / 1000),
        .mismatches = traffic_.mismatches,
    });
    for (RemoteSurface* surface : screen_.surfaces())
        if (const Image* pixels = client_->pixels(surface->id()))
            screen_.setImage(surface->id(), sharedPicture(*pixels));
    if (std::exchange(firstFrame_, false)) {
        screen_.keepOnly([this](SurfaceId id) { return client_->surface(id) != nullptr; });
        Q_EMIT opened();
    }
    screen_.endFrame();
}

void VitrineConnection::onDisconnected()
{
    if (!socket_) return;
    const auto code = socket_->closeCode();
    const QString reason = socket_->closeReason();
    if (live_ &&
        (code == QWebSocketProtocol::CloseCodeNormal ||
         code == QWebSocketProtocol::CloseCodeGoingAway) &&
        !reason.isEmpty())
        fail(End::Over, reason);
    else if (live_ && code == QWebSocketProtocol::CloseCodePolicyViolated)
        fail(End::Wrong, reason);
    else
        fail(End::Lost, reason.isEmpty()
                            ? QStringLiteral("The link to %1 was lost.").arg(address_.text())
                            : reason);
}

void VitrineConnection::onHandshakeFailed(QAbstractSocket::SocketError error)
{
    if (live_ || !socket_) return; // `disconnected` follows, and knows the reason
    const QString text = socket_->errorString();
    const bool refused = text.contains(u"401") || text.contains(u"403");
    if (refused)
        fail(End::Wrong, QStringLiteral("%1 does not know us: ask for a new link with “vitrine "
                                        "info”.")
                             .arg(address_.text()));
    else if (error == QAbstractSocket::ConnectionRefusedError)
        fail(End::Lost, QStringLiteral("Nothing listens at %1.").arg(address_.text()));
    else
        fail(End::Lost, QStringLiteral("%1: %2").arg(address_.text(), text));
}

void VitrineConnection::fail(End end, const QString& why)
{
    close();
    Q_EMIT closed(end, why);
}

bool VitrineConnection::isRepeat(const Key& key)
{
    const std::uint32_t name = key.code ? key.code : key.keysym;
    if (name == 0) return false; // composed text has no key that could be held
    if (key.pressed) return !keysDown_.insert(name).second;
    keysDown_.erase(name);
    return false;
}

void VitrineConnection::send(const Input& input)
{
    if (!live_) return;
    if (const auto* key = std::get_if<Key>(&input); key && isRepeat(*key)) return;
    if (std::holds_alternative<ReleaseAll>(input)) keysDown_.clear();
    const QByteArray bytes = bytesOf(encodeInput(input));
    traffic_.bytesOut += static_cast<std::uint64_t>(bytes.size());
    socket_->sendBinaryMessage(bytes);
}

void VitrineConnection::setViewport(QSize size)
{
    if (std::exchange(viewport_, size) != size) send(Viewport{{size.width(), size.height()}});
}

void VitrineConnection::welcomed(const Welcome& welcome)
{
    screen_.begin(QString::fromStdString(welcome.sessionName),
                  {welcome.screen.width, welcome.screen.height}, welcome.desktop);
}

void VitrineConnection::surfaceChanged(const Surface& surface)
{
    screen_.put(surface);
}

void VitrineConnection::surfaceDropped(SurfaceId id)
{
    screen_.drop(id);
}

void VitrineConnection::surfaceDamaged(SurfaceId id, const Rect& rect)
{
    screen_.damage(id, toQRect(rect));
}

void VitrineConnection::iconChanged(SurfaceId id, const Image& icon)
{
    screen_.setIcon(id, QIcon(QPixmap::fromImage(straightPicture(icon))));
}

void VitrineConnection::restacked(std::span<const SurfaceId> surfaces)
{
    screen_.restack(surfaces);
}

void VitrineConnection::cursorShown(const DefineCursor* cursor)
{
    screen_.setCursor(cursor ? cursorPicture(*cursor) : QCursor(Qt::BlankCursor));
}

void VitrineConnection::pointerWarped(Point)
{
    // A viewer's pointer is its user's: moving it under his hand helps nobody.
}

void VitrineConnection::clipboardChanged(std::string_view text)
{
    screen_.setClipboard(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
}

void VitrineConnection::primaryChanged(std::string_view text)
{
    screen_.setPrimary(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
}

void VitrineConnection::bellRang(int)
{
    screen_.ring();
}

void VitrineConnection::launchChanged(const Launch& launch)
{
    screen_.setLaunch(launch.number, launch.underWay);
}

void VitrineConnection::frameEnded(const FrameEnd& end)
{
    lastFrame_ = end.number;
}

} // namespace vitrine
