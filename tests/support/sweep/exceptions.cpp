// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/sweep/exceptions.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace vitrine::sweep {

namespace {

struct Exception {
    std::string_view case_;        // the start of its name, or "*" and the end
    std::string_view ours, theirs; // their starts
    std::string_view reason;
};

constexpr std::array exceptions{
    Exception{"*: over the limit", "BadLength", "BadLength",
              "X.Org gives the opcode of the request before"},
    Exception{"ChangeProperty", "BadValue", "BadValue 42949",
              "X.Org extends the sign of a byte that has none"},
    Exception{"GetProperty: long_offset = 2147483648", "BadValue 2147483648", "reply",
              "X.Org computes the offset in bytes modulo 2^32"},
    Exception{"ConvertSelection", "BadAtom", "BadAtom",
              "X.Org gives the property whichever atom was bad"},
    Exception{"GrabKey", "BadValue 2", "", "a mode that X.Org keeps for its touch grabs"},
    Exception{"QueryTextExtents", "BadValue 2", "",
              "a BOOL that is neither; X.Org takes it for true"},
    Exception{"CreateGC", "BadPixmap", "BadPixmap 0", "X.Org gives 0 in place of the id"},
    Exception{"ChangeGC", "BadPixmap", "BadPixmap 0", "X.Org gives 0 in place of the id"},
    Exception{"CreateGC", "BadFont", "BadFont 0", "X.Org gives 0 in place of the id"},
    Exception{"ChangeGC", "BadFont", "BadFont 0", "X.Org gives 0 in place of the id"},
    Exception{"ChangeHosts: family", "BadValue", "BadValue 4",
              "X.Org gives the length of the address"},
    Exception{"*", "BadLength", "RENDER error", "X.Org looks up what is named first"},
    Exception{"QueryPictIndexValues", "BadLength", "BadMatch", "the same"},
    Exception{"CreateSolidFill: a word long", "BadLength", "nothing", "X.Org takes any length"},
    Exception{"AddGlyphs: glyphs_len", "BadLength", "BadAlloc", "X.Org makes room for them first"},
    Exception{"CreateLinearGradient", "BadValue", "BadValue", "X.Org gives no field's value"},
    Exception{"CreateRadialGradient", "BadValue", "BadValue", "X.Org gives no field's value"},
    Exception{"CreateConicalGradient", "BadValue", "BadValue", "X.Org gives no field's value"},
    Exception{"GetXIDList", "reply", "BadAlloc", "we give fewer ids than were asked for"},
    Exception{"", "BadLength", "XInputExtension error 0", "X.Org looks at the device first"},
    Exception{"", "BadValue 2", "XInputExtension error 0",
              "a BOOL that is neither; X.Org takes it for true, and looks at the device"},
    Exception{"", "XInputExtension error 0", "XInputExtension error 0",
              "X.Org gives any value, not the device's number"},
    Exception{"", "XInputExtension error 4", "XInputExtension error 4",
              "X.Org gives any value, not the class"},
    Exception{"ChangeFeedbackControl", "BadMatch", "BadLength",
              "X.Org measures what it does not look at"},
    Exception{"XIChangeHierarchy", "Bad", "", "the devices are fixed"},
    Exception{"XIPassiveGrabDevice", "BadValue", "",
              "X.Org 2.4 has gestures, and leaves some of mode, mask and modifiers unchecked"},
    Exception{"XIPassiveGrabDevice: detail", "reply", "BadRequest",
              "X.Org answers a keycode that cannot be with a status as an error"},
    Exception{"XIPassiveUngrabDevice", "", "",
              "X.Org 2.4 has gestures, and other bounds for modifiers"},
    Exception{"XISelectEvents", "Bad", "BadValue", "X.Org 2.4 has gestures"},
    Exception{"XIBarrierReleasePointer", "nothing", "XFIXES error 1", "no barrier holds here"},
    Exception{"XIGetClientPointer", "reply", "BadWindow", "any client's id will do"},
    Exception{"SetDebuggingFlags", "", "", "nothing of this server can be debugged so"},
    Exception{"SetDeviceInfo", "nothing", "BadLength", "X.Org reads lights that are not sent"},
    Exception{"ChangeAlarm", "BadLength", "SYNC error 1", "X.Org looks up what is named first"},
    Exception{"ChangeAlarm", "BadValue", "BadValue 0", "X.Org gives what is left of the mask"},
    Exception{"CreateAlarm", "BadValue", "BadValue 0", "X.Org gives what is left of the mask"},
    Exception{"CreateFence", "BadValue", "", "a BOOL that is neither; X.Org takes it for true"},
    Exception{"Pixmap: a word long", "BadLength", "", "X.Org looks up what is named first"},
    Exception{"FakeInput: time", "nothing", "closed",
              "X.Org lets the client wait until the time has come"},
};

bool matches(const std::string& name, std::string_view pattern)
{
    if (pattern.starts_with('*')) return name.ends_with(pattern.substr(1));
    return name.starts_with(pattern);
}

} // namespace

bool isCompared(std::string_view extension)
{
    static constexpr std::string_view compared[] = {
        "",       "BIG-REQUESTS", "XC-MISC",         "Generic Event Extension",
        "XTEST",  "XKEYBOARD",    "XInputExtension", "SYNC",
        "Present"};
    return std::find(std::begin(compared), std::end(compared), extension) != std::end(compared);
}

bool isException(const Case& wrong, const std::string& ours, const std::string& theirs)
{
    for (const Exception& exception : exceptions)
        if (matches(wrong.name, exception.case_) && ours.starts_with(exception.ours) &&
            theirs.starts_with(exception.theirs))
            return true;
    return false;
}

} // namespace vitrine::sweep
