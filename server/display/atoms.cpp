// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/atoms.h"

#include "server/display/x_error.h"

#include <array>

namespace vitrine {

namespace {

// X11 protocol, appendix B, from 1.
constexpr std::array<std::string_view, atom::lastPredefined> predefined{"PRIMARY",
                                                                        "SECONDARY",
                                                                        "ARC",
                                                                        "ATOM",
                                                                        "BITMAP",
                                                                        "CARDINAL",
                                                                        "COLORMAP",
                                                                        "CURSOR",
                                                                        "CUT_BUFFER0",
                                                                        "CUT_BUFFER1",
                                                                        "CUT_BUFFER2",
                                                                        "CUT_BUFFER3",
                                                                        "CUT_BUFFER4",
                                                                        "CUT_BUFFER5",
                                                                        "CUT_BUFFER6",
                                                                        "CUT_BUFFER7",
                                                                        "DRAWABLE",
                                                                        "FONT",
                                                                        "INTEGER",
                                                                        "PIXMAP",
                                                                        "POINT",
                                                                        "RECTANGLE",
                                                                        "RESOURCE_MANAGER",
                                                                        "RGB_COLOR_MAP",
                                                                        "RGB_BEST_MAP",
                                                                        "RGB_BLUE_MAP",
                                                                        "RGB_DEFAULT_MAP",
                                                                        "RGB_GRAY_MAP",
                                                                        "RGB_GREEN_MAP",
                                                                        "RGB_RED_MAP",
                                                                        "STRING",
                                                                        "VISUALID",
                                                                        "WINDOW",
                                                                        "WM_COMMAND",
                                                                        "WM_HINTS",
                                                                        "WM_CLIENT_MACHINE",
                                                                        "WM_ICON_NAME",
                                                                        "WM_ICON_SIZE",
                                                                        "WM_NAME",
                                                                        "WM_NORMAL_HINTS",
                                                                        "WM_SIZE_HINTS",
                                                                        "WM_ZOOM_HINTS",
                                                                        "MIN_SPACE",
                                                                        "NORM_SPACE",
                                                                        "MAX_SPACE",
                                                                        "END_SPACE",
                                                                        "SUPERSCRIPT_X",
                                                                        "SUPERSCRIPT_Y",
                                                                        "SUBSCRIPT_X",
                                                                        "SUBSCRIPT_Y",
                                                                        "UNDERLINE_POSITION",
                                                                        "UNDERLINE_THICKNESS",
                                                                        "STRIKEOUT_ASCENT",
                                                                        "STRIKEOUT_DESCENT",
                                                                        "ITALIC_ANGLE",
                                                                        "X_HEIGHT",
                                                                        "QUAD_WIDTH",
                                                                        "WEIGHT",
                                                                        "POINT_SIZE",
                                                                        "RESOLUTION",
                                                                        "COPYRIGHT",
                                                                        "NOTICE",
                                                                        "FONT_NAME",
                                                                        "FAMILY_NAME",
                                                                        "FULL_NAME",
                                                                        "CAP_HEIGHT",
                                                                        "WM_CLASS",
                                                                        "WM_TRANSIENT_FOR"};

constexpr std::size_t maximumBytes = std::size_t{64} << 20; // of all names, with their keep

} // namespace

Atoms::Atoms()
{
    for (const std::string_view name : predefined) intern(name);
}

Atom Atoms::intern(std::string_view name)
{
    if (const Atom known = find(name)) return known;
    constexpr std::size_t keep = 96;
    if (bytes_ + name.size() + keep > maximumBytes) throw badAlloc();
    bytes_ += name.size() + keep;
    const std::string& kept = names_.emplace_back(name);
    const auto atom = static_cast<Atom>(names_.size());
    atoms_.emplace(kept, atom);
    return atom;
}

Atom Atoms::find(std::string_view name) const
{
    const auto found = atoms_.find(name);
    return found == atoms_.end() ? 0 : found->second;
}

const std::string& Atoms::name(Atom atom) const
{
    if (!has(atom)) throw badAtom(atom);
    return names_[atom - 1];
}

} // namespace vitrine
