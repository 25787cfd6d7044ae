// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/messages.h"

#include <map>
#include <memory>
#include <vector>

namespace vitrine {

// What is shown besides pixels, at one moment. Immutable once made, so frames, sessions and threads
// share it.
struct SceneState {
    Size screen;
    Surface root;                    // role Root; shown by whoever shows one screen
    std::vector<Surface> surfaces;   // mapped or minimized top-levels, in the order of their ids
    std::vector<SurfaceId> stacking; // the mapped ones, bottom to top; the root is not among them
    std::map<SurfaceId, std::shared_ptr<const Image>> icons; // straight alpha; none: no entry
    std::shared_ptr<const DefineCursor> cursor;              // null: hidden
    std::vector<Launch> launches;                            // under way, the oldest first

    const Surface* find(SurfaceId id) const;         // the root's too; null where there is none
    std::vector<const Surface*> bottomToTop() const; // the mapped ones, the root first
};

} // namespace vitrine
