// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/model/address.h"

#include <QRegularExpression>

namespace vitrine {

namespace {

constexpr int vncPort = 5900;
constexpr int displays = 100; // host:N means a display below that, a port from there on

QString tr(const char* text)
{
    return QString::fromUtf8(text);
}

std::optional<Address> parseUrl(const QString& typed, QString& problem)
{
    QUrl url(typed, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty()) {
        problem = tr("“%1” is no address: %2").arg(typed, url.errorString());
        return std::nullopt;
    }
    if (!url.userInfo().isEmpty()) {
        problem = tr("An address must not hold a user or password: others can read it. "
                     "Use --password-file, or wait to be asked.");
        return std::nullopt;
    }
    Address address;
    address.host = url.host();
    if (url.scheme() == u"vnc") {
        address.kind = Address::Kind::Vnc;
        address.port = url.port(vncPort);
        return address;
    }
    address.kind = Address::Kind::Vitrine;
    if (url.scheme() == u"vitrine") {
        if (url.port() < 0) {
            problem = tr("“%1” lacks its port: vitrine://host:port/…").arg(typed);
            return std::nullopt;
        }
        url.setScheme(tr("http"));
    }
    if (url.scheme() != u"http" && url.scheme() != u"https") {
        problem = tr("“%1://” is not understood: use http://, https://, vitrine:// or vnc://")
                      .arg(url.scheme());
        return std::nullopt;
    }
    address.port = url.port(url.scheme() == u"https" ? 443 : 80);
    address.enter = url;
    return address;
}

} // namespace

QString Address::text() const
{
    const QString shown = host.contains(u':') ? u'[' + host + u']' : host;
    return kind == Kind::Vnc ? tr("vnc://%1:%2").arg(shown).arg(port)
                             : tr("%1:%2").arg(shown).arg(port);
}

std::optional<Address> Address::parse(const QString& typed, QString& problem)
{
    const QString text = typed.trimmed();
    if (text.contains(u"://")) return parseUrl(text, problem);

    static const QRegularExpression form(
        QStringLiteral(R"(^(?:\[([0-9A-Fa-f:.%]+)\]|([^\[\]:/@\s]*))(?:(::?)(\d{1,5}))?$)"));
    const auto match = form.match(text);
    if (!match.hasMatch() || text.isEmpty()) {
        problem = tr("“%1” is no address. Examples: http://127.0.0.1:8080/enter?token=…, "
                     "vnc://host:5901, host:1, host::5901, [::1]:1")
                      .arg(typed);
        return std::nullopt;
    }
    Address address;
    address.host = match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
    if (address.host.isEmpty()) address.host = tr("localhost");
    const int number = match.captured(4).toInt();
    const bool isPort = match.captured(3) == u"::" || number >= displays;
    address.port = match.captured(4).isEmpty() ? vncPort : isPort ? number : vncPort + number;
    if (address.port < 1 || address.port > 65535) {
        problem = tr("“%1” has no port between 1 and 65535").arg(typed);
        return std::nullopt;
    }
    return address;
}

} // namespace vitrine
