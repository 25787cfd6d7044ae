// SPDX-License-Identifier: GPL-2.0-or-later
//
// Draws random ops by seed the way a server does, sends them through the codec to a native client,
// compares every image, and writes the frames and the hashes for the WebAssembly client:
//
//     write_frames SEED FILE
//
// FILE: for each frame its length (uint32, little-endian) and its bytes; then a length of zero,
// then for each surface its id, width and height (uint32) and its tileHash (uint64).
#include "protocol/client/client.h"
#include "protocol/client/suits.h"
#include "protocol/ops/codec.h"
#include "protocol/ops/player.h"
#include "protocol/ops/tile_hash.h"
#include "tests/support/random_messages.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>

namespace {

using namespace vitrine;

constexpr int imageCount = 9;
constexpr int glyphCount = 40;
constexpr int frames = 40;
constexpr int opsPerFrame = 30;

class Server {
public:
    explicit Server(std::uint32_t seed) : random_(seed)
    {
        random_.images = imageCount + 1; // the last of them does not exist
        random_.glyphs = glyphCount + 1;
        define();
    }

    // One frame; also played here.
    std::vector<std::byte> frame(std::uint32_t number)
    {
        if (number > 1)
            for (int i = 0; i < opsPerFrame; ++i) draw();
        for (std::uint32_t id = 1; id <= imageCount; ++id) {
            const Image& image = *images_.find(ImageId{id});
            send(Check{ImageId{id}, image.bounds(), tileHash(image, image.bounds())});
        }
        return encoder_.finish({number, number * 16});
    }

    const Image& image(std::uint32_t id) const { return *images_.find(ImageId{id}); }

private:
    void send(const Message& message)
    {
        if (encoder_.add(message)) return;
        std::cerr << "the encoder refused a message of kind " << message.index() << '\n';
        std::exit(1);
    }

    void define()
    {
        static constexpr int depths[imageCount] = {24, 24, 32, 8, 1, 24, 4, 32, 16};
        send(Welcome{1, "exactness", {400, 300}, false});
        for (std::uint32_t id = 1; id <= imageCount; ++id) {
            const Size size{random_.number(20, 250), random_.number(20, 200)};
            const auto depth = static_cast<std::uint8_t>(depths[id - 1]);
            images_.define(ImageId{id}, Image(size, depth));
            send(DefineImage{ImageId{id}, size, depth});
            send(Surface{.id = SurfaceId{id}, .image = ImageId{id}, .states = Mapped});
        }
        for (std::uint32_t id = 1; id <= glyphCount; ++id) {
            const Glyph glyph = random_.glyph();
            glyphs_.define(GlyphId{id}, glyph);
            send(DefineGlyph{GlyphId{id}, glyph});
        }
    }

    void draw()
    {
        const Message message = random_.message(static_cast<std::size_t>(random_.number(0, 15)));
        std::visit(
            [&]<class Type>(const Type& drawing) {
                if constexpr (IsOp<Type>) {
                    const Op op = drawing;
                    if (!suits(op, images_)) return; // a server never sends it
                    player_.play(op);
                    send(message);
                }
            },
            message);
    }

    test::RandomMessages random_;
    Images images_;
    Glyphs glyphs_;
    Canvas canvas_{images_, glyphs_};
    Player player_{canvas_};
    FrameEncoder encoder_;
};

template<class Number> void write(std::ostream& to, Number value)
{
    for (std::size_t i = 0; i < sizeof value; ++i)
        to.put(static_cast<char>((value >> (8 * i)) & 0xff));
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::cerr << "usage: write_frames SEED FILE\n";
        return 2;
    }
    Server server(static_cast<std::uint32_t>(std::strtoul(argv[1], nullptr, 10)));
    ClientEvents silent;
    Client client(silent);
    std::ofstream file(argv[2], std::ios::binary);
    for (std::uint32_t number = 1; number <= frames; ++number) {
        const auto frame = server.frame(number);
        write(file, static_cast<std::uint32_t>(frame.size()));
        file.write(reinterpret_cast<const char*>(frame.data()),
                   static_cast<std::streamsize>(frame.size()));
        if (!client.receive(frame)) {
            std::cerr << "the client refused frame " << number << '\n';
            return 1;
        }
    }
    write(file, std::uint32_t{0});
    for (std::uint32_t id = 1; id <= imageCount; ++id) {
        const Image& image = server.image(id);
        const Image* shown = client.pixels(SurfaceId{id});
        if (!shown || *shown != image) {
            std::cerr << "the native client's surface " << id << " differs\n";
            return 1;
        }
        write(file, id);
        write(file, static_cast<std::uint32_t>(image.width()));
        write(file, static_cast<std::uint32_t>(image.height()));
        write(file, tileHash(image, image.bounds()));
    }
    if (client.mismatches() != 0) {
        std::cerr << client.mismatches() << " checks failed in the native client\n";
        return 1;
    }
    return file.good() ? 0 : 1;
}
