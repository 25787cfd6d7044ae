// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/widgets/desktop_view.h"

#include "viewer/model/session.h"

#include <QMouseEvent>
#include <QPainter>
#include <QTransform>
#include <algorithm>
#include <ranges>

namespace vitrine {

namespace {

constexpr int smallestSide = 32; // that a drag makes of a window

bool shown(const RemoteSurface& surface)
{
    return surface.has(Mapped) && !surface.has(Minimized) && !surface.image().isNull();
}

} // namespace

DesktopView::DesktopView(Session& session, QWidget* parent) : InputView(session, parent)
{
    const Screen& screen = session.screen();
    connect(&screen, &Screen::surfaceAdded, this,
            [this](RemoteSurface* surface) { watch(*surface); });
    connect(&screen, &Screen::surfaceRemoved, this, [this] { update(); });
    connect(&screen, &Screen::restacked, this, [this] { update(); });
    connect(&screen, &Screen::began, this, [this] {
        updateGeometry();
        if (!scaled_) setFixedSize(remoteSize());
        update();
    });
    for (RemoteSurface* surface : screen.surfaces()) watch(*surface);
}

QSize DesktopView::remoteSize() const
{
    return session().screen().size();
}

void DesktopView::watch(RemoteSurface& surface)
{
    connect(&surface, &RemoteSurface::changed, this, [this] { update(); });
    connect(&surface, &RemoteSurface::damaged, this, [this, &surface](const QRegion& inImage) {
        const QTransform transform = toWidget();
        QRegion region;
        for (const QRect& rect : inImage.translated(surface.geometry().topLeft()))
            // A pixel more each way: scaling mixes neighbours.
            region += transform.mapRect(QRectF(rect)).toAlignedRect().adjusted(-1, -1, 1, 1);
        update(region);
    });
}

void DesktopView::setScaled(bool scaled)
{
    scaled_ = scaled;
    if (scaled) {
        setMinimumSize(0, 0);
        setMaximumSize(QWIDGETSIZE_MAX, QWIDGETSIZE_MAX);
    } else {
        setFixedSize(remoteSize());
    }
    update();
}

QSize DesktopView::sizeHint() const
{
    const QSize screen = remoteSize();
    return screen.isEmpty() ? QSize(1024, 768) : screen;
}

QTransform DesktopView::toWidget() const
{
    const QSize screen = remoteSize();
    if (!scaled_ || screen.isEmpty() || screen == size()) return {};
    const double scale =
        std::min(double(width()) / screen.width(), double(height()) / screen.height());
    QTransform transform;
    transform.translate(std::floor((width() - screen.width() * scale) / 2),
                        std::floor((height() - screen.height() * scale) / 2));
    transform.scale(scale, scale);
    return transform;
}

QPoint DesktopView::toScreen(QPointF position) const
{
    const QPointF at = toWidget().inverted().map(position);
    const QSize screen = remoteSize();
    return {std::clamp(qFloor(at.x()), 0, std::max(0, screen.width() - 1)),
            std::clamp(qFloor(at.y()), 0, std::max(0, screen.height() - 1))};
}

PointerMove DesktopView::pointerAt(QPointF position) const
{
    const QPoint at = toScreen(position);
    return {.surface = {}, .position = {at.x(), at.y()}};
}

bool DesktopView::takesTouch(QPointF position) const
{
    const QPoint at = toScreen(position);
    const RemoteSurface* const surface = surfaceAt(at);
    return surface && surface->has(SurfaceState::Touchable) &&
           titleBars_.partAt(*surface, at) == TitleBars::Part::None;
}

void DesktopView::paintEvent(QPaintEvent* event)
{
    const QTransform transform = toWidget();
    QPainter painter(this);
    painter.fillRect(event->rect(), Qt::black);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, !transform.isIdentity());
    painter.setTransform(transform);
    painter.setClipRect(QRect(QPoint(), remoteSize()), Qt::IntersectClip);
    QRegion onScreen;
    for (const QRect& rect : event->region())
        onScreen +=
            transform.inverted().mapRect(QRectF(rect)).toAlignedRect().adjusted(-1, -1, 1, 1);
    paintScreen(painter, onScreen & QRect(QPoint(), remoteSize()));
}

