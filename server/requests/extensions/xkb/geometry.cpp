// SPDX-License-Identifier: GPL-2.0-or-later
// XKB protocol, 16.3.12: geometry. Lengths are in tenths of a millimetre.
#include "server/requests/extensions/xkb/geometry.h"

#include "server/display/display.h"
#include "server/requests/extensions/xkb/checks.h"

#include <array>
#include <span>
#include <string_view>

#include "x11/xkb.h"

namespace vitrine::xkb {

namespace {

constexpr std::uint8_t getGeometry = 19, setGeometry = 20;

using Row = std::span<const std::string_view>;
constexpr std::string_view digits[] = {"TLDE", "AE01", "AE02", "AE03", "AE04", "AE05", "AE06",
                                       "AE07", "AE08", "AE09", "AE10", "AE11", "AE12", "BKSP"};
constexpr std::string_view upper[] = {"TAB",  "AD01", "AD02", "AD03", "AD04", "AD05", "AD06",
                                      "AD07", "AD08", "AD09", "AD10", "AD11", "AD12", "BKSL"};
constexpr std::string_view middle[] = {"CAPS", "AC01", "AC02", "AC03", "AC04", "AC05", "AC06",
                                       "AC07", "AC08", "AC09", "AC10", "AC11", "RTRN"};
constexpr std::string_view lower[] = {"LFSH", "AB01", "AB02", "AB03", "AB04", "AB05",
                                      "AB06", "AB07", "AB08", "AB09", "AB10", "RTSH"};
constexpr std::string_view lowest[] = {"LCTL", "LWIN", "LALT", "SPCE", "RALT", "MENU", "RCTL"};
constexpr std::array<Row, 5> rows{Row(digits), Row(upper), Row(middle), Row(lower), Row(lowest)};

constexpr std::int16_t side = 180, gap = 10, pitch = side + gap;
constexpr auto width = static_cast<std::int16_t>(std::size(digits) * pitch);
constexpr auto height = static_cast<std::int16_t>(rows.size() * pitch);
constexpr std::string_view font = "fixed";
constexpr std::string_view colors[] = {"white", "black"};

void putText(x11::Writer& writer, std::string_view text)
{
    writer.put(static_cast<std::uint16_t>(text.size()));
    for (const char letter : text) writer.put(static_cast<std::uint8_t>(letter));
    writer.align(4);
}

// One for all keys: a square, told by the corner opposite to its origin.
void putShape(x11::Writer& writer, std::uint32_t name)
{
    constexpr std::uint8_t outlines = 1, none = 0xff, points = 1, cornerRadius = 0;
    writer.put(name);
    writer.put(outlines);
    writer.put(std::uint8_t{0}); // the primary one
    writer.put(none);            // the approximate one
    writer.zero(1);
    writer.put(points);
    writer.put(cornerRadius);
    writer.zero(2);
    writer.put(side);
    writer.put(side);
}

void putRow(x11::Writer& writer, Row keys, std::int16_t top)
{
    constexpr std::size_t nameSize = 4;
    writer.put(top);
    writer.put(std::int16_t{0}); // left
    writer.put(static_cast<std::uint8_t>(keys.size()));
    writer.zero(3); // not vertical
    for (const std::string_view key : keys) {
        for (const char letter : key) writer.put(static_cast<std::uint8_t>(letter));
        writer.zero(nameSize - key.size());
        writer.put(gap);
        writer.put(std::uint8_t{0}); // shape
        writer.put(std::uint8_t{0}); // colour
    }
}

void putSection(x11::Writer& writer, std::uint32_t name)
{
    writer.put(name);
    writer.zero(4); // top, left
    writer.put(width);
    writer.put(height);
    writer.zero(2); // angle
    writer.zero(1); // priority
    writer.put(static_cast<std::uint8_t>(rows.size()));
    writer.zero(4); // doodads, overlays
    for (std::size_t row = 0; row < rows.size(); ++row)
        putRow(writer, rows[row], static_cast<std::int16_t>(row * pitch + gap));
}

} // namespace

void GeometryReply::write(x11::Writer& writer) const
{
    writer.put(std::uint8_t{x11::replyResponse});
    writer.put(deviceID);
    writer.putSequence();
    writer.zero(4); // length
    writer.put(name);
    if (!found) return writer.endReply();
    writer.put(std::uint8_t{found});
    writer.zero(1);
    for (const int number : {width / 10, height / 10, 0, 2, 1, 1, 0, 0}) // lists: as they follow
        writer.put(static_cast<std::uint16_t>(number));
    writer.put(std::uint8_t{0}); // base colour
    writer.put(std::uint8_t{1}); // label colour
    putText(writer, font);
    for (const std::string_view color : colors) putText(writer, color);
    putShape(writer, part);
    putSection(writer, part);
    writer.endReply();
}

GeometryReply geometryReply(Atoms& atoms, std::uint8_t device)
{
    return {device, true, atoms.intern("typewriter"), atoms.intern("Alpha")};
}

bool isGeometry(const x11::Frame& frame)
{
    return frame.minor() == getGeometry || frame.minor() == setGeometry;
}

void answerGeometry(Call& call, const x11::Frame& frame)
{
    constexpr std::size_t requestSize = 12, leastSetSize = 28;
    const bool gets = frame.minor() == getGeometry;
    if (gets ? frame.bytes.size() != requestSize : frame.bytes.size() < leastSetSize)
        throw badLength();
    x11::Arena arena;
    x11::Reader reader(frame.bytes.subspan(x11::headerSize), frame.order, arena);
    const auto specification = reader.get<std::uint16_t>();
    clientOf(call);
    const std::uint8_t device = checkDevice(specification);
    if (!gets) return; // nobody sees this keyboard: another look is not kept
    reader.skip(2);
    const auto name = reader.get<std::uint32_t>();
    const GeometryReply ours = geometryReply(call.display.atoms(), device);
    call.reply(name == 0 || name == ours.name ? ours
                                              : GeometryReply{.deviceID = device, .name = name});
}

} // namespace vitrine::xkb
