// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/widgets/clipboard.h"

#include "protocol/ops/limits.h"
#include "viewer/model/session.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

namespace vitrine {

Clipboard::Clipboard(Session& session) : session_(session)
{
    connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this, &Clipboard::offer);
    connect(&session.screen(), &Screen::clipboardChanged, this, &Clipboard::take);
    connect(&session, &Session::linkChanged, this, [this] {
        if (session_.link() == Session::Link::Live) offer();
    });
}

void Clipboard::offer()
{
    const QClipboard& clipboard = *QGuiApplication::clipboard();
    if (clipboard.ownsClipboard() || session_.link() != Session::Link::Live) return;
    const QMimeData* content = clipboard.mimeData();
    if (!content || !content->hasText()) return;
    const QString text = content->text();
    const std::string bytes = text.toStdString();
    if (text.isEmpty() || text == shared_ || bytes.size() > limits::inputStringBytes) return;
    shared_ = text;
    session_.send(SetClipboard{.text = bytes});
}

void Clipboard::take(const QString& text)
{
    if (text == shared_) return;
    shared_ = text;
    QGuiApplication::clipboard()->setText(text);
}

} // namespace vitrine
