// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/input.h"

#include <QWidget>

namespace vitrine {

class Session;

// A widget whose mouse and keyboard are the session's.
class InputView : public QWidget {
    Q_OBJECT
public:
    InputView(Session& session, QWidget* parent, Qt::WindowFlags flags = {}); // borrows the session

protected:
    // Where the pointer is, for the session; the position is the widget's.
    virtual PointerMove pointerAt(QPointF position) const = 0;
    // Before the session gets it: true where the widget uses the event itself.
    virtual bool intercept(QMouseEvent*) { return false; }

    Session& session() const { return session_; }
    void movePointer(QPointF position);

    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override { mousePressEvent(event); }
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;
    void focusOutEvent(QFocusEvent* event) override;
    bool focusNextPrevChild(bool) override { return false; } // Tab is the session's

private:
    Session& session_;
    PointerMove last_;
};

} // namespace vitrine
