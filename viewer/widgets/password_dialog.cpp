// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/widgets/password_dialog.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

namespace vitrine {

std::optional<std::pair<QString, QString>> askPassword(QWidget* parent, const QString& whose,
                                                       bool withUser)
{
    QDialog dialog(parent);
    dialog.setWindowTitle(QStringLiteral("Password"));
    auto* layout = new QFormLayout(&dialog);
    auto* text = new QLabel(QStringLiteral("%1 asks for a password.").arg(whose), &dialog);
    text->setTextFormat(Qt::PlainText);
    layout->addRow(text);
    auto* user = new QLineEdit(&dialog);
    user->setVisible(withUser);
    if (withUser) layout->addRow(QStringLiteral("User"), user);
    auto* password = new QLineEdit(&dialog);
    password->setEchoMode(QLineEdit::Password);
    layout->addRow(QStringLiteral("Password"), password);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, &dialog);
    layout->addRow(buttons);
    QObject::connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    (withUser ? user : password)->setFocus();
    if (dialog.exec() != QDialog::Accepted) return std::nullopt;
    return std::pair{user->text(), password->text()};
}

} // namespace vitrine
