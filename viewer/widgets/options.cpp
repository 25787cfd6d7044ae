// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/widgets/options.h"

#include <QCommandLineParser>
#include <QFile>
#include <cstdio>
#include <cstdlib>

namespace vitrine {

namespace {

[[noreturn]] void refuse(const QString& why)
{
    std::fprintf(stderr, "vitrine-viewer: %s\n", qPrintable(why));
    std::exit(2);
}

// The first line, in plain text.
QString readPassword(const QString& name)
{
    QFile file(name);
    const bool open =
        name == u"-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!open) refuse(QStringLiteral("%1 cannot be read: %2").arg(name, file.errorString()));
    QString line = QString::fromUtf8(file.readLine(4096));
    while (line.endsWith(u'\n') || line.endsWith(u'\r')) line.chop(1);
    return line;
}

} // namespace

ViewerChoices ViewerChoices::parse(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Shows a Vitrine session, or any VNC server.\n\n"
        "  vitrine-viewer 'http://127.0.0.1:8080/enter?token=…'   the session's windows, each its "
        "own\n"
        "  vitrine-viewer --desktop 'http://…'                    all of them in one window\n"
        "  vitrine-viewer vnc://host:5901                         a VNC server; also host:1,\n"
        "                                                         host::5901, [::1]:1"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("address"),
                                 QStringLiteral("Where the session is."));
    const auto flag = [&](const char* name, const char* help) {
        const QCommandLineOption option(QString::fromUtf8(name), QString::fromUtf8(help));
        parser.addOption(option);
        return option;
    };
    const auto value = [&](const char* name, const char* help, const char* what) {
        const QCommandLineOption option(QString::fromUtf8(name), QString::fromUtf8(help),
                                        QString::fromUtf8(what));
        parser.addOption(option);
        return option;
    };
    const auto desktop = flag("desktop", "Show the session in one window.");
    const auto fullScreen = flag("full-screen", "Show it on the full screen (implies --desktop).");
    const auto viewOnly = flag("view-only", "Look, and touch nothing.");
    const auto statistics = flag("statistics", "Show the live panel from the start.");
    const auto unscaled = flag("unscaled", "Do not fit the screen into the window.");
    const auto noInputMethod =
        flag("no-input-method", "Compose text in the session rather than here.");
    const auto noPrimary = flag(
        "no-primary", "Do not share what is selected, for the middle button, with the session.");
    const auto passwordFile = value(
        "password-file", "Read the VNC password from the first line of a file (-: input).", "file");
    const auto encodings =
        value("encodings", "VNC encodings by preference, as \"tight zrle hextile copyrect raw\".",
              "list");
    const auto quality = value("quality", "VNC's JPEG quality, 0 to 9.", "number");
    const auto lossless = flag("lossless", "Never ask a VNC server for JPEG.");
    const auto screenshot =
        value("screenshot", "Write a picture of the session to a file at the end.", "file");
    const auto exitAfter =
        value("exit-after", "End so many seconds after the first picture.", "seconds");
    parser.process(arguments);

    ViewerChoices choices;
    const QStringList addresses = parser.positionalArguments();
    if (addresses.size() > 1) refuse(QStringLiteral("one address at a time, please"));
    if (!addresses.isEmpty()) {
        QString problem;
        choices.address = Address::parse(addresses.first(), problem);
        if (!choices.address) refuse(problem);
    }
    choices.fullScreen = parser.isSet(fullScreen);
    choices.desktop = parser.isSet(desktop) || choices.fullScreen;
    choices.viewOnly = parser.isSet(viewOnly);
    choices.statistics = parser.isSet(statistics);
    choices.unscaled = parser.isSet(unscaled);
    choices.inputMethod = !parser.isSet(noInputMethod);
    choices.primary = !parser.isSet(noPrimary);
    if (parser.isSet(passwordFile)) choices.password = readPassword(parser.value(passwordFile));
    choices.vnc.encodings = parser.value(encodings).toStdString();
    if (parser.isSet(quality)) {
        bool number = false;
        choices.vnc.quality = parser.value(quality).toInt(&number);
        if (!number || choices.vnc.quality < 0 || choices.vnc.quality > 9)
            refuse(QStringLiteral("--quality is a number from 0 to 9"));
    }
    if (parser.isSet(lossless)) choices.vnc.quality = -1;
    choices.screenshot = parser.value(screenshot);
    if (parser.isSet(exitAfter)) {
        bool number = false;
        const double seconds = parser.value(exitAfter).toDouble(&number);
        if (!number || seconds < 0 || seconds > 1e6)
            refuse(QStringLiteral("--exit-after is a number of seconds"));
        choices.exitAfter = std::chrono::milliseconds(static_cast<qint64>(seconds * 1000));
    }
    return choices;
}

} // namespace vitrine
