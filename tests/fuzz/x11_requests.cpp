// SPDX-License-Identifier: GPL-2.0-or-later
// links: vitrine_requests
//
// libFuzzer target: a client's requests, of the core and of all extensions, through parser and
// handlers. seeds/x11_requests.cpp writes what it starts from.
#include "server/base/clock.h"
#include "server/display/display.h"
#include "server/display/render/pict_format.h"
#include "server/requests/dispatcher.h"
#include "server/requests/limits.h"
#include "tests/fuzz/x11_session.h"
#include "tests/support/sweep/objects.h"

#include <cstring>

#include "x11/core.h"
#include "x11/damage.h"
#include "x11/dbe.h"
#include "x11/render.h"
#include "x11/shm.h"
#include "x11/sync.h"
#include "x11/xfixes.h"

using namespace vitrine;

namespace {

// Reads nothing, keeps nothing.
class Ear : public ClientOutput {
public:
    std::vector<std::byte>& buffer() override { return bytes_; }
    void appended() override { bytes_.clear(); }
    void close() override { closed_ = true; }
    bool closed() const { return closed_; }

private:
    std::vector<std::byte> bytes_;
    bool closed_ = false;
};

// A display for many sessions: its keymap takes longer to compile than a session to run. What a
// session leaves behind (atoms, the root's properties) the next ones find.
struct World {
    ManualClock clock;
    Display display{clock, {64, 64}};
    int sessions = 0;
};

constexpr int sessionsOfAWorld = 500;

class Session {
public:
    explicit Session(World& world)
        : world_(world), display_(world.display), native_(display_.connect(nativeEar_)),
          swapped_(display_.connect(swappedEar_, otherOrder)), base_(native_->resourceBase())
    {
        const std::uint32_t window = named("window"), pixmap = named("pixmap"),
                            bitmap = named("bitmap");
        prepare(x11::CreatePixmap::opcode, 24, {pixmap, Screen::root, 0x00200020});
        prepare(x11::CreatePixmap::opcode, 1, {bitmap, Screen::root, 0x00100010});
        prepare(x11::CreateGC::opcode, 0, {named("gc"), pixmap, 0});
        prepare(x11::CreateGC::opcode, 0, {named("gcOfBitmap"), bitmap, 0});
        prepare(x11::OpenFont::opcode, 0, {named("font"), 6, 0x73727563, 0x726f}); // cursor
        prepare(x11::CreateCursor::opcode, 0, {named("cursor"), bitmap, bitmap, 0, 0, 0, 0});
        prepare(x11::CreateColormap::opcode, 0,
                {named("colormap"), Screen::root, Screen::rootVisual.id});
        create(window, Screen::root);
        create(named("child"), window);
        create(named("sibling"), window);
        prepare(x11::CreatePixmap::opcode, 32, {named("pixmapArgb"), Screen::root, 0x00200020});
        prepare(x11::CreatePixmap::opcode, 8, {named("pixmapA8"), Screen::root, 0x00200020});
        preparePictures();
        prepareExtensions();
    }
    ~Session()
    {
        if (native_ != nullptr) display_.disconnect(*native_);
        if (swapped_ != nullptr) display_.disconnect(*swapped_);
        display_.destroyRetained();
    }

    void send(std::uint8_t opcode, std::uint8_t second, bool swap, std::span<const std::byte> body)
    {
        XClient*& client = swap ? swapped_ : native_;
        const Ear& ear = swap ? swappedEar_ : nativeEar_;
        if (client == nullptr || client->waiting) return;
        std::vector<std::byte> bytes(4 + body.size() / 4 * 4);
        bytes[0] = std::byte{opcode};
        bytes[1] = std::byte{second};
        std::memcpy(bytes.data() + 4, body.data(), bytes.size() - 4);
        nameResources(std::span(bytes).subspan(4), client->byteOrder());
        RestOfAnswer rest;
        answer(display_, *client, {bytes, client->byteOrder()}, rest);
        while (rest) continueAnswer(display_, *client, rest);
        if (ear.closed()) display_.disconnect(*std::exchange(client, nullptr));
        world_.clock.advance(1);
    }

private:
    static constexpr auto otherOrder =
        x11::nativeOrder == x11::ByteOrder::Little ? x11::ByteOrder::Big : x11::ByteOrder::Little;

