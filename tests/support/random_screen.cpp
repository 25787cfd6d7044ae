// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/random_screen.h"

#include <xcb/shape.h>

#include <array>

namespace vitrine {

RandomScreen::RandomScreen(xcb_connection_t* connection, Root root, unsigned seed)
    : c_(connection), root_(xcb_setup_roots_iterator(xcb_get_setup(connection)).data->root),
      random_(seed)
{
    for (const int depth : {24, 24, 32}) drawn_.push_back(drawn({depth, Sheet::Kind::Window}));
    windows_ = drawn_.size();
    for (const int depth : {24, 24, 32, 16, 8, 4, 1}) drawn_.push_back(drawn({depth}));
    if (root == Root::DrawnOn) drawn_.push_back(drawn({24, Sheet::Kind::Root}));
}

int RandomScreen::number(int low, int high)
{
    return low + static_cast<int>(random_() % static_cast<unsigned>(high - low + 1));
}

RandomScreen::Drawn RandomScreen::drawn(Sheet sheet)
{
    Drawn result{std::make_unique<Artist>(c_, sheet, random_()), nullptr, sheet};
    const xcb_drawable_t target = result.artist->target();
    if (sheet.depth != 4)
        result.render = std::make_unique<RenderArtist>(c_, root_, target, sheet.depth, random_());
    xcb_gcontext_t& gc = gcs_[sheet.depth];
    if (!gc) {
        gc = xcb_generate_id(c_);
        xcb_create_gc(c_, gc, target, 0, nullptr);
    }
    return result;
}

RandomScreen::Drawn& RandomScreen::pick()
{
    const std::size_t among = chance(50) ? windows_ : drawn_.size();
    return drawn_[static_cast<std::size_t>(number(0, static_cast<int>(among) - 1))];
}

RandomScreen::Place RandomScreen::window()
{
    const auto index = static_cast<std::size_t>(number(0, static_cast<int>(windows_) - 1));
    const xcb_window_t top = drawn_[index].artist->target();
    if (chance(50)) return {top, true};
    const auto children = childrenOf(top);
    if (children.empty()) return {top, true};
    return {children[random_() % children.size()], false};
}

std::vector<xcb_window_t> RandomScreen::childrenOf(xcb_window_t window)
{
    const XcbReply<xcb_query_tree_reply_t> reply(
        xcb_query_tree_reply(c_, xcb_query_tree(c_, window), nullptr));
    if (!reply) return {};
    const xcb_window_t* children = xcb_query_tree_children(reply.get());
    return {children, children + xcb_query_tree_children_length(reply.get())};
}

void RandomScreen::step()
{
    switch (number(0, 31)) {
    case 0: return configure();
    case 1: return configure();
    case 2: return configure();
    case 3: return map();
    case 4: return attributes();
    case 5: return reparent();
    case 6: return shape();
    case 7: return renew();
    case 8:
    case 9:
    case 10:
    case 11: return copy();
    case 12:
    case 13: return composite();
    default: break;
    }
    Drawn& on = pick();
    if (on.render && chance(40))
        on.render->any();
    else if (chance(15)) // in no sequence, as X.Org's differ by rounding
        on.artist->context().wide(chance(50) ? LineStyles::Solid : LineStyles::Dashed).arcs();
    else
        on.artist->sequence(number(1, 4));
}

void RandomScreen::renew()
{
    Drawn& old = pick();
    if (old.sheet.kind == Sheet::Kind::Root) return;
    old = drawn(old.sheet); // the old picture ends after the old drawable, as many programs do
}

void RandomScreen::copy()
{
    const Drawn &from = pick(), &to = pick();
    const auto place = [&] { return static_cast<std::int16_t>(number(-20, 90)); };
    const auto side = [&] { return static_cast<std::uint16_t>(number(1, 110)); };
    const xcb_gcontext_t gc = gcs_[to.sheet.depth];
    const std::array<std::uint32_t, 2> values{anyPixel(), chance(30)};
    xcb_change_gc(c_, gc, XCB_GC_FOREGROUND | XCB_GC_SUBWINDOW_MODE, values.data());
    if (from.sheet.depth == to.sheet.depth)
        xcb_copy_area(c_, from.artist->target(), to.artist->target(), gc, place(), place(), place(),
                      place(), side(), side());
    else
        xcb_copy_plane(c_, from.artist->target(), to.artist->target(), gc, place(), place(),
                       place(), place(), side(), side(), 1u << number(0, from.sheet.depth - 1));
}

void RandomScreen::composite()
{
    const Drawn &from = pick(), &to = pick();
    if (from.render && to.render) to.render->compositeFrom(from.artist->target(), from.sheet.depth);
}

void RandomScreen::configure()
{
    const auto [window, topLevel] = this->window();
    std::vector<std::uint32_t> values;
    std::uint16_t mask = 0;
    const auto set = [&](std::uint16_t bit, int value) {
        mask = static_cast<std::uint16_t>(mask | bit);
        values.push_back(static_cast<std::uint32_t>(value));
    };
    const int far = topLevel ? 300 : 90;
    if (chance(60)) set(XCB_CONFIG_WINDOW_X, number(-20, far));
    if (chance(60)) set(XCB_CONFIG_WINDOW_Y, number(-20, far));
    if (chance(30)) set(XCB_CONFIG_WINDOW_WIDTH, number(1, 150));
    if (chance(30)) set(XCB_CONFIG_WINDOW_HEIGHT, number(1, 120));
    if (chance(20)) set(XCB_CONFIG_WINDOW_BORDER_WIDTH, number(0, 6));
    if (chance(40)) set(XCB_CONFIG_WINDOW_STACK_MODE, number(0, 4));
    xcb_configure_window(c_, window, mask, values.data());
}

void RandomScreen::map()
{
    const auto [window, topLevel] = this->window();
    if (chance(40))
        xcb_unmap_window(c_, window);
    else
        xcb_map_window(c_, window);
    if (!topLevel) return;
    for (std::size_t i = 0; i < windows_; ++i)
        if (chance(70)) xcb_map_window(c_, drawn_[i].artist->target());
}

void RandomScreen::attributes()
{
    const Place place = window();
    const std::array<std::uint32_t, 4> values{anyPixel(), anyPixel(),
                                              static_cast<std::uint32_t>(number(0, 10)),
                                              static_cast<std::uint32_t>(number(0, 10))};
    xcb_change_window_attributes(c_, place.window,
                                 XCB_CW_BACK_PIXEL | XCB_CW_BORDER_PIXEL | XCB_CW_BIT_GRAVITY |
                                     XCB_CW_WIN_GRAVITY,
                                 values.data());
    const Drawn& pixmap = drawn_[windows_ + static_cast<std::size_t>(number(0, 2))];
    std::uint32_t tile = pixmap.artist->target();
    if (chance(30)) tile = XCB_BACK_PIXMAP_NONE;
    if (chance(30)) tile = XCB_BACK_PIXMAP_PARENT_RELATIVE;
    if (chance(50)) xcb_change_window_attributes(c_, place.window, XCB_CW_BACK_PIXMAP, &tile);
    if (tile > 1 && chance(30))
        xcb_change_window_attributes(c_, place.window, XCB_CW_BORDER_PIXMAP, &tile);
    if (chance(40)) xcb_clear_area(c_, 0, place.window, 0, 0, 0, 0);
}

// Of a child: onto the screen, into another window, or back.
void RandomScreen::reparent()
{
    const Place child = window();
    if (child.topLevel) return;
    const Place into = window();
    const xcb_window_t parent = chance(20) ? root_ : into.window;
    xcb_reparent_window(c_, child.window, parent, static_cast<std::int16_t>(number(-10, 60)),
                        static_cast<std::int16_t>(number(-10, 60)));
}

void RandomScreen::shape()
{
    const Place place = window();
    const auto kind = static_cast<std::uint8_t>(number(0, 1));
    if (chance(30)) {
        xcb_shape_mask(c_, XCB_SHAPE_SO_SET, kind, place.window, 0, 0, XCB_NONE);
        return;
    }
    std::vector<xcb_rectangle_t> rects;
    for (int i = number(1, 4); i > 0; --i)
        rects.push_back(
            {static_cast<std::int16_t>(number(-5, 80)), static_cast<std::int16_t>(number(-5, 60)),
             static_cast<std::uint16_t>(number(1, 80)), static_cast<std::uint16_t>(number(1, 60))});
    xcb_shape_rectangles(c_, XCB_SHAPE_SO_SET, kind, XCB_CLIP_ORDERING_UNSORTED, place.window, 0, 0,
                         static_cast<std::uint32_t>(rects.size()), rects.data());
}

} // namespace vitrine
