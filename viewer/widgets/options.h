// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "viewer/model/address.h"
#include "viewer/vnc/vnc_link.h"

#include <QString>
#include <QStringList>
#include <chrono>
#include <optional>

namespace vitrine {

// What the command line asks for.
struct ViewerChoices {
    std::optional<Address> address; // none: ask
    bool desktop = false;
    bool fullScreen = false;
    bool viewOnly = false;
    bool statistics = false;
    bool unscaled = false;
    bool inputMethod = true; // this machine's composes text
    bool primary = true;     // what is selected is shared, for the middle button
    std::optional<QString> password;
    VncOptions vnc;
    QString screenshot;                                 // a file to be written before the end
    std::optional<std::chrono::milliseconds> exitAfter; // from the first picture on

    // Answers --help and --version itself, and ends the process where the arguments are wrong.
    static ViewerChoices parse(const QStringList& arguments);
};

} // namespace vitrine
