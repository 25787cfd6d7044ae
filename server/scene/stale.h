// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/scene/op_log.h"

#include <functional>
#include <unordered_map>

namespace vitrine {

// Which pixels of a viewer's images differ from the server's, while ops are played on them: a
// working copy that takes each image's region from `origin` when it is first asked for.
class Stale {
public:
    using Origin = std::function<const Region*(ImageId)>; // null: an image the viewer cannot have

    explicit Stale(Origin origin) : origin_(std::move(origin)) {}

    Region* find(ImageId id); // null: an image the viewer cannot have
    void add(ImageId id, const Region& region);

    // Plays an op. False where everything it writes is stale afterwards: it need not be played.
    bool play(const Drawing& drawing);
    // Its writes are told as pixels.
    void damage(const Drawing& drawing) { add(drawing.target, drawing.writes); }

    const std::unordered_map<ImageId, Region>& regions() const { return regions_; } // those touched

private:
    Region spreadFrom(const Drawing& drawing);

    Origin origin_;
    std::unordered_map<ImageId, Region> regions_;
};

} // namespace vitrine
