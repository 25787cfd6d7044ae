// SPDX-License-Identifier: GPL-2.0-or-later
// What an artist asks for: every drawing request of the core protocol.
#include "tests/support/artist.h"

namespace vitrine {

void Artist::rectangles()
{
    const auto rectangles = someRectangles(5);
    xcb_poly_fill_rectangle(c_, target_, gc_, static_cast<std::uint32_t>(rectangles.size()),
                            rectangles.data());
}

void Artist::points()
{
    const auto points = somePoints(50);
    const auto mode = static_cast<std::uint8_t>(number(0, 1));
    xcb_poly_point(c_, mode, target_, gc_, static_cast<std::uint32_t>(points.size()),
                   points.data());
}

void Artist::polyline()
{
    const auto points = somePoints(6);
    xcb_poly_line(c_, XCB_COORD_MODE_ORIGIN, target_, gc_,
                  static_cast<std::uint32_t>(points.size()), points.data());
}

void Artist::segments()
{
    std::vector<xcb_segment_t> segments(static_cast<std::size_t>(number(1, 4)));
    for (xcb_segment_t& segment : segments) {
        const auto ends = somePoints(2);
        segment = {ends[0].x, ends[0].y, ends[1].x, ends[1].y};
        if (number(0, 3) == 0) segment.x2 = segment.x1;
        if (number(0, 3) == 0) segment.y2 = segment.y1;
    }
    xcb_poly_segment(c_, target_, gc_, static_cast<std::uint32_t>(segments.size()),
                     segments.data());
}

void Artist::outlines()
{
    const auto rectangles = someRectangles(3);
    xcb_poly_rectangle(c_, target_, gc_, static_cast<std::uint32_t>(rectangles.size()),
                       rectangles.data());
}

void Artist::arcs()
{
    const auto arcs = someArcs();
    xcb_poly_arc(c_, target_, gc_, static_cast<std::uint32_t>(arcs.size()), arcs.data());
}

void Artist::arc()
{
    const auto arcs = someArcs();
    xcb_poly_arc(c_, target_, gc_, 1, arcs.data());
}

void Artist::filledArcs(bool whole)
{
    auto arcs = someArcs();
    for (xcb_arc_t& arc : arcs)
        if (whole) arc.angle2 = 360 * 64;
    xcb_poly_fill_arc(c_, target_, gc_, static_cast<std::uint32_t>(arcs.size()), arcs.data());
}

void Artist::polygon()
{
    const auto points = somePoints(8);
    xcb_fill_poly(c_, target_, gc_, XCB_POLY_SHAPE_COMPLEX, XCB_COORD_MODE_ORIGIN,
                  static_cast<std::uint32_t>(points.size()), points.data());
}

void Artist::copyWithin()
{
    xcb_copy_area(c_, target_, target_, gc_, static_cast<std::int16_t>(number(-20, width)),
                  static_cast<std::int16_t>(number(-20, height)),
                  static_cast<std::int16_t>(number(-20, width)),
                  static_cast<std::int16_t>(number(-20, height)),
                  static_cast<std::uint16_t>(number(1, 100)),
                  static_cast<std::uint16_t>(number(1, 100)));
}

void Artist::copyFromOther()
{
    const xcb_pixmap_t other = pixmap(50, 60, depth_);
    noise(other, 50, 60, depth_);
    xcb_copy_area(
        c_, other, target_, gc_, static_cast<std::int16_t>(number(-20, 50)),
        static_cast<std::int16_t>(number(-20, 50)), static_cast<std::int16_t>(number(-20, width)),
        static_cast<std::int16_t>(number(-20, height)), static_cast<std::uint16_t>(number(1, 100)),
        static_cast<std::uint16_t>(number(1, 100)));
}

void Artist::copyPlane()
{
    const int depth = number(0, 1) ? 1 : depth_;
    const xcb_pixmap_t other = pixmap(50, 60, depth);
    noise(other, 50, 60, depth);
    xcb_copy_plane(
        c_, other, target_, gc_, static_cast<std::int16_t>(number(-20, 50)),
        static_cast<std::int16_t>(number(-20, 50)), static_cast<std::int16_t>(number(-20, width)),
        static_cast<std::int16_t>(number(-20, height)), static_cast<std::uint16_t>(number(1, 100)),
        static_cast<std::uint16_t>(number(1, 100)), 1u << number(0, depth - 1));
}

void Artist::image()
{
    const int w = number(1, 60), h = number(1, 60), format = number(0, 2);
    const int leftPad = format == XCB_IMAGE_FORMAT_Z_PIXMAP ? 0 : number(0, 31);
    const int depth = format == XCB_IMAGE_FORMAT_XY_BITMAP ? 1 : depth_;
    const std::size_t stride = format == XCB_IMAGE_FORMAT_Z_PIXMAP
                                   ? strideOf(w, depth)
                                   : strideOf(w + leftPad, 1) * static_cast<std::size_t>(depth);
    std::vector<std::uint8_t> bytes(stride * static_cast<std::size_t>(h));
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random_());
    xcb_put_image(
        c_, static_cast<std::uint8_t>(format), target_, gc_, static_cast<std::uint16_t>(w),
        static_cast<std::uint16_t>(h), static_cast<std::int16_t>(number(-20, width)),
        static_cast<std::int16_t>(number(-20, height)), static_cast<std::uint8_t>(leftPad),
        static_cast<std::uint8_t>(depth), static_cast<std::uint32_t>(bytes.size()), bytes.data());
}

