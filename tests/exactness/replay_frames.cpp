// SPDX-License-Identifier: GPL-2.0-or-later
//
// Gives the frames that a WebAssembly viewer has had to a native client, whose surfaces must end
// with the same hashes and whose Checks must all hold:
//
//     replay_frames FILE
//
// FILE is what write_frames.cpp describes.
#include "protocol/client/client.h"
#include "protocol/ops/tile_hash.h"

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

namespace {

using namespace vitrine;

class Reader {
public:
    explicit Reader(std::string bytes) : bytes_(std::move(bytes)) {}

    bool atEnd() const { return at_ >= bytes_.size(); }
    std::uint64_t number(std::size_t size)
    {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < size && at_ < bytes_.size(); ++i)
            value |= std::uint64_t{static_cast<std::uint8_t>(bytes_[at_++])} << (8 * i);
        return value;
    }
    std::span<const std::byte> frame(std::size_t size)
    {
        const std::size_t start = std::min(at_, bytes_.size());
        at_ = std::min(start + size, bytes_.size());
        return std::as_bytes(std::span(bytes_)).subspan(start, at_ - start);
    }

private:
    std::string bytes_;
    std::size_t at_ = 0;
};

int fail(const std::string& why)
{
    std::cerr << why << '\n';
    return 1;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) return fail("usage: replay_frames FILE");
    std::ifstream file(argv[1], std::ios::binary);
    if (!file) return fail(std::string("cannot read ") + argv[1]);
    Reader reader({std::istreambuf_iterator<char>(file), {}});

    ClientEvents silent;
    Client client(silent);
    int frames = 0;
    while (const std::uint64_t size = reader.number(4)) {
        ++frames;
        if (!client.receive(reader.frame(size)))
            return fail("frame " + std::to_string(frames) + " was refused");
        if (client.mismatches() != 0)
            return fail("a check failed in frame " + std::to_string(frames));
    }
    int surfaces = 0;
    for (; !reader.atEnd(); ++surfaces) {
        const SurfaceId id{static_cast<std::uint32_t>(reader.number(4))};
        const auto width = static_cast<std::int32_t>(reader.number(4));
        const auto height = static_cast<std::int32_t>(reader.number(4));
        const std::uint64_t hash = reader.number(8);
        const Image* image = client.pixels(id);
        if (!image || image->size() != Size{width, height} ||
            tileHash(*image, image->bounds()) != hash)
            return fail("surface " + std::to_string(id.value) + " differs");
    }
    std::cout << frames << " frames, " << surfaces << " surfaces: equal\n";
    return 0;
}
