// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/paint.h"
#include "server/base/region.h"

#include <optional>

namespace vitrine {

class Painter;
class Window;

// How its background is painted on an image in which its inside begins at `inside`; none: not at
// all.
std::optional<Paint> backgroundOf(const Window& window, Point inside);

// Fills a part of a window, in the surface's coordinates, as its attributes say. The part is
// already clipped to what is the window's. A background of None leaves the pixels as they are.
void paintBackground(Painter& painter, const Window& window, const Region& part);
void paintBorder(Painter& painter, const Window& window, const Region& part);

} // namespace vitrine