void Artist::text()
{
    const xcb_font_t font = xcb_generate_id(c_);
    const std::string name = number(0, 1) ? "fixed" : "cursor";
    xcb_open_font(c_, font, static_cast<std::uint16_t>(name.size()), name.data());
    set(XCB_GC_FONT, font);
    std::string text(static_cast<std::size_t>(number(1, 12)), ' ');
    for (char& letter : text) letter = static_cast<char>(number(0, 255));
    const auto x = static_cast<std::int16_t>(number(-10, width));
    const auto y = static_cast<std::int16_t>(number(-5, height + 5));
    if (number(0, 1)) {
        xcb_image_text_8(c_, static_cast<std::uint8_t>(text.size()), target_, gc_, x, y,
                         text.data());
    } else {
        std::vector<std::uint8_t> items{static_cast<std::uint8_t>(text.size()), 3};
        items.insert(items.end(), text.begin(), text.end());
        xcb_poly_text_8(c_, target_, gc_, x, y, static_cast<std::uint32_t>(items.size()),
                        items.data());
    }
    xcb_close_font(c_, font);
}

void Artist::text16()
{
    const xcb_font_t font = xcb_generate_id(c_);
    xcb_open_font(c_, font, 5, "fixed");
    set(XCB_GC_FONT, font);
    std::vector<xcb_char2b_t> text(static_cast<std::size_t>(number(1, 12)));
    for (xcb_char2b_t& letter : text) letter = {0, static_cast<std::uint8_t>(number(0, 255))};
    const auto x = static_cast<std::int16_t>(number(-10, width));
    const auto y = static_cast<std::int16_t>(number(-5, height + 5));
    if (number(0, 1)) {
        xcb_image_text_16(c_, static_cast<std::uint8_t>(text.size()), target_, gc_, x, y,
                          text.data());
    } else {
        std::vector<std::uint8_t> items{static_cast<std::uint8_t>(text.size()), 0xfe};
        for (const auto& [high, low] : text) items.insert(items.end(), {high, low});
        xcb_poly_text_16(c_, target_, gc_, x, y, static_cast<std::uint32_t>(items.size()),
                         items.data());
    }
    xcb_close_font(c_, font);
}

void Artist::clear()
{
    if (sheet_.kind == Sheet::Kind::Pixmap) return;
    xcb_clear_area(c_, 0, target_, static_cast<std::int16_t>(number(-10, width)),
                   static_cast<std::int16_t>(number(-10, height)),
                   static_cast<std::uint16_t>(number(0, 40)),
                   static_cast<std::uint16_t>(number(0, 40)));
}

void Artist::clipMask()
{
    const xcb_pixmap_t mask = pixmap(60, 50, 1);
    noise(mask, 60, 50, 1);
    set(XCB_GC_CLIP_ORIGIN_X, static_cast<std::uint32_t>(number(-20, 60)));
    set(XCB_GC_CLIP_ORIGIN_Y, static_cast<std::uint32_t>(number(-20, 40)));
    set(XCB_GC_CLIP_MASK, mask);
}

// Where a window has no source for a copy, X.Org's clips its background by the clip as if that had
// no origin, and, if it has many rectangles, by their extents. So that copies on windows have none.
void Artist::exposable()
{
    if (sheet_.kind != Sheet::Kind::Pixmap) set(XCB_GC_CLIP_MASK, XCB_NONE);
}

void Artist::anyRequest()
{
    switch (number(0, 17)) {
    case 0: return rectangles();
    case 1: return points();
    case 2: lineWidth(0); return polyline();
    case 3: lineWidth(0); return segments();
    case 4: lineWidth(0); return outlines();
    case 5: wide(LineStyles::Solid); return polyline();
    case 6: wide(LineStyles::Solid); return segments();
    case 7: wide(LineStyles::Solid); return outlines();
    case 8: lineWidth(0); return arcs();
    case 9: return filledArcs(number(0, 1) != 0);
    case 10: return polygon();
    case 11: exposable(); return copyWithin();
    case 12: exposable(); return copyFromOther();
    case 13: exposable(); return copyPlane();
    case 14: return image();
    case 15: return text();
    case 16: return text16();
    default: return clear();
    }
}

void Artist::sequence(int requests)
{
    context();
    for (int i = 0; i < requests; ++i) {
        switch (number(0, 9)) {
        case 0: set(XCB_GC_FUNCTION, static_cast<std::uint32_t>(number(0, 15))); break;
        case 1: set(XCB_GC_FOREGROUND, anyPixel()); break;
        case 2: set(XCB_GC_BACKGROUND, anyPixel()); break;
        case 3: set(XCB_GC_PLANE_MASK, number(0, 1) ? ~0u : random_()); break;
        case 4: set(XCB_GC_FILL_STYLE, static_cast<std::uint32_t>(number(0, 3))); break;
        case 5: set(XCB_GC_LINE_STYLE, static_cast<std::uint32_t>(number(0, 2))); break;
        case 6: set(XCB_GC_SUBWINDOW_MODE, static_cast<std::uint32_t>(number(0, 1))); break;
        case 7: set(XCB_GC_CLIP_MASK, XCB_NONE); break;
        case 8: clipMask(); break;
        default: pattern(); break;
        }
        anyRequest();
    }
}

} // namespace vitrine
