// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/messages.h"

#include <functional>

// The frames that are drawn around windows on the composed screen, and the tabs by which minimised
// ones are had back. Coordinates are the screen's.
namespace vitrine {

enum class FramePart { Outside, Title, Minimize, Maximize, Close, Edge, Tab };

// Where the edges of a window follow the pointer; -1 left or top, 1 right or bottom.
struct FrameEdges {
    int horizontal = 0;
    int vertical = 0;
};

bool isFramed(const Surface& surface);
Rect frameAround(const Surface& surface, Size image); // the image alone where there is no frame
Rect tabPlace(int index, Size screen);                // of the n-th minimised window

FramePart framePartAt(const Surface& surface, Size image, Point at);
FrameEdges frameEdgesAt(const Surface& surface, Size image, Point at);

// The shape of a character and how far it moves the pen; zero: unknown.
using Letters = std::function<int(char32_t, Glyph&)>;

// The frame as an image of frameAround's size, depth 24; what lies under the window is black.
Image drawFrame(const Surface& surface, Size image, const Letters& letters);
Image drawTab(const Surface& surface, Size tab, const Letters& letters);

// Whether both look the same but for their place.
bool sameFrame(const Surface& one, Size oneImage, const Surface& other, Size otherImage);

} // namespace vitrine
