// SPDX-License-Identifier: GPL-2.0-or-later
// "The X Keyboard Extension: Protocol Specification", version 1.0.
#include "server/requests/extensions/registry.h"
#include "server/requests/extensions/xkb/checks.h"
#include "server/requests/extensions/xkb/xkb.h"

#include "x11/xkb_dispatch.h"

namespace vitrine {

namespace {

// Two that xcb-proto does not describe: a keyboard's look. This one has none.
constexpr std::uint8_t getGeometry = 19, setGeometry = 20;

struct GeometryReply {
    std::uint8_t device = 0;
    std::uint32_t name = 0;

    void write(x11::Writer& writer) const
    {
        writer.put(std::uint8_t{x11::replyResponse});
        writer.put(device);
        writer.putSequence();
        writer.put(std::uint32_t{0});
        writer.put(name);
        writer.endReply(); // found: no, and nothing of it
    }
};

void answerGeometry(Call& call, const x11::Frame& frame)
{
    constexpr std::size_t requestSize = 12, leastSetSize = 28;
    const bool gets = frame.minor() == getGeometry;
    if (gets ? frame.bytes.size() != requestSize : frame.bytes.size() < leastSetSize)
        throw badLength();
    x11::Arena arena;
    x11::Reader reader(frame.bytes.subspan(x11::headerSize), frame.order, arena);
    const auto specification = reader.get<std::uint16_t>();
    xkb::clientOf(call);
    const std::uint8_t device = xkb::checkDevice(specification);
    if (!gets) throw badAccess();
    reader.skip(2);
    call.reply(GeometryReply{device, reader.get<std::uint32_t>()});
}

void dispatchXkb(Call& call, const x11::Frame& frame)
{
    if (frame.minor() == getGeometry || frame.minor() == setGeometry)
        return answerGeometry(call, frame);
    x11::xkb::dispatch(call, frame);
}

} // namespace

static constexpr auto table = x11::xkb::requestTable<Call>();
extern const Extension xkeyboard;
const Extension xkeyboard{x11::xkb::extension, &dispatchXkb, table};

} // namespace vitrine
