// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/regions.h"

#include "server/display/display.h"
#include "server/display/extension_states.h"
#include "server/requests/extensions/render/lookups.h"
#include "server/requests/extensions/xfixes/xfixes_requests.h"

#include "x11/render.h"

namespace vitrine {

namespace {

Region& regionOf(Call& call, Xid id)
{
    return call.display.resources().get<Region>(id, xfixes::ErrorCode::Region);
}

const Region* regionOrNone(Call& call, Xid id)
{
    return id ? &regionOf(call, id) : nullptr;
}

void add(Call& call, Xid id, Region region)
{
    call.display.add(call.client, id, std::make_shared<Region>(std::move(region)));
}

// What Union, Intersect and Subtract have in common: any of the three may be one region.
template<class Request, class Combine> void combine(Call& call, const Request& request, Combine how)
{
    const Region& first = regionOf(call, request.source1);
    const Region& second = regionOf(call, request.source2);
    Region& destination = regionOf(call, request.destination);
    if (&destination == &first) return (void)how(destination, second);
    Region result = first;
    how(result, second);
    destination = std::move(result);
}

} // namespace

void handle(Call& call, const xfixes::CreateRegion& request)
{
    add(call, request.region, regionOf(request.rectangles));
}

void handle(Call& call, const xfixes::CreateRegionFromBitmap& request)
{
    call.display.checkNew(call.client, request.region);
    const Pixmap& bitmap = call.display.pixmap(request.bitmap);
    if (bitmap.depth() != 1) throw badMatch();
    const Image* image = call.display.images().find(bitmap.image());
    add(call, request.region, image ? regionOf(*image) : Region());
}

void handle(Call& call, const xfixes::CreateRegionFromWindow& request)
{
    call.display.checkNew(call.client, request.region);
    const Window& window = call.display.window(request.window);
    if (request.kind > static_cast<std::uint8_t>(ShapeKind::Clip)) throw badValue(request.kind);
    add(call, request.region, Shapes::region(window, static_cast<ShapeKind>(request.kind)));
}

void handle(Call& call, const xfixes::CreateRegionFromGC& request)
{
    call.display.checkNew(call.client, request.region);
    const GraphicsContext& gc = call.display.gc(request.gc);
    if (!gc.clip) throw badMatch();
    add(call, request.region, *gc.clip);
}

void handle(Call& call, const xfixes::DestroyRegion& request)
{
    regionOf(call, request.region);
    call.display.free(request.region);
}

void handle(Call& call, const xfixes::SetRegion& request)
{
    regionOf(call, request.region) = regionOf(request.rectangles);
}

void handle(Call& call, const xfixes::CopyRegion& request)
{
    const Region& source = regionOf(call, request.source);
    regionOf(call, request.destination) = source;
}

void handle(Call& call, const xfixes::UnionRegion& request)
{
    combine(call, request, [](Region& a, const Region& b) { a.unite(b); });
}

void handle(Call& call, const xfixes::IntersectRegion& request)
{
    combine(call, request, [](Region& a, const Region& b) { a.intersect(b); });
}

void handle(Call& call, const xfixes::SubtractRegion& request)
{
    combine(call, request, [](Region& a, const Region& b) { a.subtract(b); });
}

void handle(Call& call, const xfixes::InvertRegion& request)
{
    const Region& source = regionOf(call, request.source);
    Region& destination = regionOf(call, request.destination);
    destination = regionOf(std::span(&request.bounds, 1)).subtracted(source);
}

void handle(Call& call, const xfixes::TranslateRegion& request)
{
    Region& region = regionOf(call, request.region);
    region = moved(std::move(region), {request.dx, request.dy});
}

void handle(Call& call, const xfixes::RegionExtents& request)
{
    const Rect bounds = regionOf(call, request.source).bounds();
    regionOf(call, request.destination) = bounds;
}

xfixes::FetchRegion::Reply handle(Call& call, const xfixes::FetchRegion& request)
{
    const Region& region = regionOf(call, request.region);
    return {.extents = rectangleOf(region.bounds()), .rectangles = rectanglesOf(region)};
}

void handle(Call& call, const xfixes::SetGCClipRegion& request)
{
    GraphicsContext& gc = call.display.gc(request.gc);
    const Region* region = regionOrNone(call, request.region);
    gc.clip = region ? std::make_shared<const Region>(*region) : nullptr;
    gc.clipOrigin = {request.xOrigin, request.yOrigin};
    gc.clipChanged();
}

void handle(Call& call, const xfixes::SetWindowShapeRegion& request)
{
    Window& window = call.display.window(request.dest);
    const Region* region = regionOrNone(call, request.region);
    if (request.destKind > static_cast<std::uint8_t>(ShapeKind::InputShape))
        throw badValue(request.destKind);
    std::optional<Region> shape;
    if (region) shape = moved(*region, {request.xOffset, request.yOffset});
    call.display.extensions().shapes.set(window, static_cast<ShapeKind>(request.destKind),
                                         std::move(shape));
}

// "Each rectangle grows by so many pixels on each side"; a region without any leaves the
// destination as it is, as X.Org has it.
void handle(Call& call, const xfixes::ExpandRegion& request)
{
    const Region& source = regionOf(call, request.source);
    Region& destination = regionOf(call, request.destination);
    if (source.empty()) return;
    std::vector<Rect> grown;
    grown.reserve(source.count());
    source.each([&](const Rect& rect) {
        grown.push_back(Rect::between(rect.x - request.left, rect.y - request.top,
                                      rect.right() + request.right,
                                      rect.bottom() + request.bottom));
    });
    destination = moved(Region(grown), {});
}

void handle(Call& call, const xfixes::CreateRegionFromPicture& request)
{
    call.display.checkNew(call.client, request.region);
    const Picture& picture = rendering::picture(call, request.picture);
    if (!picture.drawable()) throw XError{x11::render::ErrorCode::Picture, request.picture};
    if (!picture.clip()) throw XError{x11::ErrorCode::Implementation, 0}; // as X.Org answers
    add(call, request.region, *picture.clip());
}

void handle(Call& call, const xfixes::SetPictureClipRegion& request)
{
    Picture& picture = rendering::picture(call, request.picture);
    if (!picture.drawable()) throw XError{x11::render::ErrorCode::Picture, request.picture};
    const Region* region = regionOrNone(call, request.region);
    picture.setClip(region ? std::optional(*region) : std::nullopt);
    picture.setClipOrigin({request.xOrigin, request.yOrigin});
}

} // namespace vitrine
