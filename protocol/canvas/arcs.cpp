// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/angles.h"
#include "protocol/canvas/arc_slice.h"
#include "protocol/canvas/canvas.h"
#include "protocol/canvas/thin_arc.h"
#include "protocol/canvas/wide_arc.h"

namespace vitrine {

namespace {

// Calls draw(y, row) for each row of the ellipse that may be seen.
template<class Draw> void eachRow(const Rect& bounds, const Rect& extents, Draw&& draw)
{
    if (bounds.y < extents.y || bounds.bottom() > extents.bottom()) {
        const std::int32_t end = std::min(bounds.bottom(), extents.bottom());
        for (std::int32_t y = std::max(bounds.y, extents.y); y < end; ++y)
            if (const auto row = ellipseRow(bounds, y)) draw(y, *row);
        return;
    }
    // The lower half mirrors the upper one, but for the row that may touch its top.
    const Point middle{bounds.x + bounds.right(), bounds.y + bounds.bottom()};
    EllipseRows rows(middle, bounds.size(), bounds.y);
    if (const auto row = rows.next()) draw(bounds.y, *row);
    for (std::int32_t y = bounds.y + 1, mirrored = bounds.bottom() - 1; y <= mirrored;
         ++y, --mirrored) {
        const auto row = rows.next();
        if (!row) continue;
        draw(y, *row);
        if (mirrored != y) draw(mirrored, *row);
    }
}

void fillRow(Brush& brush, std::int32_t y, DiscRow row)
{
    if (row.second >= row.first) brush.span(row.first, y, row.second - row.first + 1);
}

} // namespace

void Canvas::fillArcs(ImageId target, const Paint& paint, ArcMode mode, std::span<const Arc> arcs)
{
    Brush brush(images_, target, paint);
    if (!brush.draws()) return;
    for (const Arc& arc : arcs) {
        if (arc.extent == 0 || coversNothing(arc.bounds)) continue;
        if (arc.extent >= fullCircle || arc.extent <= -fullCircle) {
            eachRow(arc.bounds, brush.extents(),
                    [&](std::int32_t y, DiscRow row) { fillRow(brush, y, row); });
            continue;
        }
        const ArcSlice slice(arc, mode);
        eachRow(arc.bounds, brush.extents(), [&](std::int32_t y, DiscRow row) {
            for (const DiscRow& part : slice.cut(y, row)) fillRow(brush, y, part);
        });
    }
}

void Canvas::drawArcs(ImageId target, const Paint& paint, const Stroke& stroke,
                      std::span<const Arc> arcs)
{
    Inks inks(images_, target, paint, stroke);
    if (!inks.even().draws()) return;
    if (stroke.width == 0)
        drawThinArcs(inks, stroke, arcs);
    else
        drawWideArcs(inks, paint, stroke, arcs);
}

} // namespace vitrine
