// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/pixmap.h"

#include "server/display/painter.h"

namespace vitrine {

void Drawable::touch()
{
    static std::uint64_t last = 0; // the core is one thread
    serial_ = ++last;
}

Pixmap::Pixmap(Xid id, Size size, int depth, Painter& painter, std::shared_ptr<PixelBudget> budget)
    : Drawable(id, depth, false), painter_(painter), lease_(std::move(budget), size, depth),
      size_(size),
      image_(painter.createImage(size, depth))
{
}

Pixmap::~Pixmap()
{
    painter_.dropImage(image_);
}

} // namespace vitrine
