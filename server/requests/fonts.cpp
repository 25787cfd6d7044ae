// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/fonts.h"

#include "server/display/display.h"
#include "server/render/fonts.h"

namespace vitrine {

namespace {

x11::CharInfo charInfo(const CharMetrics& metrics)
{
    x11::CharInfo info;
    info.leftSideBearing = metrics.leftBearing;
    info.rightSideBearing = metrics.rightBearing;
    info.characterWidth = metrics.width;
    info.ascent = metrics.ascent;
    info.descent = metrics.descent;
    info.attributes = metrics.attributes;
    return info;
}

// What QueryFont and ListFontsWithInfo tell alike.
template<class Reply> Reply describe(Display& display, const Font& font)
{
    Reply reply;
    reply.minBounds = charInfo(font.minBounds());
    reply.maxBounds = charInfo(font.maxBounds());
    reply.minCharOrByte2 = font.firstColumn();
    reply.maxCharOrByte2 = font.lastColumn();
    reply.defaultChar = font.defaultChar();
    reply.drawDirection = static_cast<std::uint8_t>(
        font.rightToLeft() ? x11::FontDraw::RightToLeft : x11::FontDraw::LeftToRight);
    reply.minByte1 = font.firstRow();
    reply.maxByte1 = font.lastRow();
    reply.allCharsExist = font.allCharsExist();
    reply.fontAscent = font.ascent();
    reply.fontDescent = font.descent();
    for (const FontProperty& property : font.properties()) {
        x11::FontProp told;
        told.name = display.atoms().intern(property.name);
        if (const auto* text = std::get_if<std::string>(&property.value))
            told.value = display.atoms().intern(*text);
        else
            told.value = static_cast<std::uint32_t>(std::get<std::int32_t>(property.value));
        reply.properties.push_back(told);
    }
    return reply;
}

// FONTABLE: a font, or a graphics context that has one.
std::shared_ptr<Font> fontable(Display& display, Xid id)
{
    if (auto font = display.resources().share<Font>(id)) return font;
    const GraphicsContext* gc = display.resources().find<GraphicsContext>(id);
    if (!gc) throw badFont(id);
    auto font = gc->font ? gc->font : display.fonts().fallback();
    if (!font) throw badFont(id);
    return font;
}

} // namespace

void handle(Call& call, const x11::OpenFont& request)
{
    Display& display = call.display;
    display.checkNew(call.client, request.fid);
    auto font = display.fonts().open(request.name_);
    if (!font) throw badName();
    display.add(call.client, request.fid, std::move(font));
}

void handle(Call& call, const x11::CloseFont& request)
{
    call.display.resources().get<Font>(request.font);
    call.display.free(request.font);
}

x11::QueryFont::Reply handle(Call& call, const x11::QueryFont& request)
{
    const auto font = fontable(call.display, request.font);
    auto reply = describe<x11::QueryFont::Reply>(call.display, *font);
    for (const CharMetrics& metrics : font->charInfos())
        reply.charInfos.push_back(charInfo(metrics));
    return reply;
}

x11::QueryTextExtents::Reply handle(Call& call, const x11::QueryTextExtents& request)
{
    const auto font = fontable(call.display, request.font);
    std::vector<std::uint16_t> text;
    for (const auto& [high, low] : request.string)
        text.push_back(static_cast<std::uint16_t>(high << 8 | low));
    if (request.oddLength) { // the last one is padding
        if (text.empty()) throw badLength();
        text.pop_back();
    }
    const TextExtents extents = font->extents(text);
    x11::QueryTextExtents::Reply reply;
    reply.drawDirection = static_cast<std::uint8_t>(
        font->rightToLeft() ? x11::FontDraw::RightToLeft : x11::FontDraw::LeftToRight);
    reply.fontAscent = font->ascent();
    reply.fontDescent = font->descent();
    reply.overallAscent = extents.ascent;
    reply.overallDescent = extents.descent;
    reply.overallWidth = extents.width;
    reply.overallLeft = extents.left;
    reply.overallRight = extents.right;
    return reply;
}

x11::ListFonts::Reply handle(Call& call, const x11::ListFonts& request)
{
    x11::ListFonts::Reply reply;
    for (std::string& name : call.display.fonts().list(request.pattern, request.maxNames))
        if (name.size() <= 255) reply.names.push_back({std::move(name)});
    return reply;
}

void handle(Call& call, const x11::ListFontsWithInfo& request)
{
    // A font at a time: opening one reads a file.
    std::vector<std::string> names = call.display.fonts().list(request.pattern, request.maxNames);
    call.rest = [names = std::move(names), next = std::size_t{0}](Call& later) mutable {
        if (next == names.size()) {
            later.reply(x11::ListFontsWithInfo::Reply{}); // an empty name ends the series
            return false;
        }
        const std::string& name = names[next++];
        const auto font = later.display.fonts().open(name);
        if (!font || name.size() > 255) return true;
        auto reply = describe<x11::ListFontsWithInfo::Reply>(later.display, *font);
        reply.repliesHint = static_cast<std::uint32_t>(names.size() - next);
        reply.name = name;
        later.reply(reply);
        return true;
    };
}

void handle(Call& call, const x11::SetFontPath& request)
{
    std::vector<std::string> path;
    for (const x11::Str& element : request.font) path.push_back(element.name);
    if (!call.display.fonts().setPath(std::move(path))) throw badValue(0);
}

x11::GetFontPath::Reply handle(Call& call, const x11::GetFontPath&)
{
    x11::GetFontPath::Reply reply;
    for (const std::string& element : call.display.fonts().path()) reply.path.push_back({element});
    return reply;
}

} // namespace vitrine
