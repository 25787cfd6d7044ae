// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"
#include "server/display/policy/policy_atoms.h"
#include "server/display/policy/window_hints.h"

#include <catch2/catch.hpp>

#include <cstring>
#include <random>
#include <string_view>

using namespace vitrine;

namespace {

struct Hinted {
    ManualClock clock;
    Display display{clock};
    PolicyAtoms atoms{display.atoms()};
    Window& window = display.createOwnWindow();

    void set(Atom name, std::initializer_list<std::uint32_t> values, Atom type = atom::cardinal)
    {
        display.changeProperty(window, PropertyMode::Replace, name, type, 32,
                               std::as_bytes(std::span(values.begin(), values.size())));
    }
    void set(Atom name, std::string_view text, Atom type = atom::string)
    {
        display.changeProperty(window, PropertyMode::Replace, name, type, 8,
                               std::as_bytes(std::span(text)));
    }
};

} // namespace

TEST_CASE("The title is EWMH's, or else ICCCM's, told in UTF-8")
{
    Hinted hinted;
    CHECK(titleOf(hinted.window, hinted.atoms).empty());
    hinted.set(atom::wmName, "caf\xe9");
    CHECK(titleOf(hinted.window, hinted.atoms) == "caf\xc3\xa9");
    hinted.set(hinted.atoms.name, "\xe2\x82\xac 5\n", hinted.atoms.utf8String);
    CHECK(titleOf(hinted.window, hinted.atoms) == "\xe2\x82\xac 5");
}

TEST_CASE("The application is the class of WM_CLASS")
{
    Hinted hinted;
    hinted.set(atom::wmClass, std::string_view("xterm\0XTerm\0", 12));
    CHECK(applicationOf(hinted.window) == "XTerm");
    hinted.set(atom::wmClass, "alone");
    CHECK(applicationOf(hinted.window) == "alone");
    hinted.set(atom::wmClass, std::string_view("xterm\0", 6));
    CHECK(applicationOf(hinted.window) == "xterm");
}

TEST_CASE("Size hints stand in for each other as ICCCM 4.1.2.3 says")
{
    Hinted hinted;
    constexpr std::uint32_t userPosition = 1, minimum = 16, increment = 64, base = 256;
    hinted.set(atom::wmNormalHints, {userPosition | base | increment, 0, 0, 0, 0, 0, 0, 0, 0, 6, 13,
                                     0, 0, 0, 0, 19, 4, 1});
    const SizeHints hints = sizeHintsOf(hinted.window);
    CHECK(hints.userPosition);
    CHECK(hints.base == Size{19, 4});
    CHECK(hints.minimum == Size{19, 4});
    CHECK(hints.increment == Size{6, 13});
    hinted.set(atom::wmNormalHints, {minimum, 0, 0, 0, 0, 50, 40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    CHECK(sizeHintsOf(hinted.window).base == Size{50, 40});
    hinted.set(atom::wmNormalHints, {minimum, 0, 0}); // cut short: not said
    CHECK(sizeHintsOf(hinted.window).minimum == Size{});
}

TEST_CASE("The role is the first type that is known, and a transient window is a dialog")
{
    Hinted hinted;
    hinted.window.attributes.overrideRedirect = false;
    CHECK(roleOf(hinted.window, hinted.atoms) == SurfaceRole::Normal);
    hinted.set(atom::wmTransientFor, {0x123});
    CHECK(roleOf(hinted.window, hinted.atoms) == SurfaceRole::Dialog);
    hinted.set(hinted.atoms.type, {99999, hinted.atoms.typeSplash, hinted.atoms.typeNormal});
    CHECK(roleOf(hinted.window, hinted.atoms) == SurfaceRole::Splash);
    hinted.window.attributes.overrideRedirect = true;
    hinted.set(hinted.atoms.type, {});
    CHECK(roleOf(hinted.window, hinted.atoms) == SurfaceRole::Menu);
}

TEST_CASE("A window that its program places itself is no normal window, whatever its type says")
{
    Hinted hinted;
    hinted.window.attributes.overrideRedirect = true;
    for (const Atom type : {hinted.atoms.typeNormal, hinted.atoms.typeDialog,
                            hinted.atoms.typeUtility, hinted.atoms.typeToolbar}) {
        hinted.set(hinted.atoms.type, {type});
        CHECK(roleOf(hinted.window, hinted.atoms) == SurfaceRole::Menu);
    }
    hinted.set(hinted.atoms.type, {hinted.atoms.typeNotification, hinted.atoms.typeNormal});
    CHECK(roleOf(hinted.window, hinted.atoms) == SurfaceRole::Notification);
}

TEST_CASE("The icon is the smallest that is large enough, or else the largest")
{
    Hinted hinted;
    hinted.set(hinted.atoms.icon, {1, 1, 0xff000001, 2, 2, 2, 2, 2, 2, 3, 1, 3, 3, 3});
    CHECK(iconOf(hinted.window, hinted.atoms, 1).size() == Size{1, 1});
    CHECK(iconOf(hinted.window, hinted.atoms, 1).pixel({0, 0}) == 0xff000001);
    CHECK(iconOf(hinted.window, hinted.atoms, 2).size() == Size{2, 2});
    CHECK(iconOf(hinted.window, hinted.atoms, 64).size() == Size{3, 1});
    hinted.set(hinted.atoms.icon, {2, 2, 1, 1, 1}); // cut short
    CHECK(iconOf(hinted.window, hinted.atoms, 64).size().empty());
    hinted.set(hinted.atoms.icon, {0xffffffff, 0xffffffff, 1, 1, 1});
    CHECK(iconOf(hinted.window, hinted.atoms, 64).size().empty());
}

TEST_CASE("Properties of any bytes are read without harm")
{
    Hinted hinted;
    std::mt19937 random(7);
    const PolicyAtoms& atoms = hinted.atoms;
    const Atom names[] = {atom::wmName,  atom::wmClass,        atom::wmNormalHints,
                          atom::wmHints, atom::wmTransientFor, atoms.name,
                          atoms.icon,    atoms.motifWmHints,   atoms.strutPartial,
                          atoms.type,    atoms.state,          atoms.wmProtocols};
    for (int n = 0; n < 2000; ++n) {
        const std::uint8_t format = std::array{8, 16, 32}[random() % 3];
        std::vector<std::byte> bytes(random() % 40 * 4);
        for (std::byte& byte : bytes) byte = static_cast<std::byte>(random() % 3 ? random() : 0);
        hinted.display.changeProperty(hinted.window, PropertyMode::Replace,
                                      names[random() % std::size(names)], atom::cardinal, format,
                                      bytes);
        titleOf(hinted.window, atoms);
        applicationOf(hinted.window);
        const Size size = sizeHintsOf(hinted.window).constrained({500, 500});
        CHECK((size.width >= 1 && size.width <= 32767 && size.height >= 1));
        wmHintsOf(hinted.window);
        motifHintsOf(hinted.window, atoms);
        strutOf(hinted.window, atoms);
        roleOf(hinted.window, atoms);
        iconOf(hinted.window, atoms, 48);
    }
}
