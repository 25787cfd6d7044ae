// SPDX-License-Identifier: GPL-2.0-or-later
// "X Nonrectangular Window Shape Extension", version 1.1.
#include "server/display/display.h"
#include "server/display/extension_states.h"
#include "server/display/shape/shapes.h"
#include "server/requests/call.h"
#include "server/requests/extensions/registry.h"
#include "server/requests/regions.h"

#include "x11/shape_dispatch.h"

namespace vitrine {

namespace {

ShapeKind kindOf(std::uint8_t kind)
{
    if (kind > x11::shape::SK::Input) throw badValue(kind);
    return static_cast<ShapeKind>(kind);
}

// "destRegion = destRegion OP source". A window without a shape is joined by nothing, as X.Org has
// it: its rectangle stays what it is.
void operate(Call& call, Window& window, ShapeKind kind, std::uint8_t operation, Region source)
{
    using SO = x11::shape::SO;
    if (operation > SO::Invert) throw badValue(operation);
    const HeldRegion& old = Shapes::shape(window, kind);
    const auto combined = [&](auto how) {
        const Region region = Shapes::region(window, kind);
        checkCombination(region, source);
        return held(how(region), call.client.memory);
    };
    HeldRegion shape = old;
    switch (operation) {
    case SO::Set: shape = held(std::move(source), call.client.memory); break;
    case SO::Union:
        if (old) shape = combined([&](const Region& region) { return region.united(source); });
        break;
    case SO::Intersect:
        shape = old ? combined([&](const Region& region) { return region.intersected(source); })
                    : held(std::move(source), call.client.memory);
        break;
    case SO::Subtract:
        shape = combined([&](const Region& region) { return region.subtracted(source); });
        break;
    case SO::Invert:
        shape = old ? combined([&](const Region& region) { return source.subtracted(region); })
                    : held({}, call.client.memory);
        break;
    }
    call.display.extensions().shapes.set(window, kind, std::move(shape));
}

} // namespace

x11::shape::QueryVersion::Reply handle(Call&, const x11::shape::QueryVersion&)
{
    return {.majorVersion = 1, .minorVersion = 1};
}

void handle(Call& call, const x11::shape::Rectangles& request)
{
    Window& window = call.display.window(request.destinationWindow);
    const ShapeKind kind = kindOf(request.destinationKind);
    checkOrder(request.rectangles, request.ordering);
    operate(call, window, kind, request.operation,
            moved(regionOf(request.rectangles), {request.xOffset, request.yOffset}));
}

void handle(Call& call, const x11::shape::Mask& request)
{
    Display& display = call.display;
    Window& window = display.window(request.destinationWindow);
    const ShapeKind kind = kindOf(request.destinationKind);
    if (request.sourceBitmap == 0) { // "the existing shape is removed"
        if (Shapes::shape(window, kind)) display.extensions().shapes.set(window, kind, {});
        return;
    }
    const Pixmap& bitmap = display.pixmap(request.sourceBitmap);
    if (bitmap.depth() != 1) throw badMatch();
    const Image* image = display.images().find(bitmap.image());
    operate(call, window, kind, request.operation,
            moved(image ? regionOf(*image) : Region(), {request.xOffset, request.yOffset}));
}

void handle(Call& call, const x11::shape::Combine& request)
{
    Window& window = call.display.window(request.destinationWindow);
    const ShapeKind kind = kindOf(request.destinationKind);
    const Window& source = call.display.window(request.sourceWindow);
    operate(call, window, kind, request.operation,
            moved(Shapes::region(source, kindOf(request.sourceKind)),
                  {request.xOffset, request.yOffset}));
}

void handle(Call& call, const x11::shape::Offset& request)
{
    Window& window = call.display.window(request.destinationWindow);
    const ShapeKind kind = kindOf(request.destinationKind);
    Shapes& shapes = call.display.extensions().shapes;
    const HeldRegion& shape = Shapes::shape(window, kind);
    if (!shape) return shapes.tell(window, kind); // X.Org tells that nothing moved, too
    shapes.set(window, kind,
               held(moved(*shape, {request.xOffset, request.yOffset}), call.client.memory));
}

x11::shape::QueryExtents::Reply handle(Call& call, const x11::shape::QueryExtents& request)
{
    const Window& window = call.display.window(request.destinationWindow);
    const x11::Rectangle bounding =
        rectangleOf(Shapes::region(window, ShapeKind::Bounding).bounds());
    const x11::Rectangle clip = rectangleOf(Shapes::region(window, ShapeKind::Clip).bounds());
    return {.boundingShaped = window.boundingShape != nullptr,
            .clipShaped = window.clipShape != nullptr,
            .boundingShapeExtentsX = bounding.x,
            .boundingShapeExtentsY = bounding.y,
            .boundingShapeExtentsWidth = bounding.width,
            .boundingShapeExtentsHeight = bounding.height,
            .clipShapeExtentsX = clip.x,
            .clipShapeExtentsY = clip.y,
            .clipShapeExtentsWidth = clip.width,
            .clipShapeExtentsHeight = clip.height};
}

void handle(Call& call, const x11::shape::SelectInput& request)
{
    const Window& window = call.display.window(request.destinationWindow);
    call.display.extensions().shapes.select(call.client.id(), window, request.enable);
}

x11::shape::InputSelected::Reply handle(Call& call, const x11::shape::InputSelected& request)
{
    const Window& window = call.display.window(request.destinationWindow);
    return {.enabled = call.display.extensions().shapes.selected(call.client.id(), window)};
}

x11::shape::GetRectangles::Reply handle(Call& call, const x11::shape::GetRectangles& request)
{
    const Window& window = call.display.window(request.window);
    return {.ordering = x11::ClipOrdering::YXBanded,
            .rectangles = rectanglesOf(Shapes::region(window, kindOf(request.sourceKind)))};
}

static constexpr auto table = x11::shape::requestTable<Call>();
extern const Extension shape;
const Extension shape{x11::shape::extension, &x11::shape::dispatch<Call>, table};

} // namespace vitrine
