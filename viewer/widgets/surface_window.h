// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "viewer/widgets/input_view.h"

#include <QTimer>
#include <optional>

namespace vitrine {

class RemoteSurface;

// A window of the session as a native window: the user's own window manager decorates it, and what
// he does with it is told to the session.
class SurfaceWindow : public InputView {
    Q_OBJECT
public:
    SurfaceWindow(Session& session,
                  RemoteSurface& surface); // both borrowed; the surface until removed

    RemoteSurface& surface() const { return surface_; }

protected:
    PointerMove pointerAt(QPointF position) const override;
    bool takesTouch(QPointF position) const override;
    void paintEvent(QPaintEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void moveEvent(QMoveEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void follow(); // the surface's state changed
    void followPlace();
    void followShape();
    void tellPlace(); // the user moved or resized us
    void act(SurfaceAction action);

    RemoteSurface& surface_;
    QTimer telling_;                // gathers a drag's events
    QRect agreed_;                  // the last place that both ends know
    QRect shownPlace_;              // of the surface, as we last applied it
    std::uint32_t shownStates_ = 0; // of the surface, as we last applied them
    std::optional<QRegion> shownShape_;
};

} // namespace vitrine
