// SPDX-License-Identifier: GPL-2.0-or-later
// links: vitrine_requests
//
// libFuzzer target: a client's requests, of the core and of all extensions, through parser and
// handlers. seeds/x11_requests.cpp writes what it starts from.
#include "server/base/clock.h"
#include "server/display/display.h"
#include "server/requests/dispatcher.h"
#include "server/requests/limits.h"
#include "tests/fuzz/x11_session.h"
#include "tests/support/sweep/objects.h"

#include <cstring>

#include "x11/core.h"

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
        const auto named = [this](std::string_view name) {
            return id(sweep::findObject(name)->offset);
        };
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
            std::uint32_t word = id(std::to_integer<std::uint32_t>(body[at + 1] & std::byte{15}));
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
