// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/pixmap.h"

namespace vitrine {

void Drawable::touch()
{
    static std::uint64_t last = 0; // the core is one thread
    serial_ = ++last;
}

Pixmap::Pixmap(Xid id, Size size, int depth, Painter& painter, std::shared_ptr<Allowance> allowance)
    : Pixmap(id, depth, std::make_shared<Pixels>(painter, std::move(allowance), size, depth))
{
}

Pixmap::Pixmap(Xid id, int depth, std::shared_ptr<Pixels> pixels)
    : Drawable(id, depth, false), pixels_(std::move(pixels))
{
}

} // namespace vitrine
