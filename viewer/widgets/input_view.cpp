// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/widgets/input_view.h"

#include "viewer/model/session.h"
#include "viewer/widgets/keys.h"
#include "viewer/widgets/preedit.h"

#include <QGuiApplication>
#include <QInputMethod>
#include <QInputMethodEvent>
#include <QMouseEvent>
#include <QTouchEvent>
#include <QWheelEvent>

namespace vitrine {

namespace {

constexpr int lineHeight = 20; // pixels, of whatever text is edited

std::uint8_t buttonNumber(Qt::MouseButton button) // as X11 counts them; zero: none of them
{
    switch (button) {
    case Qt::LeftButton: return 1;
    case Qt::MiddleButton: return 2;
    case Qt::RightButton: return 3;
    case Qt::BackButton: return 8;
    case Qt::ForwardButton: return 9;
    default: return 0;
    }
}

} // namespace

InputView::InputView(Session& session, QWidget* parent, Qt::WindowFlags flags)
    : QWidget(parent, flags), session_(session), preedit_(new Preedit(this))
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_InputMethodEnabled, session.composesHere());
    setAttribute(Qt::WA_AcceptTouchEvents);
    setCursor(session.screen().cursor());
    connect(&session.screen(), &Screen::cursorChanged, this,
            [this] { setCursor(session_.screen().cursor()); });
}

void InputView::movePointer(QPointF position)
{
    session_.send(pointerAt(position));
}

bool InputView::event(QEvent* event)
{
    switch (event->type()) {
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TouchEnd:
    case QEvent::TouchCancel:
        // Qt makes a mouse's events of what is not accepted.
        event->setAccepted(touched(static_cast<const QTouchEvent&>(*event)));
        return true;
    default: return QWidget::event(event);
    }
}

bool InputView::touched(const QTouchEvent& event)
{
    bool ours = !fingers_.empty();
    for (const QEventPoint& finger : event.points()) {
        const bool pressed = finger.state() == QEventPoint::Pressed;
        if (pressed && takesTouch(finger.position())) ours = true, fingers_[finger.id()] = {};
        const auto known = fingers_.find(finger.id());
        if (known == fingers_.end() || finger.state() == QEventPoint::Stationary) continue;
        known->second = pointerAt(finger.position());
        if (finger.state() == QEventPoint::Released) {
            lift(finger.id());
            continue;
        }
        tell(finger.id(), pressed ? TouchPhase::Begin : TouchPhase::Move);
    }
    // Qt 6.4 tells no more of a finger that joined another one than that it came.
    if (event.type() != QEvent::TouchBegin && event.type() != QEvent::TouchUpdate)
        while (!fingers_.empty()) lift(fingers_.begin()->first);
    return ours;
}

void InputView::lift(int finger)
{
    tell(finger, TouchPhase::End);
    fingers_.erase(finger);
}

void InputView::tell(int finger, TouchPhase phase)
{
    const PointerMove& at = fingers_.at(finger);
    session_.send(Touch{.finger = static_cast<std::uint32_t>(finger),
                        .phase = phase,
                        .surface = at.surface,
                        .position = at.position});
}

void InputView::mouseMoveEvent(QMouseEvent* event)
{
    if (!intercept(event)) movePointer(event->position());
}

void InputView::mousePressEvent(QMouseEvent* event)
{
    if (intercept(event)) return;
    movePointer(event->position());
    if (const auto number = buttonNumber(event->button()))
        session_.send(PointerButton{.button = number, .pressed = true});
}

void InputView::mouseReleaseEvent(QMouseEvent* event)
{
    if (intercept(event)) return;
    movePointer(event->position());
    if (const auto number = buttonNumber(event->button()))
        session_.send(PointerButton{.button = number, .pressed = false});
}

void InputView::wheelEvent(QWheelEvent* event)
{
    movePointer(event->position());
    // Qt counts in 1/120 of a click too, but to the left and up.
    session_.send(
        Wheel{.horizontal = -event->angleDelta().x(), .vertical = -event->angleDelta().y()});
    event->accept();
}

void InputView::keyPressEvent(QKeyEvent* event)
{
    session_.send(toKey(*event));
}

void InputView::keyReleaseEvent(QKeyEvent* event)
{
    if (!event->isAutoRepeat()) session_.send(toKey(*event)); // a held key is pressed again only
}

void InputView::inputMethodEvent(QInputMethodEvent* event)
{
    // The session finds or makes keys for the text, and keeps its order.
    const QString text = event->commitString();
    if (!text.isEmpty())
        session_.send(Key{.code = 0, .keysym = 0, .text = text.toStdString(), .pressed = true});
    const bool begins = !preedit_->isVisible() && !event->preeditString().isEmpty();
    preedit_->show(event->preeditString());
    if (begins) QGuiApplication::inputMethod()->update(Qt::ImCursorRectangle);
    event->accept();
}

QVariant InputView::inputMethodQuery(Qt::InputMethodQuery query) const
{
    switch (query) {
    case Qt::ImEnabled: return testAttribute(Qt::WA_InputMethodEnabled);
    case Qt::ImHints: return int(Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    case Qt::ImCursorRectangle: // the candidates come below
        return QRect(mapFromGlobal(preedit_->place()),
                     QSize(1, preedit_->isVisible() ? preedit_->height() : lineHeight));
    default: return QWidget::inputMethodQuery(query);
    }
}

void InputView::focusOutEvent(QFocusEvent*)
{
    preedit_->show({});
    session_.send(ReleaseAll{});
}

} // namespace vitrine
