// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/client/client.h"
#include "viewer/model/address.h"
#include "viewer/model/connection.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QPointer>
#include <QTimer>
#include <QWebSocket>
#include <memory>
#include <set>
#include <unordered_map>

class QNetworkReply;

namespace vitrine {

class Screen;

// A session of Vitrine's own drawing protocol (protocol/README.md) over a WebSocket. The link that
// one is given is exchanged for a cookie first; the cookie serves all later attempts.
class VitrineConnection : public Connection, private ClientEvents {
    Q_OBJECT
public:
    VitrineConnection(const Address& address, Screen& screen); // the screen is borrowed
    ~VitrineConnection() override;

    void open() override;
    void close() override;
    void send(const Input& input) override;
    void setViewport(QSize size) override;
    void answerPassword(const QString&, const QString&) override {} // the link is the key
    Traffic traffic() const override { return traffic_; }

private:
    void enter();
    void onEntered(QNetworkReply* reply);
    void openSocket();
    void onOpened();
    void onMessage(const QByteArray& frame);
    void onDisconnected();
    void onHandshakeFailed(QAbstractSocket::SocketError error);
    void fail(End end, const QString& why);
    bool isRepeat(const Key& key); // of a key that is already down: the server repeats by itself

    // ClientEvents
    void welcomed(const Welcome& welcome) override;
    void surfaceChanged(const Surface& surface) override;
    void surfaceDropped(SurfaceId id) override;
    void surfaceDamaged(SurfaceId id, const Rect& rect) override;
    void iconChanged(SurfaceId id, const Image& icon) override;
    void restacked(std::span<const SurfaceId> surfaces) override;
    void cursorShown(const DefineCursor* cursor) override;
    void pointerWarped(Point position) override;
    void clipboardChanged(std::string_view text) override;
    void primaryChanged(std::string_view text) override;
    void bellRang(int percent) override;
    void launchChanged(const Launch& launch) override;
    void frameEnded(const FrameEnd& end) override;

    Address address_;
    Screen& screen_;
    QNetworkAccessManager http_;
    QPointer<QNetworkReply> reply_;
    QByteArray cookie_;
    std::unique_ptr<QWebSocket> socket_;
    std::unique_ptr<Client> client_; // one a link
    bool live_ = false;
    bool firstFrame_ = true; // of this link
    std::uint32_t lastFrame_ = 0;
    QSize viewport_{0, 0};             // no wish
    std::set<std::uint32_t> keysDown_; // by code, or keysym where there is none
    QTimer pings_;
    Traffic traffic_;
};

} // namespace vitrine