void DesktopView::paintScreen(QPainter& painter, const QRegion& onScreen) const
{
    for (const QRect& rect : onScreen) painter.fillRect(rect, palette().brush(QPalette::Dark));
    for (const RemoteSurface* surface : session().screen().stacking()) {
        if (!shown(*surface) || !onScreen.intersects(titleBars_.frame(*surface))) continue;
        titleBars_.paint(painter, *surface);
        const QPoint origin = surface->geometry().topLeft();
        for (const QRect& rect : surface->shape().translated(origin) & onScreen)
            painter.drawImage(rect, surface->image(), rect.translated(-origin));
    }
}

QImage DesktopView::screenshot() const
{
    QImage image(sizeHint(), QImage::Format_RGB32);
    image.fill(Qt::black);
    QPainter painter(&image);
    paintScreen(painter, image.rect());
    return image;
}

RemoteSurface* DesktopView::surfaceAt(QPoint at) const
{
    for (RemoteSurface* surface : session().screen().stacking() | std::views::reverse) {
        if (!shown(*surface) || !titleBars_.frame(*surface).contains(at)) continue;
        const bool inside = surface->geometry().contains(at);
        if (!inside || surface->shape().contains(at - surface->geometry().topLeft()))
            return surface;
    }
    return nullptr;
}

bool DesktopView::intercept(QMouseEvent* event)
{
    const QPoint at = toScreen(event->position());
    if (drag_) {
        drag(at);
        if (event->type() == QEvent::MouseButtonRelease) drag_.reset(), pressTaken_ = false;
        return true;
    }
    if (event->type() == QEvent::MouseButtonRelease) return std::exchange(pressTaken_, false);
    if (event->buttons() & ~event->button()) return pressTaken_; // a held button keeps the pointer
    RemoteSurface* surface = surfaceAt(at);
    const auto part = surface ? titleBars_.partAt(*surface, at) : TitleBars::Part::None;
    if (part == TitleBars::Part::None) return false;
    if (event->type() == QEvent::MouseMove) return true;
    pressTaken_ = true;
    const bool twice = event->type() == QEvent::MouseButtonDblClick;
    if (event->button() == Qt::LeftButton)
        press(*surface, twice && part == TitleBars::Part::Title ? TitleBars::Part::Maximize : part,
              at);
    return true;
}

void DesktopView::press(RemoteSurface& surface, TitleBars::Part part, QPoint at)
{
    const bool maximized = surface.has(Maximized);
    switch (part) {
    case TitleBars::Part::None: break;
    case TitleBars::Part::Close: act(surface.id(), SurfaceAction::Close); break;
    case TitleBars::Part::Minimize: act(surface.id(), SurfaceAction::Minimize); break;
    case TitleBars::Part::Maximize:
        if (surface.can(Maximizable))
            act(surface.id(), maximized ? SurfaceAction::Restore : SurfaceAction::Maximize);
        break;
    case TitleBars::Part::Title:
        act(surface.id(), SurfaceAction::Activate);
        if (surface.can(Movable) && !maximized)
            drag_ = Drag{surface.id(), at, surface.geometry(), {}};
        break;
    case TitleBars::Part::Edge:
        act(surface.id(), SurfaceAction::Activate);
        if (surface.can(Resizable) && !maximized)
            drag_ = Drag{surface.id(), at, surface.geometry(), TitleBars::edgesAt(surface, at)};
        break;
    }
}

void DesktopView::drag(QPoint to)
{
    const QPoint by = to - drag_->from;
    QRect place = drag_->geometry;
    if (!drag_->edges) place.translate(by);
    if (drag_->edges & Qt::RightEdge)
        place.setWidth(std::max(smallestSide, place.width() + by.x()));
    if (drag_->edges & Qt::BottomEdge)
        place.setHeight(std::max(smallestSide, place.height() + by.y()));
    if (drag_->edges & Qt::LeftEdge)
        place.setLeft(std::min(place.left() + by.x(), place.right() - smallestSide));
    if (drag_->edges & Qt::TopEdge)
        place.setTop(std::min(place.top() + by.y(), place.bottom() - smallestSide));
    if (place != drag_->geometry) act(drag_->surface, SurfaceAction::MoveResize, place);
}

void DesktopView::act(SurfaceId surface, SurfaceAction action, const QRect& geometry)
{
    session().send(
        ActOnSurface{.surface = surface, .action = action, .geometry = toRect(geometry)});
}

} // namespace vitrine
