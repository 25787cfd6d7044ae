// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QString>
#include <QUrl>
#include <optional>

namespace vitrine {

// Where a session is, from what its user typed:
//   http://host:port/enter?token=…, https://…, vitrine://host:port/…   a Vitrine session
//   vnc://host[:port], host, host:display, host::port, [v6]:display     any VNC server
struct Address {
    enum class Kind { Vitrine, Vnc };

    Kind kind = Kind::Vnc;
    QString host;
    int port = 0;
    QUrl enter; // of a Vitrine session: the page that gives the cookie

    // As one shows it: without the token, which is a secret.
    QString text() const;

    // Nullopt, and why in words for the user, where it is none. A password in an address is
    // refused: it would be seen by everybody who sees the list of processes.
    static std::optional<Address> parse(const QString& typed, QString& problem);
};

} // namespace vitrine
