// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/widgets/link_banner.h"

#include "viewer/model/session.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace vitrine {

LinkBanner::LinkBanner(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), text_(new QLabel(this)),
      retry_(new QPushButton(QStringLiteral("Try now"), this))
{
    text_->setTextFormat(Qt::PlainText); // the server may have written it
    text_->setWordWrap(true);
    auto* layout = new QHBoxLayout(this);
    layout->addWidget(text_, 1);
    layout->addWidget(retry_);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::ToolTipBase);
    text_->setForegroundRole(QPalette::ToolTipText);
    counting_.setInterval(250);
    connect(&counting_, &QTimer::timeout, this, &LinkBanner::refresh);
    connect(retry_, &QPushButton::clicked, &session, &Session::retryNow);
    connect(&session, &Session::linkChanged, this, &LinkBanner::refresh);
    refresh();
}

void LinkBanner::refresh()
{
    const bool waiting = session_.link() == Session::Link::Waiting;
    QString text = session_.message();
    if (waiting) text += QStringLiteral(" Trying again in %1 s.").arg(session_.secondsToRetry());
    text_->setText(text);
    retry_->setVisible(waiting);
    setVisible(session_.link() != Session::Link::Live);
    if (waiting && !counting_.isActive()) counting_.start();
    if (!waiting) counting_.stop();
}

} // namespace vitrine
