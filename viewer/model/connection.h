// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/input.h"

#include <QObject>
#include <QSize>
#include <QString>
#include <cstdint>

namespace vitrine {

// What passed over a link, since its viewer began; shown live.
struct Traffic {
    std::uint64_t bytesIn = 0;
    std::uint64_t bytesOut = 0;
    std::uint64_t frames = 0;
    double roundTripMilliseconds = -1; // of the link; negative: not measured yet
    double decodeMilliseconds = 0;     // of the last frame
    std::uint32_t mismatches = 0; // tiles that differed from the server's; a bug where not zero
};

// A link to a session, in one protocol or another. It writes what it learns to a Screen. It never
// blocks the thread of the widgets.
class Connection : public QObject {
    Q_OBJECT
public:
    enum class End {
        Lost,  // the link failed: another attempt may succeed
        Over,  // the session ended, as sessions do
        Wrong, // it will fail again: a bad password, no such session
    };

    virtual void open() = 0;                   // once, and again after `closed`
    virtual void close() = 0;                  // quietly: no signal follows
    virtual void send(const Input& input) = 0; // dropped while there is no link
    virtual void setViewport(QSize size) = 0;  // the room for the screen, also before `open`
    virtual void answerPassword(const QString& user, const QString& password) = 0; // null: none
    virtual Traffic traffic() const = 0;

Q_SIGNALS:
    void opened(); // the screen is there
    void closed(vitrine::Connection::End end, const QString& why);
    void passwordNeeded(bool withUser);
};

} // namespace vitrine
