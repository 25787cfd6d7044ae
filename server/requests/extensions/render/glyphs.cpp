// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"
#include "server/display/render/glyph_drawing.h"
#include "server/display/render/pictures.h"
#include "server/requests/extensions/render/glyph_commands.h"
#include "server/requests/extensions/render/handlers.h"
#include "server/requests/extensions/render/turns.h"

namespace vitrine {

namespace {

GlyphSet& glyphSet(Call& call, Xid id)
{
    return call.display.resources().get<GlyphSet>(id, render::ErrorCode::GlyphSet);
}

// As long as a request may be without BIG-REQUESTS: it is read again in each turn that it takes.
constexpr std::size_t longestRun = 1 << 18;

template<class Request> void composite(Call& call, const Request& request, std::size_t idBytes)
{
    rendering::checkOperator(request.op);
    const Picture& source = rendering::picture(call, request.src);
    Picture& target = rendering::targetPicture(call, request.dst);
    const PictFormat* maskFormat = rendering::formatOrNone(request.maskFormat);
    glyphSet(call, request.glyphset);
    if (request.glyphcmds.size() > longestRun) throw badAlloc();
    const auto read = [request, idBytes](Call& now, std::span<const std::byte> bytes) {
        GlyphCommands commands(bytes, idBytes, now.client.byteOrder(),
                               glyphSet(now, request.glyphset));
        const auto find = [&now](Xid id) -> const GlyphSet& { return glyphSet(now, id); };
        if (!commands.read(find)) throw badLength();
        return commands;
    };
    const auto draw = [=](Call& now, const GlyphCommands& run) {
        compositeGlyphs(now.display, rendering::drawingOf(now, request, maskFormat, run.firstPen()),
                        run.glyphs());
    };
    const GlyphCommands run = read(call, request.glyphcmds);
    const rendering::PictureWork work(call.display, request.op, source, nullptr, target);
    const rendering::Measured measured = work.ofGlyphs(run.glyphs());
    if (rendering::bandsOf(measured) == 1) return draw(call, run);
    rendering::drawWhole(
        call, request.dst, measured, request.glyphcmds,
        [=](Call& now, std::span<const std::byte> bytes) { draw(now, read(now, bytes)); });
}

} // namespace

// "If the format is not Direct with a depth of 1, 4, 8, 16 or 32, a Match error."
void handle(Call& call, const render::CreateGlyphSet& request)
{
    call.display.checkNew(call.client, request.gsid);
    const PictFormat& format = rendering::format(request.format);
    if (format.depth == 24) throw badMatch();
    auto made = std::make_shared<GlyphSet>();
    made->format = &format;
    call.display.add<GlyphSet>(call.client, request.gsid, std::move(made));
}

void handle(Call& call, const render::ReferenceGlyphSet& request)
{
    call.display.checkNew(call.client, request.gsid);
    glyphSet(call, request.existing);
    call.display.add<GlyphSet>(call.client, request.gsid,
                               call.display.resources().share<GlyphSet>(request.existing));
}

void handle(Call& call, const render::FreeGlyphSet& request)
{
    glyphSet(call, request.glyphset);
    call.display.free(request.glyphset);
}

// All of them, or none.
void handle(Call& call, const render::AddGlyphs& request)
{
    GlyphSet& set = glyphSet(call, request.glyphset);
    std::vector<GlyphSet::Entry> added;
    added.reserve(request.glyphids.size());
    std::size_t at = 0;
    for (const render::GlyphInfo& info : request.glyphs) {
        const std::size_t bytes = glyphStride(*set.format, info.width) * info.height;
        if (bytes > request.data.size() - at) throw badLength();
        Glyph shape{glyphMask(*set.format, {info.width, info.height}, request.data.data() + at),
                    {info.x, info.y}};
        added.push_back({call.display.pictures().glyphs().glyph(
                             std::move(shape), {info.xOff, info.yOff}, call.client.pixels),
                         Lease(call.client.memory, GlyphSet::bytesOfEntry)});
        at += bytes;
    }
    if (at != request.data.size()) throw badLength();
    for (std::size_t i = 0; i < added.size(); ++i)
        set.glyphs[request.glyphids[i]] = std::move(added[i]);
}

void handle(Call& call, const render::FreeGlyphs& request)
{
    GlyphSet& set = glyphSet(call, request.glyphset);
    for (const std::uint32_t id : request.glyphs)
        if (set.glyphs.erase(id) == 0) throw XError{render::ErrorCode::Glyph, id};
}

void handle(Call& call, const render::CompositeGlyphs8& request)
{
    composite(call, request, 1);
}

void handle(Call& call, const render::CompositeGlyphs16& request)
{
    composite(call, request, 2);
}

void handle(Call& call, const render::CompositeGlyphs32& request)
{
    composite(call, request, 4);
}

} // namespace vitrine
