// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "viewer/widgets/options.h"

#include <QObject>
#include <QTimer>
#include <memory>

class QImage;

namespace vitrine {

class Clipboard;
class DesktopWindow;
class PrimarySelection;
class Session;
class WindowShell;

// The program: one session, in windows of its own or in one. Ends the event loop with 0 when the
// session or its user ended it, with 1 when it failed.
class Viewer : public QObject {
    Q_OBJECT
public:
    explicit Viewer(const ViewerChoices& choices);
    ~Viewer() override;

    Session& session() const { return *session_; }
    void start();

private:
    void showDesktop();
    void showWindows();
    void onLinkChanged();
    void onFirstPicture();
    void onPasswordNeeded(bool withUser);
    QImage picture() const;
    void end(int code);

    ViewerChoices choices_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<Clipboard> clipboard_;
    std::unique_ptr<PrimarySelection> primary_; // or none
    std::unique_ptr<DesktopWindow> desktop_;    // one of these two,
    std::unique_ptr<WindowShell> shell_;        // once the session says which
    QTimer exit_;
    bool ending_ = false;
};

} // namespace vitrine
