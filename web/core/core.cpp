// SPDX-License-Identifier: GPL-2.0-or-later
//
// The viewer's half of the protocol as a WebAssembly module, for the page's worker.
//
// The module imports only `fd_write`, `fd_seek` and `fd_close` of "wasi_snapshot_preview1" (the
// message of an abort). Call `_initialize` once. All numbers are 32 bits, little-endian; addresses
// are offsets into `memory`, whose buffer may be replaced by any call: make views after calling.
//
//     buffer(size): address           room for bytes that the next call takes; stays until buffer()
//     reset()                         forget everything: for a new link
//     receive(size): 0 | 1            a frame, `size` bytes in the buffer; 0: it was none, and the
//                                     link must be closed and reset
//     events(): address               what the last receive told, eventsSize() bytes; see below
//     eventsSize(): number
//     rgba(surface, x, y, w, h): address   w * h pixels R, G, B, A without padding, as ImageData
//     has
//                                     them (straight alpha); stays until the next call; 0 where the
//                                     rectangle is empty or not inside the surface's image
//     surfaceHash(surface): 64-bit number  the tileHash of its whole image, for tests; 0: none
//     mismatches(): number            Checks that failed; zero unless there is a bug
//
//     Each of these makes a message for the server and gives its size in bytes (0: it exceeds a
//     limit); its bytes are at output() until the next call. Booleans are 0 and 1; texts are UTF-8,
//     `textSize` bytes in the buffer.
//     output(): address
//     hello(viewportWidth, viewportHeight, textSize)      the text: a token to resume, or empty
//     acknowledge(frame, decodeMicroseconds, mismatches)
//     pointerMove(surface, x, y)                          surface 0: on the screen
//     pointerButton(button, pressed)
//     wheel(horizontal, vertical)                         in 1/120 of a click, right and down
//     key(code, keysym, pressed, textSize)
//     releaseAll()
//     viewport(width, height)
//     actOnSurface(surface, action, x, y, width, height)  actions as numbered in SurfaceAction:
//                                     0 activate, 1 close, 2 moveResize, 3 minimize, 4 maximize,
//                                     5 fullScreen, 6 restore
//     setClipboard(textSize)
//     touch(finger, phase, surface, x, y)                 phases: 0 begin, 1 move, 2 end
//
// Events: each is its kind, the size in bytes of its fields, then the fields. A text is its size in
// bytes, then UTF-8, then zeros up to a multiple of four; a list is its count, then its elements;
// pixels are R, G, B, A bytes (straight alpha), width * height of them.
//
//      1 welcomed          protocolVersion, screen width, height, desktop (0 | 1), text sessionName
//      2 surfaceChanged    id, image width, height, depth, position x, y, role, parent, states,
//                          abilities, decorated (0 | 1), minimum width, height, maximum width,
//                          height, increment width, height, text title, text application,
//                          list shape of (x, y, width, height)
//                          (role, states and abilities: SurfaceRole, SurfaceState, SurfaceAbility
//                          in protocol/ops/messages.h; the root has role 0)
//      3 surfaceDropped    id
//      4 surfaceDamaged    id, x, y, width, height
//      5 iconChanged       surface, width, height, pixels
//      6 restacked         list of surface ids, bottom to top
//      7 cursorShown       id (0: hidden, and then zeros), hotspot x, y, width, height, pixels
//      8 pointerWarped     x, y
//      9 clipboardChanged  text
//     10 bellRang          percent
//     11 frameEnded        number, milliseconds
//     12 launchChanged     number, under way (0 | 1), text title, text application
//
// Damage comes merged, before its frame's frameEnded; a surface that is new or has another image is
// damaged whole.

#include "protocol/client/client.h"
#include "protocol/ops/input_codec.h"
#include "protocol/ops/tile_hash.h"
#include "web/core/event_bytes.h"
#include "web/core/rgba.h"

#include <memory>
#include <string>
#include <vector>

#define EXPORT(name) extern "C" __attribute__((export_name(name)))

namespace vitrine {
namespace {

// The module is one session: this is its main, and these are its variables.
struct Core {
    EventBytes events;
    Client client{events};
    std::vector<std::byte> buffer;
    std::vector<std::byte> output;
    std::vector<std::byte> pixels;

