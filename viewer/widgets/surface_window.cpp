// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/widgets/surface_window.h"

#include "viewer/model/session.h"

#include <QCloseEvent>
#include <QPainter>
#include <QWindow>
#include <algorithm>

namespace vitrine {

namespace {

constexpr int gatherMilliseconds = 30;

Qt::WindowFlags flagsFor(const Surface& surface)
{
    switch (surface.role) {
    case SurfaceRole::Menu:
    case SurfaceRole::Tooltip:
    case SurfaceRole::DragIcon:
        // Placed by the program alone, as override-redirect windows are.
        return Qt::ToolTip | Qt::FramelessWindowHint | Qt::BypassWindowManagerHint |
               Qt::NoDropShadowWindowHint;
    case SurfaceRole::Notification:
    case SurfaceRole::Splash:
    case SurfaceRole::Dock:
        return Qt::Tool | Qt::FramelessWindowHint | Qt::WindowDoesNotAcceptFocus;
    case SurfaceRole::Dialog: return Qt::Dialog | Qt::WindowMinMaxButtonsHint;
    default: break;
    }
    return surface.decorated ? Qt::Window : Qt::Window | Qt::FramelessWindowHint;
}

QSize toSize(const Size& size)
{
    return {size.width, size.height};
}

} // namespace

SurfaceWindow::SurfaceWindow(Session& session, RemoteSurface& surface)
    : InputView(session, nullptr, flagsFor(surface.state())), surface_(surface)
{
    const bool popup = (windowFlags() & Qt::BypassWindowManagerHint) != 0;
    setAttribute(Qt::WA_ShowWithoutActivating,
                 popup || surface.state().role == SurfaceRole::Splash);
    setAttribute(Qt::WA_X11NetWmWindowTypeDialog, surface.state().role == SurfaceRole::Dialog);
    telling_.setSingleShot(true);
    telling_.setInterval(gatherMilliseconds);
    connect(&telling_, &QTimer::timeout, this, &SurfaceWindow::tellPlace);
    connect(&surface, &RemoteSurface::changed, this, &SurfaceWindow::follow);
    connect(&surface, &RemoteSurface::damaged, this, qOverload<const QRegion&>(&QWidget::update));
    follow();
}

PointerMove SurfaceWindow::pointerAt(QPointF position) const
{
    return {.surface = surface_.id(), .position = {qFloor(position.x()), qFloor(position.y())}};
}

bool SurfaceWindow::takesTouch(QPointF) const
{
    return surface_.has(SurfaceState::Touchable);
}

// Nothing in the session is pointed at any more, unless another of our windows tells that it is.
void SurfaceWindow::leaveEvent(QEvent*)
{
    const QPoint at = QCursor::pos();
    session().send(PointerMove{.surface = {}, .position = {at.x(), at.y()}});
}

void SurfaceWindow::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    const QImage& image = surface_.image();
    for (const QRect& rect : event->region()) {
        painter.drawImage(rect & image.rect(), image, rect & image.rect());
        for (const QRect& rest : QRegion(rect) - image.rect()) // until the session has resized it
            painter.fillRect(rest, palette().window());
    }
}

