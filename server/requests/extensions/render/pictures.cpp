// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/render/pictures.h"

#include "server/display/dbe/double_buffers.h"
#include "server/display/display.h"
#include "server/requests/extensions/render/handlers.h"
#include "server/requests/extensions/render/lookups.h"
#include "server/requests/regions.h"

#include <algorithm>
#include <cctype>

namespace vitrine {

namespace {

// X.Org takes any size of kernel; each of its values costs a product for every pixel drawn.
constexpr std::int32_t largestKernel = 1024;

bool checkedBool(std::uint32_t value)
{
    if (value > 1) throw badValue(value);
    return value != 0;
}

// A drawable that is no window. The pixels of a back buffer stay as a picture's even when the
// window's next ones have another size.
std::shared_ptr<Pixmap> offScreen(Display& display, Xid id)
{
    if (const BackBuffer* buffer = display.resources().find<BackBuffer>(id))
        return std::make_shared<Pixmap>(id, buffer->depth(), buffer->pixels());
    return display.resources().share<Pixmap>(id);
}

std::shared_ptr<Picture> alphaMapOf(Call& call, Xid id)
{
    if (id == 0) return nullptr;
    rendering::picture(call, id);
    auto map = call.display.resources().share<Picture>(id);
    if (!map->pixmap()) throw XError{badMatch().code, id};
    return map;
}

HeldRegion clipOf(Call& call, Xid id)
{
    if (id == 0) return nullptr;
    const Pixmap& pixmap = call.display.pixmap(id);
    if (pixmap.depth() != 1) throw badMatch();
    const Image* bitmap = call.display.images().find(pixmap.image());
    return held(bitmap ? regionOf(*bitmap) : Region(), call.client.memory);
}

std::int32_t coordinate(std::int32_t value)
{
    return static_cast<std::int16_t>(value);
}

// Values in the order of their bits: what comes before one that is wrong takes effect.
template<class Values> void change(Call& call, Picture& picture, const Values& values)
{
    if (values.repeat) {
        if (*values.repeat > render::Repeat::Reflect) throw badValue(*values.repeat);
        picture.repeat = static_cast<Repeat>(*values.repeat);
    }
    if (values.alphamap) picture.alphaMap = alphaMapOf(call, *values.alphamap);
    if (values.alphaxorigin) picture.alphaOrigin.x = coordinate(*values.alphaxorigin);
    if (values.alphayorigin) picture.alphaOrigin.y = coordinate(*values.alphayorigin);
    Point origin = picture.clipOrigin();
    if (values.clipxorigin) origin.x = coordinate(*values.clipxorigin);
    if (values.clipyorigin) origin.y = coordinate(*values.clipyorigin);
    if (origin != picture.clipOrigin()) picture.setClipOrigin(origin);
    if (values.clipmask) {
        if (!picture.drawable()) throw badDrawable(0);
        picture.setClip(clipOf(call, *values.clipmask));
    }
    if (values.graphicsexposure) checkedBool(*values.graphicsexposure);
    if (values.subwindowmode) picture.setIncludeInferiors(checkedBool(*values.subwindowmode));
    if (values.polyedge) picture.smoothEdges = checkedBool(*values.polyedge);
    if (values.polymode) checkedBool(*values.polymode);
    if (values.componentalpha) picture.componentAlpha = checkedBool(*values.componentalpha);
}

bool isIdentity(const render::Transform& t)
{
    return t.matrix11 != 0 && t.matrix11 == t.matrix22 && t.matrix11 == t.matrix33 && !t.matrix12 &&
           !t.matrix13 && !t.matrix21 && !t.matrix23 && !t.matrix31 && !t.matrix32;
}

std::optional<Filter> filterNamed(std::string_view name)
{
    const auto same = [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) ==
               std::tolower(static_cast<unsigned char>(b));
    };
    std::uint8_t place = 0;
    for (const auto& [known, alias] : rendering::filters()) {
        if (std::ranges::equal(known, name, same))
            return alias.value_or(static_cast<Filter>(place));
        ++place;
    }
    return std::nullopt;
}

// "The convolution filter's first two values are the kernel's width and height", in whole pixels.
void checkKernel(std::span<const std::int32_t> values)
{
    constexpr std::int32_t fraction = 0xffff;
    if (values.size() < 3 || (values[0] & fraction) || (values[1] & fraction)) throw badMatch();
    const std::int64_t width = values[0] >> 16, height = values[1] >> 16;
    const auto given = static_cast<std::int64_t>(values.size()) - 2;
    if (width < 1 || height < 1 || width * height > given) throw badMatch();
    if (width * height > largestKernel) throw badAlloc();
}

} // namespace

void handle(Call& call, const render::CreatePicture& request)
{
    Display& display = call.display;
    display.checkNew(call.client, request.pid);
    Drawable& drawable = display.drawable(request.drawable);
    Window* const window = drawable.isWindow() ? &static_cast<Window&>(drawable) : nullptr;
    if (window && window->isInputOnly()) throw badMatch();
    const PictFormat& format = rendering::format(request.format);
    if (format.depth != drawable.depth()) throw badMatch();
    auto picture = window ? std::make_shared<Picture>(*window, format)
                          : std::make_shared<Picture>(offScreen(display, request.drawable), format);
    change(call, *picture, request.valueList);
    display.pictures().add(call.client, request.pid, std::move(picture), window);
}

void handle(Call& call, const render::ChangePicture& request)
{
    change(call, rendering::picture(call, request.picture), request.valueList);
}

void handle(Call& call, const render::SetPictureClipRectangles& request)
{
    Picture& picture = rendering::picture(call, request.picture);
    if (!picture.drawable()) throw XError{render::ErrorCode::Picture, request.picture};
    picture.setClip(held(regionOf(request.rectangles), call.client.memory));
    picture.setClipOrigin({request.clipXOrigin, request.clipYOrigin});
}

void handle(Call& call, const render::SetPictureTransform& request)
{
    Picture& picture = rendering::picture(call, request.picture);
    const render::Transform& t = request.transform;
    picture.transform.reset();
    if (!isIdentity(t))
        picture.transform = pixman_transform_t{{{t.matrix11, t.matrix12, t.matrix13},
                                                {t.matrix21, t.matrix22, t.matrix23},
                                                {t.matrix31, t.matrix32, t.matrix33}}};
}

void handle(Call& call, const render::SetPictureFilter& request)
{
    Picture& picture = rendering::picture(call, request.picture);
    const auto filter = filterNamed(request.filter);
    if (!filter) throw badName();
    if (*filter == Filter::Convolution)
        checkKernel(request.values);
    else if (!request.values.empty())
        throw badMatch();
    picture.filter = *filter;
    picture.filterParameters.assign(request.values.begin(), request.values.end());
}

void handle(Call& call, const render::FreePicture& request)
{
    rendering::picture(call, request.picture);
    call.display.free(request.picture);
}

} // namespace vitrine
