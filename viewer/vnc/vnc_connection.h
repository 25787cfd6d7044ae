// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "viewer/model/address.h"
#include "viewer/model/connection.h"
#include "viewer/vnc/vnc_link.h"

#include <QTcpSocket>
#include <QTimer>
#include <memory>

namespace vitrine {

class Screen;

// Any VNC server, shown as a screen with one surface: its desktop.
class VncConnection : public Connection {
    Q_OBJECT
public:
    // A password that is given is tried first; the screen is borrowed.
    VncConnection(const Address& address, Screen& screen, VncOptions options,
                  std::optional<QString> password);
    ~VncConnection() override;

    void open() override;
    void close() override;
    void send(const Input& input) override;
    void setViewport(QSize size) override;
    void answerPassword(const QString& user, const QString& password) override;
    Traffic traffic() const override;

private:
    void onConnected();
    void onNews();
    void onBegun(const QString& name);
    void onEnded(bool wrongPassword, const QString& why);
    void fail(End end, const QString& why);
    void press(int bit); // a wheel's click
    void wheel(const Wheel& wheel);
    void measure();

    Address address_;
    Screen& screen_;
    VncOptions options_;
    std::optional<QString> password_; // the one that was given, or that let us in
    bool passwordTried_ = false;      // on this link
    std::unique_ptr<QTcpSocket> socket_;
    std::unique_ptr<VncLink> link_;
    int descriptor_ = -1; // a duplicate of the link's socket, to measure it
    QString name_;
    QImage image_;
    bool opened_ = false;
    QSize viewport_;
    Point pointer_;
    int buttons_ = 0;
    int wheelX_ = 0, wheelY_ = 0; // in 1/120 of a click, not sent yet
    std::vector<std::uint32_t> keysDown_;
    QTimer measuring_;
    Traffic traffic_;
    std::uint64_t earlierIn_ = 0, earlierOut_ = 0, earlierFrames_ = 0; // of links before this one
    std::uint64_t linkIn_ = 0, linkOut_ = 0;
};

} // namespace vitrine