    std::uint32_t id(std::uint32_t number) const { return base_ + number; }
    std::uint32_t named(std::string_view name) const { return id(sweep::findObject(name)->offset); }

    template<class Request>
    void prepare(const x11::ExtensionInfo& extension, std::vector<std::uint32_t> words)
    {
        prepare(extension.majorOpcode, Request::opcode, std::move(words));
    }
    void preparePictures()
    {
        using namespace x11::render;
        const auto format = [](int depth) { return naturalPictFormat(depth).id; };
        prepare<CreatePicture>(extension, {named("picture"), named("window"), format(24), 0});
        prepare<CreatePicture>(extension,
                               {named("pictureArgb"), named("pixmapArgb"), format(32), 0});
        prepare<CreatePicture>(extension, {named("pictureA8"), named("pixmapA8"), format(8), 0});
        prepare<CreateSolidFill>(extension, {named("solid"), 0x40002000, 0x80001000});
        prepare<CreateGlyphSet>(extension, {named("glyphSet"), format(8)});
        constexpr std::uint32_t glyphId = 1, size = 0x00040004, origin = 0, advance = 5;
        prepare<AddGlyphs>(extension, {named("glyphSet"), 1, glyphId, size, origin, advance,
                                       0x80ff40ff, 0, ~0u, 0x01020304});
    }
    void prepareExtensions()
    {
        namespace shm = x11::shm;
        namespace sync = x11::sync;
        namespace xfixes = x11::xfixes;
        const std::uint32_t window = named("window");
        prepare<xfixes::CreateRegion>(xfixes::extension, {named("region"), 0, 0x00080008});
        prepare<xfixes::CreatePointerBarrier>(
            xfixes::extension, {named("barrier"), Screen::root, 0x00000005, 0x00090005, 0, 0});
        prepare<x11::damage::Create>(x11::damage::extension, {named("damage"), named("pixmap"), 0});
        prepare<sync::CreateCounter>(sync::extension, {named("counter"), 0, 0});
        prepare<sync::CreateAlarm>(sync::extension, {named("alarm"), 0});
        prepare<sync::CreateFence>(sync::extension, {window, named("fence"), 0});
        prepare<x11::dbe::AllocateBackBuffer>(x11::dbe::extension,
                                              {named("child"), named("backBuffer"), 0});
        prepare<shm::CreateSegment>(shm::extension, {id(fuzz::segment), 1 << 14, 0});
    }

    void prepare(std::uint8_t opcode, std::uint8_t second, std::vector<std::uint32_t> words)
    {
        send(opcode, second, false, std::as_bytes(std::span(words)));
    }

    void create(std::uint32_t window, std::uint32_t parent)
    {
        prepare(x11::CreateWindow::opcode, 24,
                {window, parent, 0x00050005, 0x00400040, 0x00010001, 0, 0});
        prepare(x11::MapWindow::opcode, 0, {window});
    }

    void nameResources(std::span<std::byte> body, x11::ByteOrder order) const
    {
        for (std::size_t at = 0; at + 4 <= body.size(); at += 4) {
            if (body[at] != std::byte{fuzz::resourceMark}) continue;
            std::uint32_t word = id(std::to_integer<std::uint32_t>(body[at + 1]) % fuzz::resources);
            if (order != x11::nativeOrder) x11::swapBytes(word);
            std::memcpy(body.data() + at, &word, sizeof word);
        }
    }

    World& world_;
    Display& display_;
    Ear nativeEar_, swappedEar_;
    XClient* native_;
    XClient* swapped_;
    std::uint32_t base_; // of the native client's ids
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static std::unique_ptr<World> world;
    if (!world || ++world->sessions > sessionsOfAWorld) world = std::make_unique<World>();
    Session session(*world);
    auto rest = std::as_bytes(std::span(data, size));
    while (rest.size() >= 4) {
        const auto words = std::to_integer<std::size_t>(rest[2]);
        const std::size_t length = std::min(words * 4, rest.size() - 4);
        const bool swap = (rest[3] & std::byte{1}) != std::byte{0};
        session.send(std::to_integer<std::uint8_t>(rest[0]), std::to_integer<std::uint8_t>(rest[1]),
                     swap, rest.subspan(4, length));
        rest = rest.subspan(4 + length);
    }
    return 0;
}
