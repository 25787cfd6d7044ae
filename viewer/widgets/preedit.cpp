// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/widgets/preedit.h"

#include <QCursor>

namespace vitrine {

Preedit::Preedit(QWidget* parent)
    : QLabel(parent, Qt::ToolTip | Qt::FramelessWindowHint | Qt::WindowTransparentForInput)
{
    setAttribute(Qt::WA_ShowWithoutActivating);
    setTextFormat(Qt::PlainText);
    setFrameShape(QFrame::Box);
    setMargin(2);
    setAutoFillBackground(true);
    QFont underlined = font();
    underlined.setUnderline(true);
    setFont(underlined);
}

void Preedit::show(const QString& text)
{
    if (text.isEmpty()) return hide();
    const QPoint at = place();
    setText(text);
    adjustSize();
    move(at);
    setVisible(true);
}

QPoint Preedit::place() const
{
    return isVisible() ? pos() : QCursor::pos();
}

} // namespace vitrine
