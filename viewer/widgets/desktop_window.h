// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QMainWindow>
#include <QTimer>

class QDockWidget;
class QMenu;
class QScrollArea;
class QToolBar;

namespace vitrine {

class DesktopView;
class LinkBanner;
class Session;

// The session in one window of the user's: its screen, a tool bar, the live panel, and full screen
// that Ctrl+Alt+Return, or the bar at the top edge, always leaves.
class DesktopWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit DesktopWindow(Session& session); // borrowed

    DesktopView& view() const { return *view_; }
    void setScaled(bool scaled);
    void showStatistics();

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fillBar();
    void fillWindows(QMenu& menu);
    void saveScreenshot();
    void setFullScreen(bool full);
    void tellViewport();
    void refreshTitle();

    Session& session_;
    DesktopView* view_;
    QScrollArea* scroller_;
    LinkBanner* banner_;
    QToolBar* bar_;
    QDockWidget* panel_;
    QTimer resized_; // gathers a drag's events
};

} // namespace vitrine
