// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "viewer/model/connection.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>
#include <map>

class QLabel;

namespace vitrine {

class Session;

// The live panel: what the link carries now and has carried, and how fast it answers.
class StatisticsPanel : public QWidget {
    Q_OBJECT
public:
    StatisticsPanel(Session& session, QWidget* parent = nullptr); // borrows the session

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void refresh();
    void set(const QString& name, const QString& value);

    Session& session_;
    std::map<QString, QLabel*> values_;
    QTimer refreshing_;
    QElapsedTimer since_;
    Traffic last_;
};

} // namespace vitrine
