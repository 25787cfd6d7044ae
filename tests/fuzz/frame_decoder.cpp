// SPDX-License-Identifier: GPL-2.0-or-later
// links: vitrine_client
//
// A hostile server: the input is cut into frames (a length of two bytes before each) for one
// client.
#include "protocol/client/client.h"

namespace {

// Touches what it is told of, so that a dangling reference is found.
class Reader : public vitrine::ClientEvents {
public:
    std::size_t seen = 0;

    void surfaceChanged(const vitrine::Surface& surface) override { seen += surface.title.size(); }
    void iconChanged(vitrine::SurfaceId, const vitrine::Image& icon) override { look(icon); }
    void cursorShown(const vitrine::DefineCursor* cursor) override
    {
        if (cursor) look(cursor->image);
    }

private:
    void look(const vitrine::Image& image)
    {
        for (const std::byte byte : image.bytes()) seen += std::to_integer<std::size_t>(byte);
    }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    Reader reader;
    vitrine::Client client(reader);
    auto rest = std::as_bytes(std::span(bytes, size));
    while (rest.size() >= 2) {
        const std::size_t length =
            std::min(rest.size() - 2, std::to_integer<std::size_t>(rest[0]) << 8 |
                                          std::to_integer<std::size_t>(rest[1]));
        if (!client.receive(rest.subspan(2, length))) break;
        rest = rest.subspan(2 + length);
    }
    return 0;
}
