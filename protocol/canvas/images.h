// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/ids.h"
#include "protocol/canvas/image.h"

#include <unordered_map>

namespace vitrine {

// The images of a session, by id: the server's, or a viewer's replica. References stay valid until
// the image is dropped.
class Images {
public:
    bool define(ImageId id, Image image) // false where the id is taken
    {
        return images_.try_emplace(id, std::move(image)).second;
    }
    bool drop(ImageId id) { return images_.erase(id) != 0; }

    Image* find(ImageId id) // null where there is none
    {
        const auto found = images_.find(id);
        return found == images_.end() ? nullptr : &found->second;
    }
    const Image* find(ImageId id) const { return const_cast<Images*>(this)->find(id); }

    std::size_t count() const { return images_.size(); }

private:
    std::unordered_map<ImageId, Image> images_;
};

} // namespace vitrine
