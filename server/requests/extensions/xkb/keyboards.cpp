// SPDX-License-Identifier: GPL-2.0-or-later
// XKB protocol, 16.3.13: whole keymaps by the names of xkeyboard-config's files.
#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/keyboard.h"
#include "server/requests/extensions/xkb/checks.h"
#include "server/requests/extensions/xkb/geometry.h"
#include "server/requests/extensions/xkb/replies.h"
#include "server/requests/extensions/xkb/xkb.h"

#include <algorithm>

namespace vitrine {

using namespace xkb;
namespace wire = x11::xkb;
using Component = wire::GBNDetail;

namespace {

// Counted strings, one after another.
class Specifications {
public:
    explicit Specifications(std::span<const std::byte> bytes) : bytes_(bytes) {}

    // In the characters that may stand in one; throws BadLength where it is cut short.
    std::string next()
    {
        if (bytes_.empty()) throw badLength();
        const auto length = std::to_integer<std::size_t>(bytes_[0]);
        if (bytes_.size() < 1 + length) throw badLength();
        std::string text;
        for (const std::byte byte : bytes_.subspan(1, length)) {
            const auto c = static_cast<char>(byte);
            constexpr std::string_view others = "+|()-_,/%?*:.";
            const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (letter || (c >= '0' && c <= '9') || others.find(c) != std::string_view::npos)
                text.push_back(c);
        }
        bytes_ = bytes_.subspan(1 + length);
        return text;
    }
    std::size_t rest() const { return bytes_.size(); }

private:
    std::span<const std::byte> bytes_;
};

// "%" is what the keyboard has now: where nothing is named, and within a name.
std::string resolved(const std::string& wanted, const std::string& now)
{
    if (wanted.empty()) return now;
    std::string text;
    for (const char c : wanted) {
        if (c == '%')
            text += now;
        else
            text.push_back(c);
    }
    return text;
}

// The reply, and behind it the replies of GetMap and the others, whole with their headers.
struct KeyboardReply {
    wire::GetKbdByName::Reply head;
    std::vector<std::byte> parts;

    void write(x11::Writer& writer) const
    {
        writer.put(std::uint8_t{x11::replyResponse});
        writer.put(head.deviceID);
        writer.putSequence();
        writer.put(std::uint32_t{0});
        writer.put(head.minKeyCode);
        writer.put(head.maxKeyCode);
        writer.put(static_cast<std::uint8_t>(head.loaded));
        writer.put(static_cast<std::uint8_t>(head.newKeyboard));
        writer.put(head.found);
        writer.put(head.reported);
        writer.zero(16);
        writer.list(parts);
        writer.endReply();
    }
};

template<class Reply> void add(Call& call, std::vector<std::byte>& parts, const Reply& reply)
{
    std::vector<std::byte> bytes;
    x11::Writer writer(bytes, call.client.byteOrder(), call.sequence);
    reply.write(writer);
    parts.insert(parts.end(), bytes.begin(), bytes.end());
}

wire::GetMap wantedMap(std::uint32_t reported)
{
    using Part = wire::MapPart;
    wire::GetMap wanted;
    std::uint32_t full = 0;
    if (reported & (Component::Types | Component::ClientSymbols)) full |= Part::KeyTypes;
    if (reported & Component::ClientSymbols) full |= Part::KeySyms | Part::ModifierMap;
    if (reported & Component::ServerSymbols)
        full |= Part::ExplicitComponents | Part::KeyActions | Part::KeyBehaviors |
                Part::VirtualMods | Part::VirtualModMap;
    wanted.full = static_cast<std::uint16_t>(full);
    return wanted;
}

std::vector<std::byte> partsOf(Call& call, const Keymap& keymap, std::uint32_t reported,
                               std::uint8_t device)
{
    std::vector<std::byte> parts;
    const Description& description = keymap.description();
    const auto tell = [&](auto reply) {
        reply.deviceID = device;
        add(call, parts, reply);
    };
    constexpr std::uint32_t symbols = Component::ClientSymbols | Component::ServerSymbols;
    if (reported & (symbols | Component::Types)) tell(mapReply(description, wantedMap(reported)));
    if (reported & Component::CompatMap) {
        wire::GetCompatMap all;
        all.groups = 0x0f;
        all.getAllSI = true;
        tell(compatMapReply(description, all));
    }
    if (reported & Component::IndicatorMaps) tell(indicatorMapReply(description, 0xffffffff));
    if (reported & (Component::KeyNames | Component::OtherNames)) {
        constexpr std::uint32_t ofKeys = wire::NameDetail::KeyNames | wire::NameDetail::KeyAliases;
        constexpr std::uint32_t all = 0x3fff;
        std::uint32_t which = reported & Component::OtherNames ? all & ~ofKeys : 0;
        if (reported & Component::KeyNames) which |= ofKeys;
        tell(namesReply(call.display.atoms(), description, keymap.components(), which));
    }
    if (reported & Component::Geometry) tell(geometryReply(call.display.atoms(), device));
    return parts;
}

} // namespace

void handle(Call& call, const wire::GetKbdByName& request)
{
    const Keyboard& keyboard = keyboardOf(call, request.deviceSpec);
    Specifications given(request.components);
    if (!given.next().empty()) throw badMatch(); // whole keymap files are not supported: as X.Org
    ComponentNames wanted;
    for (std::string* name : {&wanted.keycodes, &wanted.types, &wanted.compatibility,
                              &wanted.symbols, &wanted.geometry})
        *name = given.next();
    if (given.rest() >= 4) throw badLength();
    constexpr std::uint32_t allComponents = 0xff;
    checkLegal(request.want, allComponents);
    checkLegal(request.need, allComponents);

    const ComponentNames& now = keyboard.keymap().components();
    const bool geometry = !wanted.geometry.empty() && wanted.geometry != "%";
    wanted = {resolved(wanted.keycodes, now.keycodes), resolved(wanted.types, now.types),
              resolved(wanted.compatibility, now.compatibility),
              resolved(wanted.symbols, now.symbols), resolved(wanted.geometry, now.geometry)};
    std::unique_ptr<Keymap> compiled;
    if (!(wanted == now) || request.load) compiled = Keymap::compile(wanted);
    const Keymap* told = compiled ? compiled.get() : &keyboard.keymap();
    const bool found = compiled || (wanted == now && !request.load);

    KeyboardReply reply;
    reply.head.deviceID = checkDevice(request.deviceSpec);
    reply.head.minKeyCode = Keymap::minimum;
    reply.head.maxKeyCode = Keymap::maximum;
    if (found) {
        reply.head.found = static_cast<std::uint16_t>(allComponents);
        // As X.Org's server does: whoever asks for anything hears of the other names.
        const std::uint32_t asked = request.want | request.need;
        reply.head.reported = static_cast<std::uint16_t>(asked ? asked | Component::OtherNames : 0);
        reply.head.loaded = request.load;
        reply.parts = partsOf(call, *told, reply.head.reported, reply.head.deviceID);
    }
    call.reply(reply);
    if (found && request.load) call.display.input().setKeymap(std::move(*compiled), geometry);
}

// As with X.Org's server patterns match nothing: names are found in xkeyboard-config's own lists.
wire::ListComponents::Reply handle(Call& call, const wire::ListComponents& request)
{
    clientOf(call);
    wire::ListComponents::Reply reply;
    reply.deviceID = checkDevice(request.deviceSpec);
    Specifications given(request.components);
    constexpr int kinds = 6;
    for (int kind = 0; kind < kinds && !request.components.empty(); ++kind) given.next();
    if (given.rest() >= 4) throw badLength();
    return reply;
}

} // namespace vitrine
