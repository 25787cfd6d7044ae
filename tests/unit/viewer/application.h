// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <functional>

namespace vitrine {

// Qt without a screen, for all tests of the program.
inline QApplication& application()
{
    static int argc = 1;
    static char name[] = "unit_viewer";
    static char* argv[] = {name, nullptr};
    static const bool set = qputenv("QT_QPA_PLATFORM", "offscreen");
    // Never destroyed: Qt's own statics still ask for it when the program ends.
    static auto* const application = new QApplication(argc, argv);
    Q_UNUSED(set);
    return *application;
}

// Handles events until the condition holds; false if it does not within ten seconds.
inline bool until(const std::function<bool()>& holds)
{
    QElapsedTimer since;
    since.start();
    while (!holds()) {
        if (since.elapsed() > 10'000) return false;
        application().processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 50);
    }
    return true;
}

} // namespace vitrine
