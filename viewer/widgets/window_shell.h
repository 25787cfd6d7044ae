// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/ids.h"

#include <QObject>
#include <QTimer>
#include <map>
#include <memory>

namespace vitrine {

class RemoteSurface;
class Session;
class SurfaceWindow;

// Shows each of the session's windows as a native one, and a small window about the link while it
// is down or there is nothing else to be seen.
class WindowShell : public QObject {
    Q_OBJECT
public:
    explicit WindowShell(Session& session); // borrowed
    ~WindowShell() override;

    void showStatistics();

private:
    void watch(RemoteSurface& surface);
    void follow(RemoteSurface& surface); // shows or hides its window
    void followPanel();
    void raiseInOrder();

    Session& session_;
    std::map<SurfaceId, std::unique_ptr<SurfaceWindow>> windows_;
    std::unique_ptr<QWidget> panel_;
    bool panelWanted_ = false;
    QTimer panelDelay_; // programs close one window before they open the next
};

} // namespace vitrine
