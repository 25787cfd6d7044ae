// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/pixels.h"

#include "server/display/painter.h"

namespace vitrine {

namespace {

Lease leaseFor(std::shared_ptr<Allowance> allowance, std::int64_t bytes)
{
    if (!Pixels::fit(*allowance, bytes)) throw badAlloc();
    return {std::move(allowance), bytes};
}

} // namespace

Pixels::Pixels(Painter& painter, std::shared_ptr<Allowance> allowance, Size size, int depth)
    : painter_(painter), lease_(leaseFor(std::move(allowance), bytesOf(size, depth))), size_(size),
      image_(painter.createImage(size, depth))
{
}

Pixels::~Pixels()
{
    painter_.dropImage(image_);
}

} // namespace vitrine
