// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

namespace vitrine {

class Session;

// Keeps what is selected on the user's own screen, for the middle button, and what is in the
// session the same. Where there is no such thing it does nothing.
class PrimarySelection : public QObject {
    Q_OBJECT
public:
    explicit PrimarySelection(Session& session); // borrowed

private:
    void offer();
    void take(const QString& text);

    Session& session_;
    QTimer settles_; // programs tell each step of a drag
    QString shared_; // what both have
};

} // namespace vitrine
