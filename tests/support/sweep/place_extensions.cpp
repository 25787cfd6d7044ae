// SPDX-License-Identifier: GPL-2.0-or-later
// The extensions' part of what a client of the sweep makes.
#include "protocol/x11/reader.h"
#include "tests/support/sweep/place.h"

#include "x11/composite.h"
#include "x11/damage.h"
#include "x11/dbe.h"
#include "x11/randr.h"
#include "x11/render.h"
#include "x11/sync.h"
#include "x11/xfixes.h"
#include "x11/xinput.h"
#include "x11/xkb.h"

namespace vitrine::sweep {

namespace {

template<class Reply> Reply parsed(const RawClient::Bytes& bytes)
{
    x11::Arena arena;
    x11::Reader reader(bytes, x11::nativeOrder, arena);
    return Reply::parse(reader);
}

} // namespace

// Most extensions want to know the client's version before anything else.
void Place::makeOfExtensions()
{
    const auto shared = [this](std::string_view name) {
        const auto found = shared_.find(name);
        return found != shared_.end() && found->second;
    };
    if (shared("RENDER")) makePictures();
    if (shared("XFIXES")) {
        const int major = majorOf("XFIXES");
        reply("XFIXES", x11::xfixes::QueryVersion::opcode, {5, 0});
        request(major, x11::xfixes::CreateRegion::opcode, {id("region"), 0, 0x00080008});
        request(major, x11::xfixes::CreatePointerBarrier::opcode,
                {id("barrier"), id("root"), 0x00000005, 0x00090005, 0, 0});
    }
    if (shared("DAMAGE")) {
        reply("DAMAGE", x11::damage::QueryVersion::opcode, {1, 1});
        request(majorOf("DAMAGE"), x11::damage::Create::opcode, {id("damage"), id("pixmap"), 0});
    }
    if (shared("SYNC")) {
        const int major = majorOf("SYNC");
        reply("SYNC", x11::sync::Initialize::opcode, {0x0103});
        request(major, x11::sync::CreateCounter::opcode, {id("counter"), 0, 0});
        request(major, x11::sync::CreateAlarm::opcode, {id("alarm"), 0});
        request(major, x11::sync::CreateFence::opcode, {id("window"), id("fence"), 0});
    }
    if (shared("Composite")) reply("Composite", x11::composite::QueryVersion::opcode, {0, 4});
    if (shared("DOUBLE-BUFFER")) {
        reply("DOUBLE-BUFFER", x11::dbe::QueryVersion::opcode, {1});
        request(majorOf("DOUBLE-BUFFER"), x11::dbe::AllocateBackBuffer::opcode,
                {id("child"), id("backBuffer"), 0});
    }
    if (shared("XKEYBOARD")) reply("XKEYBOARD", x11::xkb::UseExtension::opcode, {1});
    if (shared("XInputExtension"))
        reply("XInputExtension", x11::xinput::XIQueryVersion::opcode, {0x00030002});
    if (shared("RANDR")) {
        reply("RANDR", x11::randr::QueryVersion::opcode, {1, 5});
        using Resources = x11::randr::GetScreenResources;
        const auto all = parsed<Resources::Reply>(reply("RANDR", Resources::opcode, {id("root")}));
        if (!all.crtcs.empty()) fixed_["crtc"] = all.crtcs[0];
        if (!all.outputs.empty()) fixed_["output"] = all.outputs[0];
        if (!all.modes.empty()) fixed_["mode"] = all.modes[0].id;
    }
}

void Place::makePictures()
{
    using Formats = x11::render::QueryPictFormats;
    const int major = majorOf("RENDER");
    reply("RENDER", x11::render::QueryVersion::opcode, {0, 11});
    const auto formats = parsed<Formats::Reply>(reply("RENDER", Formats::opcode, {})).formats;
    for (const auto& format : formats) {
        const auto& direct = format.direct;
        if (format.depth == 24 && direct.redShift == 16) fixed_["formatRgb"] = format.id;
        if (format.depth == 32 && direct.redShift == 16 && direct.alphaMask != 0)
            fixed_["formatArgb"] = format.id;
        if (format.depth == 8 && direct.redMask == 0) fixed_["formatA8"] = format.id;
        if (format.depth == 1) fixed_["formatA1"] = format.id;
    }
    constexpr int create = x11::render::CreatePicture::opcode;
    request(major, create, {id("picture"), id("window"), id("formatRgb"), 0});
    request(major, create, {id("pictureArgb"), id("pixmapArgb"), id("formatArgb"), 0});
    request(major, create, {id("pictureA8"), id("pixmapA8"), id("formatA8"), 0});
    request(major, x11::render::CreateSolidFill::opcode, {id("solid"), 0xffff, 0xffff0000});
    request(major, x11::render::CreateGlyphSet::opcode, {id("glyphSet"), id("formatA8")});
}

} // namespace vitrine::sweep
