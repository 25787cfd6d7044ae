// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/vitrine/pictures.h"

#include <QPixmap>
#include <algorithm>

namespace vitrine {

namespace {

QImage picture(const Image& image, QImage::Format format)
{
    if (image.bytesPerPixel() != 4 || image.size().empty()) return {};
    return QImage(reinterpret_cast<const uchar*>(image.bytes().data()), image.width(),
                  image.height(), static_cast<qsizetype>(image.stride()), format);
}

} // namespace

QImage sharedPicture(const Image& image)
{
    return picture(image, image.depth() == 32 ? QImage::Format_ARGB32_Premultiplied
                                              : QImage::Format_RGB32);
}

QImage straightPicture(const Image& icon)
{
    return picture(icon, QImage::Format_ARGB32).copy();
}

QCursor cursorPicture(const DefineCursor& cursor)
{
    const QImage image = picture(cursor.image, QImage::Format_ARGB32_Premultiplied);
    if (image.isNull()) return QCursor(Qt::BlankCursor);
    return QCursor(QPixmap::fromImage(image.copy()),
                   std::clamp(cursor.hotspot.x, 0, image.width() - 1),
                   std::clamp(cursor.hotspot.y, 0, image.height() - 1));
}

} // namespace vitrine
