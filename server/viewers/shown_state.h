// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/scene/planner.h"
#include "server/scene/scene_state.h"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace vitrine {

// What one viewer was told of surfaces, stacking, icons and the cursor.
class ShownState {
public:
    ShownState(std::string sessionName, bool desktop)
        : sessionName_(std::move(sessionName)), desktop_(desktop)
    {
    }

    // Comes first in a frame; said at first, and when the screen has another size.
    void welcome(const SceneState& state, std::vector<UpdatePart>& parts);
    // The rest, after all drawing: what turns that which was told into `state`.
    void tell(const SceneState& state, std::vector<UpdatePart>& parts);

    // The images whose pixels this viewer sees.
    std::vector<ImageId> visibleImages(const SceneState& state) const;

private:
    void tellSurfaces(const SceneState& state, std::vector<UpdatePart>& parts);
    void tellSurface(const Surface& surface, std::vector<UpdatePart>& parts);
    void tellIcons(const SceneState& state, std::vector<UpdatePart>& parts);
    void tellLaunches(const SceneState& state, std::vector<UpdatePart>& parts);
    void tellCursor(const SceneState& state, std::vector<UpdatePart>& parts);

    std::string sessionName_;
    bool desktop_;
    std::optional<Size> screen_;
    std::map<SurfaceId, Surface> surfaces_;
    std::map<SurfaceId, std::shared_ptr<const Image>> icons_;
    std::vector<SurfaceId> stacking_;
    std::vector<Launch> launches_; // under way
    std::deque<CursorId> cursors_; // known, the one used last at the back
    std::optional<CursorId> cursor_;
};

} // namespace vitrine
