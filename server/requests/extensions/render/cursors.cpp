// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/cursor.h"
#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "server/display/render/pixman_image.h"
#include "server/requests/extensions/render/handlers.h"
#include "server/requests/extensions/render/lookups.h"

namespace vitrine {

namespace {

constexpr std::int32_t largest = 1024; // pixels of a cursor's side, as for core cursors
constexpr std::size_t mostFrames = 4096;

// What the picture shows where it has pixels of its own.
Image imageOf(Display& display, const Picture& picture)
{
    Image image(picture.drawable()->size(), 32);
    const PictureSource source = sourceOf(display, picture);
    PixmanBits bits(image, image.bounds(), PIXMAN_a8r8g8b8);
    if (source.pixman && bits.get())
        pixman_image_composite32(PIXMAN_OP_SRC, source.pixman, nullptr, bits.get(), source.place.x,
                                 source.place.y, 0, 0, 0, 0, image.width(), image.height());
    return image;
}

} // namespace

void handle(Call& call, const render::CreateCursor& request)
{
    Display& display = call.display;
    display.checkNew(call.client, request.cid);
    const Picture& picture = rendering::targetPicture(call, request.source);
    const Size size = picture.drawable()->size();
    if (request.x > size.width || request.y > size.height) throw badMatch();
    if (size.width > largest || size.height > largest) throw badAlloc();
    display.add(call.client, request.cid,
                std::make_shared<Cursor>(display.input().newCursorId(), imageOf(display, picture),
                                         Point{request.x, request.y}));
}

// "If any of the cursors is itself animated, a Match error."
void handle(Call& call, const render::CreateAnimCursor& request)
{
    Display& display = call.display;
    display.checkNew(call.client, request.cid);
    if (request.cursors.empty()) throw badValue(0);
    if (request.cursors.size() > mostFrames) throw badAlloc();
    std::vector<Cursor::Frame> frames;
    for (const render::AnimCursorElt& element : request.cursors) {
        auto cursor = display.resources().share<Cursor>(element.cursor);
        if (!cursor) throw badCursor(element.cursor);
        if (!cursor->frames().empty()) throw badMatch();
        frames.push_back({std::move(cursor), element.delay});
    }
    display.add(call.client, request.cid, std::make_shared<Cursor>(std::move(frames)));
}

} // namespace vitrine
