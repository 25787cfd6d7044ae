// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QLabel>

namespace vitrine {

// What an input method composes and has not committed yet. Only the session's program knows where
// its text goes, so it is shown where the pointer was when it began; a window of its own, for that
// of a program may be small.
class Preedit : public QLabel {
    Q_OBJECT
public:
    explicit Preedit(QWidget* parent);

    void show(const QString& text); // empty: it is over
    QPoint place() const;           // on the screen: where it is, or would begin now
};

} // namespace vitrine
