// SPDX-License-Identifier: GPL-2.0-or-later
// A keyboard's look, as Xlib reads it: window managers ask it which key lies above Tab.
#include "tests/support/test_server.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <memory>
#include <string>

// clang-format off: last, as its macros are anybody's names
#include <X11/XKBlib.h>
#include <X11/extensions/XKBgeom.h>
// clang-format on

namespace vitrine {

namespace {

struct CloseDisplay {
    void operator()(::Display* display) const { XCloseDisplay(display); }
};

std::string keyName(const XkbKeyRec& key)
{
    return std::string(key.name.name, XkbKeyNameLength).c_str(); // to its first zero
}

} // namespace

TEST_CASE("XKB: the geometry has the keys of a keyboard in rows, alone and with a whole keymap")
{
    TestServer server;
    ::setenv("XAUTHORITY", server.xauthority().c_str(), 1);
    const std::unique_ptr<::Display, CloseDisplay> display(XOpenDisplay(server.name().c_str()));
    ::unsetenv("XAUTHORITY");
    REQUIRE(display);
    XkbDescPtr keyboard = XkbGetKeyboard(
        display.get(), XkbGBN_ClientSymbolsMask | XkbGBN_KeyNamesMask | XkbGBN_GeometryMask,
        XkbUseCoreKbd);
    REQUIRE(keyboard);
    REQUIRE(keyboard->geom);
    const auto check = [](const XkbGeometryRec& geometry) {
        REQUIRE(geometry.num_sections == 1);
        const XkbSectionRec& section = geometry.sections[0];
        REQUIRE(section.num_rows == 5);
        CHECK(keyName(section.rows[0].keys[0]) == "TLDE");
        CHECK(keyName(section.rows[1].keys[0]) == "TAB");
        CHECK(keyName(section.rows[4].keys[3]) == "SPCE");
        CHECK(section.rows[0].top < section.rows[1].top);
        CHECK(geometry.num_shapes == 1);
        CHECK(geometry.base_color == geometry.colors);
        CHECK(std::string(geometry.label_font) == "fixed");
    };
    check(*keyboard->geom);
    XkbFreeKeyboard(keyboard, XkbAllComponentsMask, True);

    XkbDescPtr alone = XkbGetMap(display.get(), XkbKeyTypesMask, XkbUseCoreKbd);
    REQUIRE(alone);
    CHECK(XkbGetGeometry(display.get(), alone) == Success);
    REQUIRE(alone->geom);
    check(*alone->geom);
    CHECK(XkbGetNamedGeometry(display.get(), alone, XInternAtom(display.get(), "other", False)) !=
          Success);
    XkbFreeKeyboard(alone, XkbAllComponentsMask, True);
}

} // namespace vitrine
