// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/widgets/primary_selection.h"

#include "protocol/ops/limits.h"
#include "viewer/model/session.h"

#include <QClipboard>
#include <QGuiApplication>

namespace vitrine {

namespace {

constexpr int restMilliseconds = 100;

} // namespace

PrimarySelection::PrimarySelection(Session& session) : session_(session)
{
    if (!QGuiApplication::clipboard()->supportsSelection()) return;
    settles_.setSingleShot(true);
    settles_.setInterval(restMilliseconds);
    connect(&settles_, &QTimer::timeout, this, &PrimarySelection::offer);
    connect(QGuiApplication::clipboard(), &QClipboard::selectionChanged, this,
            [this] { settles_.start(); });
    connect(&session.screen(), &Screen::primaryChanged, this, &PrimarySelection::take);
    connect(&session, &Session::linkChanged, this, [this] {
        if (session_.link() != Session::Link::Live) return;
        session_.send(FollowPrimary{.follows = true});
        offer();
    });
}

void PrimarySelection::offer()
{
    const QClipboard& clipboard = *QGuiApplication::clipboard();
    if (clipboard.ownsSelection() || session_.link() != Session::Link::Live) return;
    const QString text = clipboard.text(QClipboard::Selection);
    const std::string bytes = text.toStdString();
    if (text.isEmpty() || text == shared_ || bytes.size() > limits::inputStringBytes) return;
    shared_ = text;
    session_.send(SetPrimary{.text = bytes});
}

void PrimarySelection::take(const QString& text)
{
    if (text == shared_) return;
    shared_ = text;
    settles_.stop();
    QGuiApplication::clipboard()->setText(text, QClipboard::Selection);
}

} // namespace vitrine
