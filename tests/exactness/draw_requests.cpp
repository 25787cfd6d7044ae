// SPDX-License-Identifier: GPL-2.0-or-later
//
// Asks a server for random drawing by seed, as X clients do, while viewers watch: one at once, one
// slow, and one that comes late. All must end with the server's pixels, at every pause; and the
// frames of the slow and the late one are written for the WebAssembly client:
//
//     draw_requests SEED FILE         writes FILE.slow and FILE.late
//
// The files are what write_frames.cpp describes.
#include "tests/support/random_screen.h"
#include "tests/support/watched_server.h"
#include "tests/support/x_client.h"

#include <cstdlib>
#include <fstream>
#include <iostream>

namespace {

using namespace vitrine;

constexpr int pauses = 16, steps = 24;

template<class Number> void write(std::ostream& to, Number value)
{
    for (std::size_t i = 0; i < sizeof value; ++i)
        to.put(static_cast<char>((value >> (8 * i)) & 0xff));
}

void write(const WatchedServer::Record& record, const std::string& name)
{
    std::ofstream file(name, std::ios::binary);
    for (const auto& frame : record.frames) {
        write(file, static_cast<std::uint32_t>(frame.size()));
        file.write(reinterpret_cast<const char*>(frame.data()),
                   static_cast<std::streamsize>(frame.size()));
    }
    write(file, std::uint32_t{0});
    for (const auto& [surface, width, height, hash] : record.shown) {
        write(file, surface);
        write(file, width);
        write(file, height);
        write(file, hash);
    }
    if (!file.flush()) std::exit(1);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::cerr << "usage: draw_requests SEED FILE\n";
        return 2;
    }
    const auto seed = static_cast<unsigned>(std::strtoul(argv[1], nullptr, 10));
    const bool desktop = seed % 3 == 0;
    WatchedServer watched({.desktop = desktop, .checkEverything = true});
    const XcbClient client(watched.server());
    const auto root = desktop ? RandomScreen::Root::DrawnOn : RandomScreen::Root::LeftAlone;
    RandomScreen screen(client.c(), root, seed);
    watched.join(Pace::Quick, seed);
    watched.join(Pace::Slow, seed);
    for (int pause = 1; pause <= pauses; ++pause) {
        if (pause == pauses / 2) watched.join(Pace::Slow, seed + 1);
        for (int i = 0; i < steps; ++i) {
            screen.step();
            if (i % 3 == 0) client.sync();
        }
        client.sync();
        const std::string different = watched.difference();
        if (different.empty()) continue;
        std::cerr << "seed " << seed << ", pause " << pause << ": " << different << '\n';
        return 1;
    }
    write(watched.record(1), argv[2] + std::string(".slow"));
    write(watched.record(2), argv[2] + std::string(".late"));
    std::cout << watched.record(0).frames.size() << ", " << watched.record(1).frames.size()
              << " and " << watched.record(2).frames.size() << " frames: equal\n";
    return 0;
}
