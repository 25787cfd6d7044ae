// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/call.h"

#include "x11/render.h"

// "The X Rendering Extension", version 0.11, section 9. A file each: what it can do, pictures,
// sources, drawing, glyphs, cursors.
namespace vitrine {

namespace render = x11::render;

render::QueryVersion::Reply handle(Call& call, const render::QueryVersion& request);
render::QueryPictFormats::Reply handle(Call& call, const render::QueryPictFormats& request);
render::QueryPictIndexValues::Reply handle(Call& call, const render::QueryPictIndexValues& request);
render::QueryFilters::Reply handle(Call& call, const render::QueryFilters& request);

void handle(Call& call, const render::CreatePicture& request);
void handle(Call& call, const render::ChangePicture& request);
void handle(Call& call, const render::SetPictureClipRectangles& request);
void handle(Call& call, const render::SetPictureTransform& request);
void handle(Call& call, const render::SetPictureFilter& request);
void handle(Call& call, const render::FreePicture& request);

void handle(Call& call, const render::CreateSolidFill& request);
void handle(Call& call, const render::CreateLinearGradient& request);
void handle(Call& call, const render::CreateRadialGradient& request);
void handle(Call& call, const render::CreateConicalGradient& request);

void handle(Call& call, const render::Composite& request);
void handle(Call& call, const render::FillRectangles& request);
void handle(Call& call, const render::Trapezoids& request);
void handle(Call& call, const render::Triangles& request);
void handle(Call& call, const render::TriStrip& request);
void handle(Call& call, const render::TriFan& request);
void handle(Call& call, const render::AddTraps& request);

void handle(Call& call, const render::CreateGlyphSet& request);
void handle(Call& call, const render::ReferenceGlyphSet& request);
void handle(Call& call, const render::FreeGlyphSet& request);
void handle(Call& call, const render::AddGlyphs& request);
void handle(Call& call, const render::FreeGlyphs& request);
void handle(Call& call, const render::CompositeGlyphs8& request);
void handle(Call& call, const render::CompositeGlyphs16& request);
void handle(Call& call, const render::CompositeGlyphs32& request);

void handle(Call& call, const render::CreateCursor& request);
void handle(Call& call, const render::CreateAnimCursor& request);

} // namespace vitrine
