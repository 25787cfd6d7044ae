// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/widgets/options.h"
#include "viewer/widgets/viewer.h"

#include <QApplication>
#include <QInputDialog>
#include <csignal>

namespace {

// Until the user types an address, or gives up.
std::optional<vitrine::Address> askAddress()
{
    QString typed, label = QStringLiteral("Address of the session:");
    for (;;) {
        bool given = false;
        typed = QInputDialog::getText(nullptr, QStringLiteral("Vitrine"), label, QLineEdit::Normal,
                                      typed, &given);
        if (!given) return std::nullopt;
        QString problem;
        if (auto address = vitrine::Address::parse(typed, problem)) return address;
        label = problem;
    }
}

} // namespace

int main(int argc, char** argv)
{
    std::signal(SIGPIPE, SIG_IGN); // a lost link is an error of its socket
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("vitrine-viewer"));
    QApplication::setApplicationVersion(QStringLiteral(VITRINE_VERSION));
    QApplication::setQuitOnLastWindowClosed(false); // the session decides when it is over

    vitrine::ViewerChoices choices = vitrine::ViewerChoices::parse(QApplication::arguments());
    if (!choices.address) choices.address = askAddress();
    if (!choices.address) return 0;
    vitrine::Viewer viewer(choices);
    viewer.start();
    return QApplication::exec();
}
