// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QString>
#include <optional>
#include <utility>

class QWidget;

namespace vitrine {

// Asks for a password, and a user where wanted; nullopt where the user gives none.
std::optional<std::pair<QString, QString>> askPassword(QWidget* parent, const QString& whose,
                                                       bool withUser);

} // namespace vitrine
