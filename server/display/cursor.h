// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"
#include "protocol/canvas/ids.h"
#include "protocol/canvas/image.h"
#include "server/base/ids.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace vitrine {

// As X gives it: sixteen bits a channel.
struct CursorColor {
    std::uint16_t red = 0;
    std::uint16_t green = 0;
    std::uint16_t blue = 0;

    bool operator==(const CursorColor&) const = default;
};

// What the pointer looks like. The picture of an id never changes: recolouring makes a new one.
class Cursor {
public:
    Cursor(CursorId id, Image image, Point hotspot); // depth 32, premultiplied alpha

    // Source and mask of depth 1 and equal size, as CreateCursor takes them.
    Cursor(CursorId id, Image source, Image mask, Point hotspot, CursorColor foreground,
           CursorColor background);

    // Shows each of these for its time, round and round; one of zero milliseconds for ever. At
    // least one, none of them animated itself.
    struct Frame {
        std::shared_ptr<Cursor> cursor;
        std::uint32_t milliseconds = 0;
    };
    explicit Cursor(std::vector<Frame> frames);
    std::span<const Frame> frames() const { return frames_; } // empty unless it is animated

    CursorId id() const { return id_; }
    const Image& image() const { return image_; } // depth 32, premultiplied alpha
    Point hotspot() const { return hotspot_; }
    Atom name = 0; // as XFIXES tells it; 0: it has none

    void recolor(CursorId newId, CursorColor foreground, CursorColor background);

private:
    CursorId id_;
    Image image_;
    Image source_; // empty where the cursor was given as a picture
    Image mask_;
    Point hotspot_;
    std::vector<Frame> frames_;
};

// A cursor lives while its client, a window or a grab uses it.
using CursorRef = std::shared_ptr<Cursor>;

} // namespace vitrine
