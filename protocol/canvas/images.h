// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/id_map.h"
#include "protocol/canvas/ids.h"
#include "protocol/canvas/image.h"

namespace vitrine {

// The images of a session, by id: the server's, or a viewer's replica. References stay valid until
// the image is dropped.
class Images {
public:
    bool define(ImageId id, Image image) // false where the id is taken
    {
        return images_.add(id.value, std::move(image));
    }
    bool drop(ImageId id) { return images_.erase(id.value); }

    Image* find(ImageId id) { return images_.find(id.value); } // null where there is none
    const Image* find(ImageId id) const { return images_.find(id.value); }

    std::size_t count() const { return images_.count(); }

private:
    IdMap<Image> images_;
};

} // namespace vitrine
