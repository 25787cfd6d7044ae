// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/policy/window_hints.h"

#include "server/display/atoms.h"
#include "server/display/latin1.h"
#include "server/display/policy/policy_atoms.h"
#include "server/display/window.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace vitrine {

namespace {

constexpr std::size_t longestText = 1024; // bytes of a title or name that viewers are told
constexpr std::int32_t largestSize = 32767;

std::vector<std::uint32_t> cardinals(const Window& window, Atom name)
{
    const Property* const property = window.properties.find(name);
    if (!property || property->format != 32) return {};
    constexpr std::size_t most = 64; // values; none of these has more
    const std::size_t count = std::min(property->bytes.size() / 4, most);
    std::vector<std::uint32_t> values(count);
    if (count) std::memcpy(values.data(), property->bytes.data(), count * 4);
    return values;
}

std::string_view textOf(const Window& window, Atom name)
{
    const Property* const property = window.properties.find(name);
    return property ? property->text().substr(0, longestText) : std::string_view{};
}

Size sizeAt(std::span<const std::uint32_t> values, std::size_t index)
{
    const auto one = [&](std::size_t at) {
        const auto value = static_cast<std::int32_t>(values[at]);
        return std::clamp(value, 0, largestSize);
    };
    return {one(index), one(index + 1)};
}

} // namespace

std::string presentable(std::string text)
{
    text.resize(std::min(text.size(), longestText));
    while (!text.empty() && text.size() >= longestText - 4 &&
           (static_cast<unsigned char>(text.back()) & 0x80))
        text.pop_back();
    std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    return text;
}

std::string titleOf(const Window& window, const PolicyAtoms& atoms)
{
    if (const std::string_view name = textOf(window, atoms.name); !name.empty())
        return presentable(std::string(name));
    const Property* const property = window.properties.find(atom::wmName);
    const std::string_view name = textOf(window, atom::wmName);
    if (property && property->type == atoms.utf8String) return presentable(std::string(name));
    return presentable(utf8FromLatin1(name));
}

std::string applicationOf(const Window& window)
{
    const auto [instance, name] = classOf(window);
    return presentable(utf8FromLatin1(name.empty() ? instance : name));
}

std::pair<std::string, std::string> classOf(const Window& window)
{
    // The instance, a zero, the class, a zero.
    const std::string_view text = textOf(window, atom::wmClass);
    const std::size_t end = text.find('\0');
    if (end == std::string_view::npos) return {std::string(text), {}};
    const std::string_view name = text.substr(end + 1, text.find('\0', end + 1) - end - 1);
    return {std::string(text.substr(0, end)), std::string(name)};
}

Xid groupOf(const Window& window)
{
    const auto values = cardinals(window, atom::wmHints);
    constexpr std::uint32_t groupFlag = 64;
    constexpr std::size_t groupAt = 8;
    return values.size() > groupAt && (values[0] & groupFlag) ? values[groupAt] : 0;
}

std::string startupIdOf(const Window& window, const PolicyAtoms& atoms)
{
    const std::string_view id = textOf(window, atoms.startupId);
    return std::string(id.substr(0, id.find('\0')));
}

Size SizeHints::constrained(Size wanted) const
{
    const auto one = [](int value, int least, int most, int from, int step) {
        if (most >= std::max(1, least)) value = std::min(value, most);
        value = std::max({value, least, 1});
        if (step > 1 && value > from) value -= (value - from) % step;
        return std::clamp(std::max(value, least), 1, largestSize);
    };
    return {one(wanted.width, minimum.width, maximum.width, base.width, increment.width),
            one(wanted.height, minimum.height, maximum.height, base.height, increment.height)};
}

SizeHints sizeHintsOf(const Window& window)
{
    const auto values = cardinals(window, atom::wmNormalHints);
    SizeHints hints;
    if (values.size() < 15) return hints; // older ones end before the base size
    enum Flag : std::uint32_t {
        UserPosition = 1,
        ProgramPosition = 4,
        Minimum = 16,
        Maximum = 32,
        Increment = 64,
        Base = 256,
    };
    const std::uint32_t flags = values[0];
    hints.userPosition = flags & UserPosition;
    hints.programPosition = flags & ProgramPosition;
    if (flags & Minimum) hints.minimum = sizeAt(values, 5);
    if (flags & Maximum) hints.maximum = sizeAt(values, 7);
    if (flags & Increment) hints.increment = sizeAt(values, 9);
    if ((flags & Base) && values.size() >= 17) hints.base = sizeAt(values, 15);
    // ICCCM 4.1.2.3: each stands in for the other.
    else
        hints.base = hints.minimum;
    if (!(flags & Minimum)) hints.minimum = hints.base;
    return hints;
}

WmHints wmHintsOf(const Window& window)
{
    const auto values = cardinals(window, atom::wmHints);
    WmHints hints;
    if (values.size() < 3) return hints;
    constexpr std::uint32_t inputFlag = 1, stateFlag = 2, urgencyFlag = 256, iconicState = 3;
    if (values[0] & inputFlag) hints.input = values[1] != 0;
    if (values[0] & stateFlag) hints.iconic = values[2] == iconicState;
    hints.urgent = values[0] & urgencyFlag;
    return hints;
}

