// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/clients/connection_setup.h"

#include "server/display/display.h"
#include "server/display/input/pointer.h"
#include "server/display/pixmap_formats.h"

#include <cstring>

#include "x11/core.h"

namespace vitrine {

namespace {

constexpr std::size_t headSize = 12;
constexpr std::size_t longestName = 256; // of a protocol, or a secret
constexpr std::uint16_t longestCoreRequest = 65535;
constexpr std::uint32_t releaseNumber = 1;

x11::Depth describe(int depth)
{
    x11::Depth described{.depth = static_cast<std::uint8_t>(depth)};
    for (const Visual& visual : Screen::visuals) {
        if (visual.depth != depth) continue;
        described.visuals.push_back({
            .visualId = visual.id,
            .class_ = static_cast<std::uint8_t>(x11::VisualClass::TrueColor),
            .bitsPerRgbValue = 8,
            .colormapEntries = 256,
            .redMask = 0xff0000,
            .greenMask = 0x00ff00,
            .blueMask = 0x0000ff,
        });
    }
    return described;
}

x11::Screen describe(const Display& display)
{
    const Screen& screen = display.screen();
    x11::Screen described{
        .root = Screen::root,
        .defaultColormap = Screen::defaultColormap,
        .whitePixel = Screen::whitePixel,
        .blackPixel = Screen::blackPixel,
        .currentInputMasks = display.root().selectedByAll(),
        .widthInPixels = static_cast<std::uint16_t>(screen.size.width),
        .heightInPixels = static_cast<std::uint16_t>(screen.size.height),
        .widthInMillimeters = static_cast<std::uint16_t>(screen.millimeters().width),
        .heightInMillimeters = static_cast<std::uint16_t>(screen.millimeters().height),
        .minInstalledMaps = 1,
        .maxInstalledMaps = 1,
        .rootVisual = Screen::rootVisual.id,
        .backingStores = static_cast<std::uint8_t>(x11::BackingStore::NotUseful),
        .saveUnders = false,
        .rootDepth = static_cast<std::uint8_t>(Screen::rootVisual.depth),
    };
    // The root's depth first: some clients look at no other.
    described.allowedDepths.push_back(describe(Screen::rootVisual.depth));
    for (const int depth : Screen::depths) {
        if (depth != Screen::rootVisual.depth) described.allowedDepths.push_back(describe(depth));
    }
    return described;
}

// Both answers say at byte 6 how many units of four bytes follow the first eight.
void patchLength(std::vector<std::byte>& out, std::size_t start, x11::ByteOrder order)
{
    auto length = static_cast<std::uint16_t>((out.size() - start - 8) / 4);
    if (order != x11::nativeOrder) x11::swapBytes(length);
    std::memcpy(out.data() + start + 6, &length, sizeof length);
}

} // namespace

SetupState readSetup(std::span<const std::byte> bytes, SetupRequest& request)
{
    if (bytes.empty()) return SetupState::Incomplete;
    const auto mark = std::to_integer<char>(bytes[0]);
    if (mark != 'l' && mark != 'B') return SetupState::Malformed;
    if (bytes.size() < headSize) return SetupState::Incomplete;
    request.order = mark == 'l' ? x11::ByteOrder::Little : x11::ByteOrder::Big;

    x11::Arena arena;
    x11::Reader head(bytes.first(headSize), request.order, arena);
    head.skip(2);
    request.majorVersion = head.get<std::uint16_t>();
    head.skip(2);
    const std::size_t nameSize = head.get<std::uint16_t>();
    const std::size_t secretSize = head.get<std::uint16_t>();
    if (nameSize > longestName || secretSize > longestName) return SetupState::Malformed;
    request.size = headSize + (nameSize + 3) / 4 * 4 + (secretSize + 3) / 4 * 4;
    if (bytes.size() < request.size) return SetupState::Incomplete;

    x11::Reader body(bytes.first(request.size), request.order, arena);
    body.skip(headSize);
    request.authorizationProtocol = body.text(nameSize);
    body.align(4);
    request.authorization = body.text(secretSize);
    return SetupState::Whole;
}

void writeRefusal(std::vector<std::byte>& out, x11::ByteOrder order, std::string_view reason)
{
    const std::size_t start = out.size();
    x11::Writer writer(out, order, 0);
    writer.put(std::uint8_t{0});
    writer.put(static_cast<std::uint8_t>(reason.size()));
    writer.put(std::uint16_t{11});
    writer.put(std::uint16_t{0});
    writer.put(std::uint16_t{0});
    writer.list(reason);
    writer.align(4);
    patchLength(out, start, order);
}

void writeWelcome(std::vector<std::byte>& out, const Display& display, const XClient& client)
{
    constexpr bool littleEndian = x11::nativeOrder == x11::ByteOrder::Little;
    x11::Setup setup{
        .status = 1,
        .protocolMajorVersion = 11,
        .protocolMinorVersion = 0,
        .releaseNumber = releaseNumber,
        .resourceIdBase = client.resourceBase(),
        .resourceIdMask = XClient::resourceMask(),
        .motionBufferSize = Pointer::historySize,
        .maximumRequestLength = longestCoreRequest,
        .imageByteOrder = littleEndian ? std::uint8_t{0} : std::uint8_t{1},
        .bitmapFormatBitOrder = littleEndian ? std::uint8_t{0} : std::uint8_t{1},
        .bitmapFormatScanlineUnit = 32,
        .bitmapFormatScanlinePad = 32,
        .minKeycode = 8,
        .maxKeycode = 255,
        .vendor = "Vitrine",
    };
    for (const int depth : Screen::depths) {
        setup.pixmapFormats.push_back(
            {.depth = static_cast<std::uint8_t>(depth),
             .bitsPerPixel = static_cast<std::uint8_t>(bitsPerPixel(depth)),
             .scanlinePad = 32});
    }
    setup.roots.push_back(describe(display));
    const std::size_t start = out.size();
    x11::Writer writer(out, client.byteOrder(), 0);
    setup.write(writer);
    patchLength(out, start, client.byteOrder());
}

} // namespace vitrine