    Core() { events.show(client); }
};

std::unique_ptr<Core> core = std::make_unique<Core>();

std::string text(std::uint32_t size)
{
    const std::size_t length = std::min<std::size_t>(size, core->buffer.size());
    return {reinterpret_cast<const char*>(core->buffer.data()), length};
}

std::uint32_t send(const Input& input)
{
    core->output = encodeInput(input);
    if (!decodeInput(core->output))
        core->output.clear(); // beyond a limit: the server would hang up
    return static_cast<std::uint32_t>(core->output.size());
}

} // namespace

EXPORT("buffer") std::byte* bufferOf(std::uint32_t size)
{
    core->buffer.resize(size);
    return core->buffer.data();
}

EXPORT("reset") void reset()
{
    core = std::make_unique<Core>();
}

EXPORT("receive") std::uint32_t receive(std::uint32_t size)
{
    core->events.clear();
    if (size > core->buffer.size()) return 0;
    return core->client.receive(std::span(core->buffer).first(size)) ? 1 : 0;
}

EXPORT("events") const std::byte* eventsOf()
{
    return core->events.bytes().data();
}

EXPORT("eventsSize") std::uint32_t eventsSize()
{
    return static_cast<std::uint32_t>(core->events.bytes().size());
}

EXPORT("rgba")
const std::byte* rgba(std::uint32_t surface, std::int32_t x, std::int32_t y, std::int32_t width,
                      std::int32_t height)
{
    const Image* image = core->client.pixels(SurfaceId{surface});
    const Rect rect{x, y, width, height};
    if (!image || rect.empty() || x < 0 || y < 0 || width > image->width() - x ||
        height > image->height() - y)
        return nullptr;
    core->pixels.resize(static_cast<std::size_t>(rect.area()) * 4);
    toRgba(*image, rect, core->pixels.data());
    return core->pixels.data();
}

EXPORT("surfaceHash") std::uint64_t surfaceHash(std::uint32_t surface)
{
    const Image* image = core->client.pixels(SurfaceId{surface});
    return image ? tileHash(*image, image->bounds()) : 0;
}

EXPORT("mismatches") std::uint32_t mismatches()
{
    return core->client.mismatches();
}

EXPORT("output") const std::byte* outputOf()
{
    return core->output.data();
}

EXPORT("hello")
std::uint32_t hello(std::int32_t viewportWidth, std::int32_t viewportHeight, std::uint32_t textSize)
{
    return send(Hello{.viewport = {viewportWidth, viewportHeight}, .resume = text(textSize)});
}

EXPORT("acknowledge")
std::uint32_t acknowledge(std::uint32_t frame, std::uint32_t decodeMicroseconds,
                          std::uint32_t failedChecks)
{
    return send(Acknowledge{frame, decodeMicroseconds, failedChecks});
}

EXPORT("pointerMove")
std::uint32_t pointerMove(std::uint32_t surface, std::int32_t x, std::int32_t y)
{
    return send(PointerMove{SurfaceId{surface}, {x, y}});
}

EXPORT("pointerButton") std::uint32_t pointerButton(std::uint32_t button, std::uint32_t pressed)
{
    return send(PointerButton{static_cast<std::uint8_t>(button), pressed != 0});
}

EXPORT("wheel") std::uint32_t wheel(std::int32_t horizontal, std::int32_t vertical)
{
    return send(Wheel{horizontal, vertical});
}

EXPORT("key")
std::uint32_t key(std::uint32_t code, std::uint32_t keysym, std::uint32_t pressed,
                  std::uint32_t textSize)
{
    return send(Key{code, keysym, text(textSize), pressed != 0});
}

EXPORT("releaseAll") std::uint32_t releaseAll()
{
    return send(ReleaseAll{});
}

EXPORT("viewport") std::uint32_t viewport(std::int32_t width, std::int32_t height)
{
    return send(Viewport{{width, height}});
}

EXPORT("actOnSurface")
std::uint32_t actOnSurface(std::uint32_t surface, std::uint32_t action, std::int32_t x,
                           std::int32_t y, std::int32_t width, std::int32_t height)
{
    return send(ActOnSurface{
        SurfaceId{surface}, static_cast<SurfaceAction>(action), {x, y, width, height}});
}

EXPORT("setClipboard") std::uint32_t setClipboard(std::uint32_t textSize)
{
    return send(SetClipboard{text(textSize)});
}

EXPORT("touch")
std::uint32_t touch(std::uint32_t finger, std::uint32_t phase, std::uint32_t surface,
                    std::int32_t x, std::int32_t y)
{
    return send(Touch{finger, static_cast<TouchPhase>(phase), SurfaceId{surface}, {x, y}});
}

} // namespace vitrine
