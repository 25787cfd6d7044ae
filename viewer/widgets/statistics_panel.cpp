// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/widgets/statistics_panel.h"

#include "viewer/model/session.h"

#include <QFormLayout>
#include <QLabel>
#include <QLocale>

namespace vitrine {

namespace {

constexpr int refreshMilliseconds = 500;

QString milliseconds(double value)
{
    return value < 0 ? QStringLiteral("–") : QStringLiteral("%1 ms").arg(value, 0, 'f', 1);
}

QString bytes(double count)
{
    return QLocale().formattedDataSize(static_cast<qint64>(count));
}

} // namespace

StatisticsPanel::StatisticsPanel(Session& session, QWidget* parent)
    : QWidget(parent), session_(session)
{
    auto* layout = new QFormLayout(this);
    for (const char* name : {"Received", "Now", "Sent", "Frames", "Link", "Decoding",
                             "Input to picture", "Mismatches"}) {
        auto* value = new QLabel(this);
        value->setMinimumWidth(
            fontMetrics().horizontalAdvance(QStringLiteral("00000.0 MiB a second")));
        layout->addRow(QString::fromLatin1(name), value);
        values_[QString::fromLatin1(name)] = value;
    }
    connect(&refreshing_, &QTimer::timeout, this, &StatisticsPanel::refresh);
    refresh();
}

void StatisticsPanel::showEvent(QShowEvent*)
{
    refresh();
    refreshing_.start(refreshMilliseconds);
}

void StatisticsPanel::hideEvent(QHideEvent*)
{
    refreshing_.stop();
}

void StatisticsPanel::set(const QString& name, const QString& value)
{
    values_[name]->setText(value);
}

void StatisticsPanel::refresh()
{
    const Traffic now = session_.traffic();
    const double seconds = since_.isValid() ? double(since_.restart()) / 1000 : 0;
    if (!since_.isValid()) since_.start();
    const auto rate = [&](std::uint64_t count, std::uint64_t before) {
        return seconds > 0 ? double(count - before) / seconds : 0.0;
    };
    set(QStringLiteral("Received"), bytes(double(now.bytesIn)));
    set(QStringLiteral("Now"),
        QStringLiteral("%1 a second").arg(bytes(rate(now.bytesIn, last_.bytesIn))));
    set(QStringLiteral("Sent"), bytes(double(now.bytesOut)));
    set(QStringLiteral("Frames"), QStringLiteral("%1 (%2 a second)")
                                      .arg(now.frames)
                                      .arg(rate(now.frames, last_.frames), 0, 'f', 0));
    set(QStringLiteral("Link"), milliseconds(now.roundTripMilliseconds));
    set(QStringLiteral("Decoding"), milliseconds(now.decodeMilliseconds));
    set(QStringLiteral("Input to picture"), milliseconds(session_.inputToFrameMilliseconds()));
    set(QStringLiteral("Mismatches"), QString::number(now.mismatches));
    last_ = now;
}

} // namespace vitrine
