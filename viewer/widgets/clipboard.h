// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace vitrine {

class Session;

// Keeps the user's clipboard and the session's the same, as far as text goes.
class Clipboard : public QObject {
    Q_OBJECT
public:
    explicit Clipboard(Session& session); // borrowed

private:
    void offer();
    void take(const QString& text);

    Session& session_;
    QString shared_; // what both have
};

} // namespace vitrine
