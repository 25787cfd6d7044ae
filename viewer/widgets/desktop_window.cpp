// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/widgets/desktop_window.h"

#include "viewer/model/session.h"
#include "viewer/widgets/desktop_view.h"
#include "viewer/widgets/link_banner.h"
#include "viewer/widgets/statistics_panel.h"

#include <QAction>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFileDialog>
#include <QGridLayout>
#include <QMenu>
#include <QMessageBox>
#include <QScreen>
#include <QScrollArea>
#include <QToolBar>
#include <QToolButton>

namespace vitrine {

namespace {

constexpr int gatherMilliseconds = 200;
constexpr int edgePixels = 2; // of the top edge that brings the bar back in full screen
constexpr QSize roomy{1280, 840};
constexpr QSize frame{8, 32}; // that a window manager may put around us

} // namespace

DesktopWindow::DesktopWindow(Session& session)
    : session_(session), view_(new DesktopView(session, this)), scroller_(new QScrollArea(this)),
      banner_(new LinkBanner(session, this)), bar_(new QToolBar(QStringLiteral("Session"), this)),
      panel_(new QDockWidget(QStringLiteral("Live"), this))
{
    scroller_->setFrameShape(QFrame::NoFrame);
    scroller_->setAlignment(Qt::AlignCenter);
    scroller_->setFocusPolicy(Qt::NoFocus);
    scroller_->setWidget(view_);
    scroller_->setWidgetResizable(true);
    auto* center = new QWidget(this);
    auto* layout = new QGridLayout(center);
    layout->setContentsMargins({});
    layout->addWidget(scroller_, 0, 0);
    layout->addWidget(banner_, 0, 0, Qt::AlignTop); // over it: the room stays as it was
    setCentralWidget(center);
    setFocusProxy(view_);

    bar_->setObjectName(QStringLiteral("bar"));
    bar_->setMovable(false);
    addToolBar(bar_);
    panel_->setObjectName(QStringLiteral("live"));
    panel_->setWidget(new StatisticsPanel(session, panel_));
    addDockWidget(Qt::RightDockWidgetArea, panel_);
    panel_->hide();
    fillBar();

    resized_.setSingleShot(true);
    resized_.setInterval(gatherMilliseconds);
    connect(&resized_, &QTimer::timeout, this, &DesktopWindow::tellViewport);
    connect(&session.screen(), &Screen::began, this, &DesktopWindow::refreshTitle);
    connect(&session, &Session::linkChanged, this, &DesktopWindow::refreshTitle);
    view_->installEventFilter(this);
    view_->setFocus();
    refreshTitle();
    resize(roomy.boundedTo(screen()->availableSize() - frame));
}

void DesktopWindow::fillBar()
{
    auto* full = bar_->addAction(QStringLiteral("Full screen"));
    full->setCheckable(true);
    full->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Return));
    full->setShortcutContext(Qt::ApplicationShortcut);
    full->setToolTip(QStringLiteral("Full screen; Ctrl+Alt+Return enters and leaves it"));
    connect(full, &QAction::triggered, this, &DesktopWindow::setFullScreen);
    addAction(full); // works while the bar is hidden

    auto* scale = bar_->addAction(QStringLiteral("Scale"));
    scale->setCheckable(true);
    scale->setChecked(true);
    scale->setObjectName(QStringLiteral("scale"));
    scale->setToolTip(QStringLiteral("Fit the session's screen into this window"));
    connect(scale, &QAction::toggled, this, &DesktopWindow::setScaled);

    auto* windows = new QToolButton(bar_);
    windows->setText(QStringLiteral("Windows"));
    windows->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(windows);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillWindows(*menu); });
    windows->setMenu(menu);
    bar_->addWidget(windows);

    bar_->addAction(QStringLiteral("Save picture…"), this, &DesktopWindow::saveScreenshot);
    panel_->toggleViewAction()->setText(QStringLiteral("Live panel"));
    bar_->addAction(panel_->toggleViewAction());
    for (QToolButton* button : bar_->findChildren<QToolButton*>())
        button->setFocusPolicy(Qt::NoFocus); // the keyboard stays with the session
}

void DesktopWindow::fillWindows(QMenu& menu)
{
    menu.clear();
    for (RemoteSurface* surface : session_.screen().surfaces()) {
        if (surface->isRoot() || surface->has(SkipTaskbar)) continue;
        if (!surface->has(Mapped) && !surface->has(Minimized)) continue;
        const QString title = QString::fromStdString(surface->state().title);
        auto* action =
            menu.addAction(surface->icon(), QString(title).replace(u'&', QStringLiteral("&&")));
        const auto what =
            surface->has(Minimized) ? SurfaceAction::Restore : SurfaceAction::Activate;
        connect(action, &QAction::triggered, this, [this, id = surface->id(), what] {
            session_.send(ActOnSurface{.surface = id, .action = what, .geometry = {}});
        });
    }
    if (menu.isEmpty()) menu.addAction(QStringLiteral("No windows"))->setEnabled(false);
}

void DesktopWindow::setScaled(bool scaled)
{
    view_->setScaled(scaled);
    scroller_->setWidgetResizable(scaled);
    if (auto* action = bar_->findChild<QAction*>(QStringLiteral("scale")))
        action->setChecked(scaled);
}

void DesktopWindow::showStatistics()
{
    panel_->show();
}

void DesktopWindow::saveScreenshot()
{
    const QImage picture = view_->screenshot(); // now, not when the name has been typed
    const QString file = QFileDialog::getSaveFileName(this, QStringLiteral("Save picture"),
                                                      QStringLiteral("session.png"),
                                                      QStringLiteral("Pictures (*.png *.jpg)"));
    if (!file.isEmpty() && !picture.save(file))
        QMessageBox::warning(this, windowTitle(),
                             QStringLiteral("“%1” cannot be written.").arg(file));
}

void DesktopWindow::setFullScreen(bool full)
{
    setWindowState(full ? windowState() | Qt::WindowFullScreen
                        : windowState() & ~Qt::WindowFullScreen);
}

void DesktopWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() != QEvent::WindowStateChange) return;
    bar_->setVisible(!isFullScreen());
    if (isFullScreen())
        view_->grabKeyboard(); // the session gets the window manager's keys too
    else
        view_->releaseKeyboard();
    for (QAction* action : actions()) action->setChecked(isFullScreen());
}

bool DesktopWindow::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == view_ && isFullScreen() && event->type() == QEvent::MouseMove) {
        const int y =
            view_->mapTo(this, static_cast<QMouseEvent*>(event)->position().toPoint()).y();
        if (y < edgePixels) bar_->show();
        if (bar_->isVisible() && y > 2 * bar_->height()) bar_->hide();
    }
    return QMainWindow::eventFilter(watched, event);
}

// Before the link opens: the session need not be resized under its user's eyes.
void DesktopWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    tellViewport();
}

void DesktopWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    resized_.start();
}

void DesktopWindow::tellViewport()
{
    // Whoever wants the screen as it is does not want it changed either.
    if (!isMinimized() && view_->scaled()) session_.setViewport(scroller_->size());
}

void DesktopWindow::closeEvent(QCloseEvent* event)
{
    session_.stop(); // the session itself lives on
    event->accept();
}

void DesktopWindow::refreshTitle()
{
    const QString name = session_.screen().name();
    setWindowTitle(name.isEmpty() ? QStringLiteral("Vitrine") : name);
}

} // namespace vitrine
