// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "viewer/model/screen.h"

#include <QRect>
#include <QStyleOptionTitleBar>
#include <optional>

class QPainter;
class QWidget;

namespace vitrine {

// The frames of a session's windows where they are drawn inside one widget, in its style. All
// coordinates are the screen's.
class TitleBars {
public:
    enum class Part { None, Title, Close, Minimize, Maximize, Edge };

    explicit TitleBars(const QWidget& widget) : widget_(widget) {} // borrowed

    static bool framed(const RemoteSurface& surface);
    QRect frame(const RemoteSurface& surface) const; // around bar and image; the image without one
    void paint(QPainter& painter, const RemoteSurface& surface) const;
    Part partAt(const RemoteSurface& surface, QPoint at) const;
    static Qt::Edges edgesAt(const RemoteSurface& surface, QPoint at);

private:
    int height() const;
    QStyleOptionTitleBar option(const RemoteSurface& surface) const;

    const QWidget& widget_;
};

} // namespace vitrine
