// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/shared_mapping.h"
#include "server/requests/call.h"

#include "x11/shm.h"

// "MIT-SHM--The MIT Shared Memory Extension", version 1.2.
namespace vitrine {

namespace shm = x11::shm;

// A segment as its client names it: the resource.
struct ShmSegment {
    std::shared_ptr<SharedMapping> memory;
};

// The segment's bytes from `offset` on. BadSeg, BadValue for an offset that is odd or outside,
// BadAccess for one to be written that is read-only.
std::span<std::byte> segmentBytes(Call& call, Xid segment, std::uint32_t offset,
                                  SharedMapping::Access access);

// Segments (shm.cpp).
shm::QueryVersion::Reply handle(Call& call, const shm::QueryVersion& request);
void handle(Call& call, const shm::Attach& request);
void handle(Call& call, const shm::Detach& request);
void handle(Call& call, const shm::AttachFd& request);
void handle(Call& call, const shm::CreateSegment& request);

// Pixels in them (shm_images.cpp).
void handle(Call& call, const shm::PutImage& request);
shm::GetImage::Reply handle(Call& call, const shm::GetImage& request);
void handle(Call& call, const shm::CreatePixmap& request);

} // namespace vitrine
