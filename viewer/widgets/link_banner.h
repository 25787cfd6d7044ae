// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace vitrine {

class Session;

// Says how the link is, whenever it is not as it should be, and lets one try again at once.
class LinkBanner : public QWidget {
    Q_OBJECT
public:
    LinkBanner(Session& session, QWidget* parent = nullptr); // borrows the session

private:
    void refresh();

    Session& session_;
    QLabel* text_;
    QPushButton* retry_;
    QTimer counting_;
};

} // namespace vitrine
