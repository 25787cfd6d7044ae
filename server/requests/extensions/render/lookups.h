// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/render/shapes.h"
#include "server/requests/call.h"

#include <cstdint>
#include <optional>
#include <string_view>

// What RENDER's requests name, or the error for what they name wrongly.
namespace vitrine::rendering {

Picture& picture(Call& call, Xid id);
Picture* pictureOrNone(Call& call, Xid id); // null for None
Picture& targetPicture(Call& call, Xid id); // BadDrawable where it has none
const PictFormat& format(Xid id);
const PictFormat* formatOrNone(Xid id); // null for None
void checkOperator(std::uint8_t operation);

// What Trapezoids, Triangles and CompositeGlyphs say alike.
template<class Request>
ShapeDrawing drawingOf(Call& call, const Request& request, const PictFormat* maskFormat,
                       Point first)
{
    return {request.op, picture(call, request.src),   targetPicture(call, request.dst),
            maskFormat, {request.srcX, request.srcY}, first};
}

// QueryFilters: all filters, the true ones first, in the order of Filter.
struct NamedFilter {
    std::string_view name;
    std::optional<Filter> alias; // the one that it is; none for those that are themselves
};
std::span<const NamedFilter> filters();

} // namespace vitrine::rendering