MotifHints motifHintsOf(const Window& window, const PolicyAtoms& atoms)
{
    const auto values = cardinals(window, atoms.motifWmHints);
    MotifHints hints;
    if (values.size() < 3) return hints;
    constexpr std::uint32_t functionsFlag = 1, decorationsFlag = 2, all = 1;
    if (values[0] & decorationsFlag) hints.decorated = values[2] != 0;
    if (values[0] & functionsFlag) {
        // With "all", the others are those it has not.
        const auto has = [&](std::uint32_t bit) {
            return ((values[1] & bit) != 0) != ((values[1] & all) != 0);
        };
        hints.resizable = has(2);
        hints.movable = has(4);
        hints.minimizable = has(8);
        hints.maximizable = has(16);
        hints.closable = has(32);
    }
    return hints;
}

Strut strutOf(const Window& window, const PolicyAtoms& atoms)
{
    auto values = cardinals(window, atoms.strutPartial);
    if (values.size() < 4) values = cardinals(window, atoms.strut);
    if (values.size() < 4) return {};
    const auto one = [&](std::size_t at) {
        return static_cast<int>(std::min(values[at], static_cast<std::uint32_t>(largestSize)));
    };
    return {one(0), one(1), one(2), one(3)};
}

Xid transientForOf(const Window& window)
{
    const auto values = cardinals(window, atom::wmTransientFor);
    return values.empty() ? 0 : values[0];
}

namespace {

// By the window's type; none: it has none that is known.
std::optional<SurfaceRole> typedRole(const Window& window, const PolicyAtoms& atoms)
{
    const std::array<std::pair<Atom, SurfaceRole>, 14> roles{{
        {atoms.typeNormal, SurfaceRole::Normal},
        {atoms.typeDialog, SurfaceRole::Dialog},
        {atoms.typeUtility, SurfaceRole::Utility},
        {atoms.typeToolbar, SurfaceRole::Utility},
        {atoms.typeMenu, SurfaceRole::Menu},
        {atoms.typeDropdownMenu, SurfaceRole::Menu},
        {atoms.typePopupMenu, SurfaceRole::Menu},
        {atoms.typeCombo, SurfaceRole::Menu},
        {atoms.typeTooltip, SurfaceRole::Tooltip},
        {atoms.typeSplash, SurfaceRole::Splash},
        {atoms.typeDock, SurfaceRole::Dock},
        {atoms.typeDesktop, SurfaceRole::Desktop},
        {atoms.typeNotification, SurfaceRole::Notification},
        {atoms.typeDragAndDrop, SurfaceRole::DragIcon},
    }};
    // In the client's order of preference; unknown ones are passed over.
    for (const Atom type : cardinals(window, atoms.type))
        for (const auto& [atom, role] : roles)
            if (type == atom) return role;
    return std::nullopt;
}

} // namespace

SurfaceRole roleOf(const Window& window, const PolicyAtoms& atoms)
{
    const auto typed = typedRole(window, atoms);
    if (!window.attributes.overrideRedirect)
        return typed.value_or(transientForOf(window) ? SurfaceRole::Dialog : SurfaceRole::Normal);
    // GTK calls its invisible helpers normal; nobody decorates or focuses what its program places.
    const bool asManaged = typed == SurfaceRole::Normal || typed == SurfaceRole::Dialog ||
                           typed == SurfaceRole::Utility;
    return typed && !asManaged ? *typed : SurfaceRole::Menu;
}

bool hasProtocol(const Window& window, const PolicyAtoms& atoms, Atom protocol)
{
    const auto protocols = cardinals(window, atoms.wmProtocols);
    return std::find(protocols.begin(), protocols.end(), protocol) != protocols.end();
}

std::vector<Atom> statesOf(const Window& window, const PolicyAtoms& atoms)
{
    return cardinals(window, atoms.state);
}

std::optional<std::uint32_t> cardinalOf(const Window& window, Atom property)
{
    const auto values = cardinals(window, property);
    return values.empty() ? std::nullopt : std::optional(values[0]);
}

std::optional<std::uint32_t> wmStateOf(const Window& window, const PolicyAtoms& atoms)
{
    return cardinalOf(window, atoms.wmState);
}

Image iconOf(const Window& window, const PolicyAtoms& atoms, int wantedSize)
{
    const Property* const property = window.properties.find(atoms.icon);
    if (!property || property->format != 32) return {};
    const std::span<const std::byte> bytes = property->bytes;
    const auto value = [&](std::size_t index) {
        std::uint32_t result;
        std::memcpy(&result, bytes.data() + index * 4, 4);
        return result;
    };
    constexpr std::uint32_t largest = 512;
    const std::size_t count = bytes.size() / 4;
    std::size_t best = 0;
    Size bestSize;
    for (std::size_t at = 0; at + 2 < count;) {
        const std::uint32_t width = value(at);
        const std::uint32_t height = value(at + 1);
        if (width == 0 || height == 0 || width > 65535 || height > 65535) break;
        const std::size_t pixels = std::size_t{width} * height;
        if (pixels > count - at - 2) break;
        const Size size{static_cast<std::int32_t>(width), static_cast<std::int32_t>(height)};
        const bool enough = bestSize.width >= wantedSize;
        const bool better = enough ? size.width >= wantedSize && size.width < bestSize.width
                                   : size.width > bestSize.width;
        if (width <= largest && height <= largest && better) {
            best = at + 2;
            bestSize = size;
        }
        at += 2 + pixels;
    }
    if (bestSize.empty()) return {};
    Image icon(bestSize, 32);
    std::memcpy(icon.bytes().data(), bytes.data() + best * 4, icon.bytes().size());
    return icon;
}

} // namespace vitrine