void SurfaceWindow::follow()
{
    const Surface& state = surface_.state();
    setWindowTitle(QString::fromStdString(state.title));
    if (!surface_.icon().isNull()) setWindowIcon(surface_.icon());
    if (surface_.can(Resizable) || state.abilities == 0) {
        setMinimumSize(toSize(state.minimumSize).expandedTo({1, 1}));
        const QSize most = toSize(state.maximumSize);
        setMaximumSize(most.isEmpty() ? QSize(QWIDGETSIZE_MAX, QWIDGETSIZE_MAX) : most);
        setSizeIncrement(toSize(state.sizeIncrement));
        setBaseSize(toSize(state.minimumSize));
    } else if (!surface_.image().isNull()) {
        setFixedSize(surface_.image().size());
    }
    followPlace();
    followShape();

    const std::uint32_t before = std::exchange(shownStates_, state.states);
    const auto became = [&](SurfaceState which) { return (state.states & ~before & which) != 0; };
    const auto ceased = [&](SurfaceState which) { return (before & ~state.states & which) != 0; };
    if (became(Minimized) && isVisible()) showMinimized();
    if (became(Maximized)) setWindowState(windowState() | Qt::WindowMaximized);
    if (became(FullScreen)) setWindowState(windowState() | Qt::WindowFullScreen);
    if (ceased(Maximized)) setWindowState(windowState() & ~Qt::WindowMaximized);
    if (ceased(FullScreen)) setWindowState(windowState() & ~Qt::WindowFullScreen);
    if (ceased(Minimized)) setWindowState(windowState() & ~Qt::WindowMinimized);
    if (became(Active) && isVisible() && !isActiveWindow()) {
        raise();
        activateWindow();
    }
}

// Only what the session changed: while the user drags, our own place is the newer one.
void SurfaceWindow::followPlace()
{
    const QRect place = surface_.geometry();
    if (place.isEmpty() || place == shownPlace_) return;
    const bool moved = place.topLeft() != shownPlace_.topLeft();
    const bool resized = place.size() != shownPlace_.size();
    shownPlace_ = place;
    if (place == agreed_ || telling_.isActive()) {
        agreed_ = place;
        return;
    }
    agreed_ = place;
    if (resized && size() != place.size()) resize(place.size());
    if (moved && geometry().topLeft() != place.topLeft()) {
        // The inside, which its frame goes around.
        setGeometry(QRect(place.topLeft(), size()));
    }
}

void SurfaceWindow::followShape()
{
    const bool shaped = !surface_.state().shape.empty();
    if (!shaped && !shownShape_) return;
    const QRegion shape = surface_.shape();
    if (shownShape_ == shape) return;
    shownShape_ = shape;
    if (shaped)
        setMask(shape);
    else
        clearMask();
}

void SurfaceWindow::moveEvent(QMoveEvent*)
{
    if (isVisible() && geometry() != agreed_) telling_.start();
}

void SurfaceWindow::resizeEvent(QResizeEvent*)
{
    if (isVisible() && geometry() != agreed_) telling_.start();
}

void SurfaceWindow::tellPlace()
{
    if (!isVisible() || isMinimized() || geometry() == agreed_) return;
    agreed_ = geometry();
    session().send(ActOnSurface{.surface = surface_.id(),
                                .action = SurfaceAction::MoveResize,
                                .geometry = toRect(agreed_)});
}

void SurfaceWindow::changeEvent(QEvent* event)
{
    InputView::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow() && !surface_.has(Active))
        act(SurfaceAction::Activate);
    if (event->type() != QEvent::WindowStateChange) return;
    if (isMinimized() && !surface_.has(Minimized)) act(SurfaceAction::Minimize);
    if (isMinimized()) return;
    if (surface_.has(Minimized)) act(SurfaceAction::Restore);
    if (isFullScreen() && !surface_.has(FullScreen)) act(SurfaceAction::FullScreen);
    if (isMaximized() && !surface_.has(Maximized)) act(SurfaceAction::Maximize);
    if (!isFullScreen() && !isMaximized() &&
        (surface_.has(Maximized) || surface_.has(FullScreen)) &&
        shownStates_ == surface_.state().states)
        act(SurfaceAction::Restore);
}

void SurfaceWindow::closeEvent(QCloseEvent* event)
{
    // The program decides: it may ask its user to save first. The surface goes when it has gone.
    act(SurfaceAction::Close);
    event->ignore();
}

void SurfaceWindow::act(SurfaceAction action)
{
    session().send(ActOnSurface{.surface = surface_.id(), .action = action, .geometry = {}});
}

} // namespace vitrine
