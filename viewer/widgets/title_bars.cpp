// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/widgets/title_bars.h"

#include <QPainter>
#include <QStyle>
#include <QWidget>

namespace vitrine {

namespace {

constexpr int border = 4;
constexpr int corner = 16; // of an edge's end that sizes both ways

} // namespace

bool TitleBars::framed(const RemoteSurface& surface)
{
    return surface.state().decorated && !surface.isRoot() && !surface.has(FullScreen);
}

int TitleBars::height() const
{
    QStyleOptionTitleBar option;
    return widget_.style()->pixelMetric(QStyle::PM_TitleBarHeight, &option, &widget_);
}

QRect TitleBars::frame(const RemoteSurface& surface) const
{
    if (!framed(surface)) return surface.geometry();
    return surface.geometry().adjusted(-border, -border - height(), border, border);
}

QStyleOptionTitleBar TitleBars::option(const RemoteSurface& surface) const
{
    const QRect inside = surface.geometry();
    QStyleOptionTitleBar option;
    option.initFrom(&widget_);
    option.rect = QRect(inside.x(), inside.y() - height(), inside.width(), height());
    option.text = QString::fromStdString(surface.state().title);
    option.icon = surface.icon();
    option.subControls = QStyle::SC_All;
    if (option.icon.isNull()) option.subControls &= ~QStyle::SC_TitleBarSysMenu; // which shows it
    option.titleBarFlags = Qt::Window | Qt::WindowTitleHint;
    // Styles show neither icon nor close button without it.
    if (!option.icon.isNull() || surface.can(Closable))
        option.titleBarFlags |= Qt::WindowSystemMenuHint;
    if (surface.can(Minimizable)) option.titleBarFlags |= Qt::WindowMinimizeButtonHint;
    if (surface.can(Maximizable)) option.titleBarFlags |= Qt::WindowMaximizeButtonHint;
    if (surface.can(Closable)) option.titleBarFlags |= Qt::WindowCloseButtonHint;
    option.titleBarState = surface.has(Maximized) ? Qt::WindowMaximized : Qt::WindowNoState;
    option.state.setFlag(QStyle::State_Active, surface.has(Active));
    if (surface.has(Active)) option.titleBarState |= Qt::WindowActive;
    option.palette.setCurrentColorGroup(surface.has(Active) ? QPalette::Active
                                                            : QPalette::Inactive);
    return option;
}

void TitleBars::paint(QPainter& painter, const RemoteSurface& surface) const
{
    if (!framed(surface)) return;
    const QStyleOptionTitleBar bar = option(surface);
    for (const QRect& edge : QRegion(frame(surface)) - bar.rect - surface.geometry())
        painter.fillRect(edge, bar.palette.brush(QPalette::Mid));
    painter.fillRect(bar.rect, bar.palette.brush(QPalette::Window));
    widget_.style()->drawComplexControl(QStyle::CC_TitleBar, &bar, &painter, &widget_);
}

TitleBars::Part TitleBars::partAt(const RemoteSurface& surface, QPoint at) const
{
    if (!framed(surface) || !frame(surface).contains(at) || surface.geometry().contains(at))
        return Part::None;
    const QStyleOptionTitleBar bar = option(surface);
    if (!bar.rect.contains(at)) return Part::Edge;
    switch (widget_.style()->hitTestComplexControl(QStyle::CC_TitleBar, &bar, at, &widget_)) {
    case QStyle::SC_TitleBarCloseButton: return Part::Close;
    case QStyle::SC_TitleBarMinButton: return Part::Minimize;
    case QStyle::SC_TitleBarNormalButton:
    case QStyle::SC_TitleBarMaxButton: return Part::Maximize;
    default: return Part::Title;
    }
}

Qt::Edges TitleBars::edgesAt(const RemoteSurface& surface, QPoint at)
{
    const QRect inside = surface.geometry();
    Qt::Edges edges;
    if (at.x() < inside.left() + corner) edges |= Qt::LeftEdge;
    if (at.x() > inside.right() - corner) edges |= Qt::RightEdge;
    if (at.y() < inside.top()) edges |= Qt::TopEdge;
    if (at.y() > inside.bottom() - corner) edges |= Qt::BottomEdge;
    const bool side = at.x() < inside.left() || at.x() > inside.right();
    if (!side && at.y() > inside.bottom() && at.x() >= inside.left() + corner &&
        at.x() <= inside.right() - corner)
        return Qt::BottomEdge;
    return edges;
}

} // namespace vitrine
