// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/pixels.h"

#include "server/display/painter.h"

namespace vitrine {

Pixels::Pixels(Painter& painter, std::shared_ptr<PixelBudget> budget, Size size, int depth)
    : painter_(painter), lease_(std::move(budget), size, depth), size_(size),
      image_(painter.createImage(size, depth))
{
}

Pixels::~Pixels()
{
    painter_.dropImage(image_);
}

} // namespace vitrine
