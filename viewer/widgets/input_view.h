// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/input.h"

#include <QWidget>
#include <map>

class QTouchEvent;

namespace vitrine {

class Preedit;
class Session;

// A widget whose mouse, touches and keyboard are the session's.
class InputView : public QWidget {
    Q_OBJECT
public:
    InputView(Session& session, QWidget* parent, Qt::WindowFlags flags = {}); // borrows the session

    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

protected:
    // Where the pointer is, for the session; the position is the widget's.
    virtual PointerMove pointerAt(QPointF position) const = 0;
    // Whether the surface there takes touches as such; on others they are a mouse's doing.
    virtual bool takesTouch(QPointF position) const = 0;
    // Before the session gets it: true where the widget uses the event itself.
    virtual bool intercept(QMouseEvent*) { return false; }

    Session& session() const { return session_; }
    void movePointer(QPointF position);

    bool event(QEvent* event) override; // of fingers
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override { mousePressEvent(event); }
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool focusNextPrevChild(bool) override { return false; } // Tab is the session's

private:
    bool touched(const QTouchEvent& event); // false: no finger is the session's
    void tell(int finger, TouchPhase phase);
    void lift(int finger);

    Session& session_;
    Preedit* preedit_;                   // our child
    std::map<int, PointerMove> fingers_; // that the session hears of: where they are
};

} // namespace vitrine
