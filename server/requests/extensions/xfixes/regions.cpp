// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/regions.h"

#include "server/display/display.h"
#include "server/display/extension_states.h"
#include "server/requests/extensions/render/lookups.h"
#include "server/requests/extensions/xfixes/named_regions.h"
#include "server/requests/extensions/xfixes/xfixes_requests.h"

#include "x11/render.h"

namespace vitrine {

HeldRegion namedRegion(Call& call, Xid id)
{
    HeldRegion region = call.display.resources().share<const Region>(id);
    if (!region) throw XError{xfixes::ErrorCode::Region, id};
    return region;
}

HeldRegion namedRegionOrNone(Call& call, Xid id)
{
    return id ? namedRegion(call, id) : nullptr;
}

void addRegion(Call& call, Xid id, Region region)
{
    call.display.add(call.client, id, held(std::move(region), call.client.memory));
}

void setRegion(Call& call, Xid id, Region region)
{
    HeldRegion now = held(std::move(region), call.client.memory);
    call.display.resources().remove(id);
    call.display.resources().add(id, std::move(now));
}

namespace {

// What Union, Intersect and Subtract have in common.
template<class Request, class Combine> void combine(Call& call, const Request& request, Combine how)
{
    const HeldRegion first = namedRegion(call, request.source1);
    const HeldRegion second = namedRegion(call, request.source2);
    namedRegion(call, request.destination);
    checkCombination(*first, *second);
    setRegion(call, request.destination, how(*first, *second));
}

} // namespace

void handle(Call& call, const xfixes::CreateRegion& request)
{
    addRegion(call, request.region, regionOf(request.rectangles));
}

void handle(Call& call, const xfixes::CreateRegionFromBitmap& request)
{
    call.display.checkNew(call.client, request.region);
    const Pixmap& bitmap = call.display.pixmap(request.bitmap);
    if (bitmap.depth() != 1) throw badMatch();
    const Image* image = call.display.images().find(bitmap.image());
    addRegion(call, request.region, image ? regionOf(*image) : Region());
}

void handle(Call& call, const xfixes::CreateRegionFromWindow& request)
{
    call.display.checkNew(call.client, request.region);
    const Window& window = call.display.window(request.window);
    if (request.kind > static_cast<std::uint8_t>(ShapeKind::Clip)) throw badValue(request.kind);
    addRegion(call, request.region, Shapes::region(window, static_cast<ShapeKind>(request.kind)));
}

void handle(Call& call, const xfixes::CreateRegionFromGC& request)
{
    call.display.checkNew(call.client, request.region);
    const GraphicsContext& gc = call.display.gc(request.gc);
    if (!gc.clip) throw badMatch();
    addRegion(call, request.region, *gc.clip);
}

void handle(Call& call, const xfixes::DestroyRegion& request)
{
    namedRegion(call, request.region);
    call.display.free(request.region);
}

void handle(Call& call, const xfixes::SetRegion& request)
{
    namedRegion(call, request.region);
    setRegion(call, request.region, regionOf(request.rectangles));
}

void handle(Call& call, const xfixes::CopyRegion& request)
{
    const HeldRegion source = namedRegion(call, request.source);
    namedRegion(call, request.destination);
    setRegion(call, request.destination, *source);
}

void handle(Call& call, const xfixes::UnionRegion& request)
{
    combine(call, request, [](const Region& a, const Region& b) { return a.united(b); });
}

void handle(Call& call, const xfixes::IntersectRegion& request)
{
    combine(call, request, [](const Region& a, const Region& b) { return a.intersected(b); });
}

void handle(Call& call, const xfixes::SubtractRegion& request)
{
    combine(call, request, [](const Region& a, const Region& b) { return a.subtracted(b); });
}

void handle(Call& call, const xfixes::InvertRegion& request)
{
    const HeldRegion source = namedRegion(call, request.source);
    namedRegion(call, request.destination);
    setRegion(call, request.destination,
              regionOf(std::span(&request.bounds, 1)).subtracted(*source));
}

void handle(Call& call, const xfixes::TranslateRegion& request)
{
    const HeldRegion region = namedRegion(call, request.region);
    setRegion(call, request.region, moved(*region, {request.dx, request.dy}));
}

void handle(Call& call, const xfixes::RegionExtents& request)
{
    const Rect bounds = namedRegion(call, request.source)->bounds();
    namedRegion(call, request.destination);
    setRegion(call, request.destination, bounds);
}

xfixes::FetchRegion::Reply handle(Call& call, const xfixes::FetchRegion& request)
{
    const HeldRegion region = namedRegion(call, request.region);
    return {.extents = rectangleOf(region->bounds()), .rectangles = rectanglesOf(*region)};
}

void handle(Call& call, const xfixes::SetGCClipRegion& request)
{
    GraphicsContext& gc = call.display.gc(request.gc);
    gc.clip = namedRegionOrNone(call, request.region);
    gc.clipOrigin = {request.xOrigin, request.yOrigin};
    gc.clipChanged();
}

void handle(Call& call, const xfixes::SetWindowShapeRegion& request)
{
    Window& window = call.display.window(request.dest);
    const HeldRegion region = namedRegionOrNone(call, request.region);
    if (request.destKind > static_cast<std::uint8_t>(ShapeKind::InputShape))
        throw badValue(request.destKind);
    HeldRegion shape;
    if (region)
        shape = held(moved(*region, {request.xOffset, request.yOffset}), call.client.memory);
    call.display.extensions().shapes.set(window, static_cast<ShapeKind>(request.destKind),
                                         std::move(shape));
}

// "Each rectangle grows by so many pixels on each side"; a region without any leaves the
// destination as it is, as X.Org has it.
void handle(Call& call, const xfixes::ExpandRegion& request)
{
    const HeldRegion source = namedRegion(call, request.source);
    namedRegion(call, request.destination);
    if (source->empty()) return;
    std::vector<Rect> grown;
    grown.reserve(source->count());
    source->each([&](const Rect& rect) {
        grown.push_back(Rect::between(rect.x - request.left, rect.y - request.top,
                                      rect.right() + request.right,
                                      rect.bottom() + request.bottom));
    });
    checkUnion(grown);
    setRegion(call, request.destination, moved(Region(grown), {}));
}

void handle(Call& call, const xfixes::CreateRegionFromPicture& request)
{
    call.display.checkNew(call.client, request.region);
    const Picture& picture = rendering::picture(call, request.picture);
    if (!picture.drawable()) throw XError{x11::render::ErrorCode::Picture, request.picture};
    if (!picture.clip()) throw XError{x11::ErrorCode::Implementation, 0}; // as X.Org answers
    addRegion(call, request.region, *picture.clip());
}

void handle(Call& call, const xfixes::SetPictureClipRegion& request)
{
    Picture& picture = rendering::picture(call, request.picture);
    if (!picture.drawable()) throw XError{x11::render::ErrorCode::Picture, request.picture};
    picture.setClip(namedRegionOrNone(call, request.region));
    picture.setClipOrigin({request.xOrigin, request.yOrigin});
}

} // namespace vitrine
