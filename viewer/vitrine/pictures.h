// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/messages.h"

#include <QCursor>
#include <QImage>

namespace vitrine {

// Shares the image's pixels: valid as long as they are. Depth 24 or 32; empty otherwise.
QImage sharedPicture(const Image& image);

QImage straightPicture(const Image& icon); // a copy; depth 32, straight alpha
QCursor cursorPicture(const DefineCursor& cursor);

} // namespace vitrine
