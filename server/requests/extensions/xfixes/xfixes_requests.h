// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/call.h"

#include "x11/xfixes.h"

// "XFIXES Extension", version 6.0, by family.
namespace vitrine {

namespace xfixes = x11::xfixes;

// Windows, selections and clients (xfixes.cpp).
xfixes::QueryVersion::Reply handle(Call& call, const xfixes::QueryVersion& request);
void handle(Call& call, const xfixes::ChangeSaveSet& request);
void handle(Call& call, const xfixes::SelectSelectionInput& request);
void handle(Call& call, const xfixes::SetClientDisconnectMode& request);
xfixes::GetClientDisconnectMode::Reply handle(Call& call,
                                              const xfixes::GetClientDisconnectMode& request);

// The cursor and barriers for it (cursors.cpp).
void handle(Call& call, const xfixes::SelectCursorInput& request);
xfixes::GetCursorImage::Reply handle(Call& call, const xfixes::GetCursorImage& request);
void handle(Call& call, const xfixes::SetCursorName& request);
xfixes::GetCursorName::Reply handle(Call& call, const xfixes::GetCursorName& request);
xfixes::GetCursorImageAndName::Reply handle(Call& call,
                                            const xfixes::GetCursorImageAndName& request);
void handle(Call& call, const xfixes::ChangeCursor& request);
void handle(Call& call, const xfixes::ChangeCursorByName& request);
void handle(Call& call, const xfixes::HideCursor& request);
void handle(Call& call, const xfixes::ShowCursor& request);
void handle(Call& call, const xfixes::CreatePointerBarrier& request);
void handle(Call& call, const xfixes::DeletePointerBarrier& request);

// Regions and their arithmetic (regions.cpp).
void handle(Call& call, const xfixes::CreateRegion& request);
void handle(Call& call, const xfixes::CreateRegionFromBitmap& request);
void handle(Call& call, const xfixes::CreateRegionFromWindow& request);
void handle(Call& call, const xfixes::CreateRegionFromGC& request);
void handle(Call& call, const xfixes::CreateRegionFromPicture& request);
void handle(Call& call, const xfixes::DestroyRegion& request);
void handle(Call& call, const xfixes::SetRegion& request);
void handle(Call& call, const xfixes::CopyRegion& request);
void handle(Call& call, const xfixes::UnionRegion& request);
void handle(Call& call, const xfixes::IntersectRegion& request);
void handle(Call& call, const xfixes::SubtractRegion& request);
void handle(Call& call, const xfixes::InvertRegion& request);
void handle(Call& call, const xfixes::TranslateRegion& request);
void handle(Call& call, const xfixes::RegionExtents& request);
xfixes::FetchRegion::Reply handle(Call& call, const xfixes::FetchRegion& request);
void handle(Call& call, const xfixes::SetGCClipRegion& request);
void handle(Call& call, const xfixes::SetWindowShapeRegion& request);
void handle(Call& call, const xfixes::SetPictureClipRegion& request);
void handle(Call& call, const xfixes::ExpandRegion& request);

} // namespace vitrine
