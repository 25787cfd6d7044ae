// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "viewer/widgets/input_view.h"
#include "viewer/widgets/title_bars.h"

#include <QImage>

namespace vitrine {

// The whole session in one widget: its screen, scaled to the room there is or as it is.
class DesktopView : public InputView {
    Q_OBJECT
public:
    DesktopView(Session& session, QWidget* parent);

    bool scaled() const { return scaled_; }
    void setScaled(bool scaled);
    QImage screenshot() const; // unscaled
    QSize sizeHint() const override;

protected:
    PointerMove pointerAt(QPointF position) const override;
    bool takesTouch(QPointF position) const override;
    bool intercept(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Drag {
        SurfaceId surface;
        QPoint from;     // on the screen
        QRect geometry;  // at its start
        Qt::Edges edges; // that follow; none: it moves
    };

    void watch(RemoteSurface& surface);
    void paintScreen(QPainter& painter, const QRegion& onScreen) const;
    QSize remoteSize() const;
    QTransform toWidget() const; // from the screen
    QPoint toScreen(QPointF position) const;
    RemoteSurface* surfaceAt(QPoint at) const; // with its frame; null: none
    void press(RemoteSurface& surface, TitleBars::Part part, QPoint at);
    void drag(QPoint to);
    void act(SurfaceId surface, SurfaceAction action, const QRect& geometry = {});

    TitleBars titleBars_{*this};
    bool scaled_ = true;
    std::optional<Drag> drag_;
    bool pressTaken_ = false; // by a title bar: its release is not the session's either
};

} // namespace vitrine
