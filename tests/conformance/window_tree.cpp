// SPDX-License-Identifier: GPL-2.0-or-later
// X11 protocol, section 9: requests that make, arrange and destroy windows, and what clients hear
// of it. Names quote the specification.
#include "tests/support/each_server.h"

#include <catch2/catch.hpp>

#include <vector>

namespace vitrine {

namespace {

constexpr std::uint32_t structure = XCB_EVENT_MASK_STRUCTURE_NOTIFY;
constexpr std::uint32_t substructure = XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY;
constexpr std::uint32_t redirect = XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT;

std::vector<xcb_window_t> childrenOf(const XcbClient& x, xcb_window_t window)
{
    const XcbReply<xcb_query_tree_reply_t> tree(
        xcb_query_tree_reply(x.c(), xcb_query_tree(x.c(), window), nullptr));
    if (!tree) return {};
    const xcb_window_t* first = xcb_query_tree_children(tree.get());
    return {first, first + xcb_query_tree_children_length(tree.get())};
}

xcb_map_state_t mapStateOf(const XcbClient& x, xcb_window_t window)
{
    const XcbReply<xcb_get_window_attributes_reply_t> reply(
        xcb_get_window_attributes_reply(x.c(), xcb_get_window_attributes(x.c(), window), nullptr));
    REQUIRE(reply);
    return static_cast<xcb_map_state_t>(reply->map_state);
}

XcbReply<xcb_get_geometry_reply_t> geometryOf(const XcbClient& x, xcb_drawable_t drawable)
{
    return XcbReply<xcb_get_geometry_reply_t>(
        xcb_get_geometry_reply(x.c(), xcb_get_geometry(x.c(), drawable), nullptr));
}

// The windows that events of one kind are about, in their order. All have it at byte 8, after the
// window that the event was selected on.
std::vector<xcb_window_t> windowsIn(const XcbClient& x, std::uint8_t code)
{
    std::vector<xcb_window_t> windows;
    for (const XcbEvent& event : x.events())
        if ((event->response_type & 0x7f) == code)
            windows.push_back(reinterpret_cast<xcb_unmap_notify_event_t*>(event.get())->window);
    return windows;
}

void select(const XcbClient& x, xcb_window_t window, std::uint32_t events)
{
    xcb_change_window_attributes(x.c(), window, XCB_CW_EVENT_MASK, &events);
}

void configure(const XcbClient& x, xcb_window_t window, std::uint16_t mask,
               std::vector<std::uint32_t> values)
{
    xcb_configure_window(x.c(), window, mask, values.data());
}

// A top-level window that no window manager touches, with three children that overlap.
struct Family {
    explicit Family(const AnyServer& server)
        : client(server.connect()), x(*client), parent(x.window(10, 10, 100, 100, 0, 0, false))
    {
        const std::uint32_t yes = 1;
        xcb_change_window_attributes(x.c(), parent, XCB_CW_OVERRIDE_REDIRECT, &yes);
        for (xcb_window_t& child : children) child = x.window(5, 5, 50, 50, 0, parent);
        xcb_map_window(x.c(), parent);
        x.sync();
    }

    std::unique_ptr<XcbClient> client;
    XcbClient& x;
    xcb_window_t parent;
    std::array<xcb_window_t, 3> children{};
};

} // namespace

TEST_CASE("CreateWindow: \"creates an unmapped window\", on top of its siblings, and \"generates a "
          "CreateNotify event\"",
          "[CreateWindow] [CreateNotify]")
{
    onEachServer([](AnyServer& server) {
        Family f(server);
        select(f.x, f.parent, substructure);
        const xcb_window_t window = f.x.id();
        xcb_create_window(f.x.c(), XCB_COPY_FROM_PARENT, window, f.parent, -3, 4, 20, 30, 2,
                          XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT, 0, nullptr);
        const auto event = f.x.event<xcb_create_notify_event_t>(XCB_CREATE_NOTIFY);
        REQUIRE(event);
        CHECK(event->parent == f.parent);
        CHECK(event->window == window);
        CHECK(event->x == -3);
        CHECK(event->y == 4);
        CHECK(event->width == 20);
        CHECK(event->height == 30);
        CHECK(event->border_width == 2);
        CHECK(event->override_redirect == 0);
        CHECK(mapStateOf(f.x, window) == XCB_MAP_STATE_UNMAPPED);
        CHECK(childrenOf(f.x, f.parent).back() == window);
    });
}

TEST_CASE("CreateWindow: for InputOnly \"depth must be zero\", and \"border-width must be zero (or "
          "a Match error results)\"",
          "[CreateWindow]")
{
    onEachServer([](AnyServer& server) {
        const auto x = server.connect();
        const auto create = [&](std::uint8_t depth, std::uint16_t border) {
            return x->check(xcb_create_window_checked(x->c(), depth, x->id(), x->root(), 0, 0, 5, 5,
                                                      border, XCB_WINDOW_CLASS_INPUT_ONLY,
                                                      XCB_COPY_FROM_PARENT, 0, nullptr));
        };
        CHECK(create(0, 0) == 0);
        CHECK(create(24, 0) == XCB_MATCH);
        CHECK(create(0, 1) == XCB_MATCH);
    });
}

TEST_CASE("An InputOnly window \"cannot be used as a drawable\": GetImage and CreateGC are Match "
          "errors, GetGeometry answers depth zero",
          "[CreateWindow] [GetGeometry]")
{
    onEachServer([](AnyServer& server) {
        const auto x = server.connect();
        const xcb_window_t window = x->id();
        xcb_create_window(x->c(), 0, window, x->root(), 1, 2, 5, 6, 0, XCB_WINDOW_CLASS_INPUT_ONLY,
                          XCB_COPY_FROM_PARENT, 0, nullptr);
        CHECK(x->check(xcb_create_gc_checked(x->c(), x->id(), window, 0, nullptr)) == XCB_MATCH);
        const auto geometry = geometryOf(*x, window);
        REQUIRE(geometry);
        CHECK(geometry->depth == 0);
        CHECK(geometry->width == 5);
        CHECK(geometry->root == x->root());
    });
}

TEST_CASE("DestroyWindow: \"an UnmapWindow request is performed automatically\", and DestroyNotify "
          "comes \"on all inferiors of the window before\"",
          "[DestroyWindow] [DestroyNotify] [UnmapNotify]")
{
    onEachServer([](AnyServer& server) {
        Family f(server);
        const xcb_window_t grandchild = f.x.window(0, 0, 5, 5, structure, f.children[0]);
        select(f.x, f.children[0], structure);
        f.x.events();
        xcb_destroy_window(f.x.c(), f.children[0]);
        std::vector<int> codes;
        std::vector<xcb_window_t> windows;
        for (const XcbEvent& event : f.x.events()) {
            codes.push_back(event->response_type);
            windows.push_back(reinterpret_cast<xcb_unmap_notify_event_t*>(event.get())->window);
        }
        CHECK(codes == std::vector<int>{XCB_UNMAP_NOTIFY, XCB_DESTROY_NOTIFY, XCB_DESTROY_NOTIFY});
        CHECK(windows == std::vector<xcb_window_t>{f.children[0], grandchild, f.children[0]});
        CHECK(f.x.check(xcb_map_window_checked(f.x.c(), grandchild)) == XCB_WINDOW);
        CHECK(f.x.check(xcb_destroy_window_checked(f.x.c(), f.x.root())) == 0); // "no effect"
    });
}

TEST_CASE("DestroySubwindows: \"performs a DestroyWindow request on all children of the window, in "
          "bottom-to-top stacking order\"",
          "[DestroySubwindows]")
{
    onEachServer([](AnyServer& server) {
        Family f(server);
        configure(f.x, f.children[0], XCB_CONFIG_WINDOW_STACK_MODE, {XCB_STACK_MODE_ABOVE});
        select(f.x, f.parent, substructure);
        f.x.events();
        xcb_destroy_subwindows(f.x.c(), f.parent);
        CHECK(windowsIn(f.x, XCB_DESTROY_NOTIFY) ==
              std::vector<xcb_window_t>{f.children[1], f.children[2], f.children[0]});
        CHECK(childrenOf(f.x, f.parent).empty());
    });
}

TEST_CASE("MapSubwindows maps \"all unmapped children of the window in top-to-bottom stacking "
          "order\", and UnmapSubwindows unmaps them in \"bottom-to-top\" order",
          "[MapSubwindows] [UnmapSubwindows] [MapNotify] [UnmapNotify]")
{
    onEachServer([](AnyServer& server) {
        Family f(server);
        select(f.x, f.parent, substructure);
        xcb_unmap_subwindows(f.x.c(), f.parent);
        const auto [low, middle, high] = f.children;
        CHECK(windowsIn(f.x, XCB_UNMAP_NOTIFY) == std::vector<xcb_window_t>{low, middle, high});
        xcb_map_subwindows(f.x.c(), f.parent);
        CHECK(windowsIn(f.x, XCB_MAP_NOTIFY) == std::vector<xcb_window_t>{high, middle, low});
        xcb_map_subwindows(f.x.c(), f.parent);
        CHECK(windowsIn(f.x, XCB_MAP_NOTIFY).empty());
    });
}

TEST_CASE("MapWindow: a window whose ancestor is unmapped \"does not become viewable\" until the "
          "ancestor is mapped; UnmapWindow does not unmap the children",
          "[MapWindow] [UnmapWindow] [GetWindowAttributes]")
{
    onEachServer([](AnyServer& server) {
        Family f(server);
        CHECK(mapStateOf(f.x, f.children[0]) == XCB_MAP_STATE_VIEWABLE);
        xcb_unmap_window(f.x.c(), f.parent);
        CHECK(mapStateOf(f.x, f.parent) == XCB_MAP_STATE_UNMAPPED);
        CHECK(mapStateOf(f.x, f.children[0]) == XCB_MAP_STATE_UNVIEWABLE);
        xcb_map_window(f.x.c(), f.parent);
        CHECK(mapStateOf(f.x, f.children[0]) == XCB_MAP_STATE_VIEWABLE);
    });
}

TEST_CASE("MapWindow: \"if some other client has selected SubstructureRedirect on the parent\", a "
          "MapRequest is generated \"and the window remains unmapped\", but for override-redirect",
          "[MapWindow] [MapRequest]")
{
    onEachServer([](AnyServer& server) {
        Family f(server);
        const auto manager = server.connect();
        select(*manager, f.parent, redirect);
        manager->sync();
        const xcb_window_t window = f.x.window(0, 0, 5, 5, 0, f.parent);
        f.x.sync();
        const auto event = manager->event<xcb_map_request_event_t>(XCB_MAP_REQUEST);
        REQUIRE(event);
        CHECK(event->parent == f.parent);
        CHECK(event->window == window);
        CHECK(mapStateOf(f.x, window) == XCB_MAP_STATE_UNMAPPED);
        const std::uint32_t yes = 1;
        xcb_change_window_attributes(f.x.c(), window, XCB_CW_OVERRIDE_REDIRECT, &yes);
        xcb_map_window(f.x.c(), window);
        CHECK(mapStateOf(f.x, window) == XCB_MAP_STATE_VIEWABLE);
        select(f.x, f.parent, redirect);
        f.x.sync();
    });
}

TEST_CASE("ChangeWindowAttributes: only one client at a time can select SubstructureRedirect, "
          "ResizeRedirect or ButtonPress: \"an Access error results\"",
          "[ChangeWindowAttributes]")
{
    onEachServer([](AnyServer& server) {
        Family f(server);
        const auto other = server.connect();
        for (const std::uint32_t mask : {redirect, std::uint32_t{XCB_EVENT_MASK_RESIZE_REDIRECT},
                                         std::uint32_t{XCB_EVENT_MASK_BUTTON_PRESS}}) {
            select(f.x, f.parent, mask);
            f.x.sync();
            CHECK(other->check(xcb_change_window_attributes_checked(
                      other->c(), f.parent, XCB_CW_EVENT_MASK, &mask)) == XCB_ACCESS);
            select(f.x, f.parent, 0);
            f.x.sync();
            CHECK(other->check(xcb_change_window_attributes_checked(
                      other->c(), f.parent, XCB_CW_EVENT_MASK, &mask)) == 0);
            select(*other, f.parent, 0);
            other->sync();
        }
    });
}

TEST_CASE("GetWindowAttributes tells what CreateWindow and ChangeWindowAttributes set",
          "[GetWindowAttributes] [ChangeWindowAttributes]")
{
    onEachServer([](AnyServer& server) {
        const auto x = server.connect();
        const xcb_window_t window = x->window(0, 0, 9, 9, XCB_EVENT_MASK_EXPOSURE, 0, false);
        const std::uint32_t values[] = {XCB_GRAVITY_CENTER, XCB_GRAVITY_SOUTH, 1,
                                        XCB_EVENT_MASK_KEY_PRESS, XCB_EVENT_MASK_BUTTON_PRESS};
        xcb_change_window_attributes(x->c(), window,
                                     XCB_CW_BIT_GRAVITY | XCB_CW_WIN_GRAVITY |
                                         XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK |
                                         XCB_CW_DONT_PROPAGATE,
                                     values);
        x->sync();
        const auto other = server.connect();
        select(*other, window, structure);
        other->sync();
        const XcbReply<xcb_get_window_attributes_reply_t> reply(xcb_get_window_attributes_reply(
            x->c(), xcb_get_window_attributes(x->c(), window), nullptr));
        REQUIRE(reply);
        CHECK(reply->visual == x->screen().root_visual);
        CHECK(reply->_class == XCB_WINDOW_CLASS_INPUT_OUTPUT);
        CHECK(reply->bit_gravity == XCB_GRAVITY_CENTER);
        CHECK(reply->win_gravity == XCB_GRAVITY_SOUTH);
        CHECK(reply->override_redirect == 1);
        CHECK(reply->colormap == x->screen().default_colormap);
        CHECK(reply->your_event_mask == XCB_EVENT_MASK_KEY_PRESS);
        CHECK(reply->all_event_masks == (XCB_EVENT_MASK_KEY_PRESS | structure));
        CHECK(reply->do_not_propagate_mask == XCB_EVENT_MASK_BUTTON_PRESS);
    });
}

TEST_CASE("ReparentWindow: a mapped window is unmapped first, \"placed on top in the stacking "
          "order\", a ReparentNotify is generated, and it is mapped again",
          "[ReparentWindow] [ReparentNotify]")
{
    onEachServer([](AnyServer& server) {
        Family f(server);
        select(f.x, f.children[0], structure);
        f.x.events();
        xcb_reparent_window(f.x.c(), f.children[0], f.children[1], 7, 8);
        std::vector<int> codes;
        for (const XcbEvent& event : f.x.events()) {
            codes.push_back(event->response_type);
            if (event->response_type != XCB_REPARENT_NOTIFY) continue;
            const auto& told = reinterpret_cast<xcb_reparent_notify_event_t&>(*event);
            CHECK(told.window == f.children[0]);
            CHECK(told.parent == f.children[1]);
            CHECK(told.x == 7);
            CHECK(told.y == 8);
        }
        CHECK(codes == std::vector<int>{XCB_UNMAP_NOTIFY, XCB_REPARENT_NOTIFY, XCB_MAP_NOTIFY});
        CHECK(childrenOf(f.x, f.children[1]).back() == f.children[0]);
        CHECK(f.x.check(xcb_reparent_window_checked(f.x.c(), f.parent, f.children[0], 0, 0)) ==
              XCB_MATCH); // "the new parent is … an inferior of the window"
    });
}

TEST_CASE("ConfigureWindow: \"if a sibling and a stack-mode is specified\", Above, Below, TopIf, "
          "BottomIf and Opposite restack as the table says",
          "[ConfigureWindow] [QueryTree]")
{
    onEachServer([](AnyServer& server) {
        Family f(server); // all three overlap
        const auto [a, b, c] = f.children;
        const xcb_window_t apart = f.x.window(80, 80, 5, 5, 0, f.parent); // on top, overlaps none
        using Order = std::vector<xcb_window_t>;
        const auto restack = [&](xcb_window_t window, xcb_window_t sibling, std::uint32_t mode) {
            configure(f.x, window, XCB_CONFIG_WINDOW_SIBLING | XCB_CONFIG_WINDOW_STACK_MODE,
                      {sibling, mode});
            return childrenOf(f.x, f.parent);
        };
        CHECK(restack(a, b, XCB_STACK_MODE_ABOVE) == Order{b, a, c, apart});
        CHECK(restack(c, b, XCB_STACK_MODE_BELOW) == Order{c, b, a, apart});
        CHECK(restack(c, b, XCB_STACK_MODE_TOP_IF) == Order{b, a, apart, c});
        CHECK(restack(c, b, XCB_STACK_MODE_TOP_IF) == Order{b, a, apart, c});
        CHECK(restack(c, b, XCB_STACK_MODE_BOTTOM_IF) == Order{c, b, a, apart});
        CHECK(restack(c, b, XCB_STACK_MODE_OPPOSITE) == Order{b, a, apart, c});
        CHECK(restack(c, b, XCB_STACK_MODE_OPPOSITE) == Order{c, b, a, apart});
        CHECK(restack(c, apart, XCB_STACK_MODE_OPPOSITE) == Order{c, b, a, apart});
        configure(f.x, c, XCB_CONFIG_WINDOW_STACK_MODE, {XCB_STACK_MODE_ABOVE});
        CHECK(childrenOf(f.x, f.parent) == Order{b, a, apart, c});
        const std::uint32_t sibling[] = {b};
        CHECK(f.x.check(xcb_configure_window_checked(f.x.c(), a, XCB_CONFIG_WINDOW_SIBLING,
                                                     sibling)) == XCB_MATCH);
    });
}

TEST_CASE("ConfigureNotify is generated \"when a ConfigureWindow request actually changes the "
          "state of the window\", with its above-sibling",
          "[ConfigureWindow] [ConfigureNotify]")
{
    onEachServer([](AnyServer& server) {
        Family f(server);
        select(f.x, f.children[1], structure);
        f.x.events();
        configure(f.x, f.children[1], XCB_CONFIG_WINDOW_X, {5}); // it stands there
        CHECK(f.x.events().empty());
        configure(f.x, f.children[1],
                  XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_BORDER_WIDTH,
                  {9, 33, 2});
        const auto event = f.x.event<xcb_configure_notify_event_t>(XCB_CONFIGURE_NOTIFY);
        REQUIRE(event);
        CHECK(event->above_sibling == f.children[0]);
        CHECK(event->x == 9);
        CHECK(event->y == 5);
        CHECK(event->width == 33);
        CHECK(event->height == 50);
        CHECK(event->border_width == 2);
    });
}

TEST_CASE(
    "ConfigureRequest reports to the client that redirects \"the value-mask and corresponding "
    "values\" as given, \"the remaining\" from the window, and nothing is done",
    "[ConfigureWindow] [ConfigureRequest]")
{
    onEachServer([](AnyServer& server) {
        Family f(server);
        const auto manager = server.connect();
        select(*manager, f.parent, redirect);
        manager->sync();
        configure(f.x, f.children[0], XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_STACK_MODE,
                  {77, XCB_STACK_MODE_BELOW});
        f.x.sync();
        const auto event = manager->event<xcb_configure_request_event_t>(XCB_CONFIGURE_REQUEST);
        REQUIRE(event);
        CHECK(event->parent == f.parent);
        CHECK(event->window == f.children[0]);
        CHECK(event->value_mask == (XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_STACK_MODE));
        CHECK(event->stack_mode == XCB_STACK_MODE_BELOW);
        CHECK(event->sibling == XCB_NONE);
        CHECK(event->x == 77);
        CHECK(event->y == 5);
        CHECK(event->width == 50);
        CHECK(geometryOf(f.x, f.children[0])->x == 5);
    });
}

TEST_CASE("ResizeRequest: \"if some other client has selected ResizeRedirect on the window\", the "
          "size asked for is told it, \"and the current size is used instead\"",
          "[ConfigureWindow] [ResizeRequest]")
{
    onEachServer([](AnyServer& server) {
        Family f(server);
        const auto other = server.connect();
        select(*other, f.children[0], XCB_EVENT_MASK_RESIZE_REDIRECT);
        other->sync();
        configure(f.x, f.children[0], XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_WIDTH, {20, 60});
        f.x.sync();
        const auto event = other->event<xcb_resize_request_event_t>(XCB_RESIZE_REQUEST);
        REQUIRE(event);
        CHECK(event->window == f.children[0]);
        CHECK(event->width == 60);
        CHECK(event->height == 50);
        CHECK(geometryOf(f.x, f.children[0])->x == 20);
        CHECK(geometryOf(f.x, f.children[0])->width == 50);
    });
}

TEST_CASE("GravityNotify is generated \"when a window is moved because of a change in size of the "
          "parent\", by its win-gravity",
          "[GravityNotify]")
{
    onEachServer([](AnyServer& server) {
        Family f(server);
        const std::uint32_t values[] = {XCB_GRAVITY_SOUTH_EAST, structure};
        xcb_change_window_attributes(f.x.c(), f.children[0], XCB_CW_WIN_GRAVITY | XCB_CW_EVENT_MASK,
                                     values);
        configure(f.x, f.parent, XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, {110, 130});
        const auto event = f.x.event<xcb_gravity_notify_event_t>(XCB_GRAVITY_NOTIFY);
        REQUIRE(event);
        CHECK(event->window == f.children[0]);
        CHECK(event->x == 15);
        CHECK(event->y == 35);
        CHECK(f.x.events().empty());
    });
}

TEST_CASE("CirculateWindow: \"for RaiseLowest, raises the lowest mapped child (if any) that is "
          "occluded by another child to the top\", and CirculateNotify is generated",
          "[CirculateWindow] [CirculateNotify]")
{
    onEachServer([](AnyServer& server) {
        Family f(server);
        const auto [a, b, c] = f.children;
        select(f.x, f.parent, substructure);
        f.x.events();
        xcb_circulate_window(f.x.c(), XCB_CIRCULATE_RAISE_LOWEST, f.parent);
        auto event = f.x.event<xcb_circulate_notify_event_t>(XCB_CIRCULATE_NOTIFY);
        REQUIRE(event);
        CHECK(event->event == f.parent);
        CHECK(event->window == a);
        CHECK(event->place == XCB_PLACE_ON_TOP);
        CHECK(childrenOf(f.x, f.parent) == std::vector<xcb_window_t>{b, c, a});
        xcb_circulate_window(f.x.c(), XCB_CIRCULATE_LOWER_HIGHEST, f.parent);
        event = f.x.event<xcb_circulate_notify_event_t>(XCB_CIRCULATE_NOTIFY);
        REQUIRE(event);
        CHECK(event->window == a);
        CHECK(event->place == XCB_PLACE_ON_BOTTOM);
        configure(f.x, b, XCB_CONFIG_WINDOW_X, {500}); // a and c still overlap, a is below
        configure(f.x, a, XCB_CONFIG_WINDOW_X, {300}); // now none does
        f.x.events();
        xcb_circulate_window(f.x.c(), XCB_CIRCULATE_RAISE_LOWEST, f.parent);
        CHECK(f.x.events().empty());
    });
}

TEST_CASE(
    "CirculateRequest: \"if some other client has selected SubstructureRedirect\", it is told "
    "the window that wants restacking, \"and no further processing is performed\"",
    "[CirculateWindow] [CirculateRequest]")
{
    onEachServer([](AnyServer& server) {
        Family f(server);
        const auto manager = server.connect();
        select(*manager, f.parent, redirect);
        manager->sync();
        xcb_circulate_window(f.x.c(), XCB_CIRCULATE_RAISE_LOWEST, f.parent);
        f.x.sync();
        const auto event = manager->event<xcb_circulate_request_event_t>(XCB_CIRCULATE_REQUEST);
        REQUIRE(event);
        CHECK(event->event == f.parent); // the parent, in this event
        CHECK(event->window == f.children[0]);
        CHECK(event->place == XCB_PLACE_ON_TOP);
        CHECK(childrenOf(f.x, f.parent).front() == f.children[0]);
    });
}

TEST_CASE("QueryTree answers root, parent and \"the children in bottom-to-top stacking order\"",
          "[QueryTree]")
{
    onEachServer([](AnyServer& server) {
        Family f(server);
        const XcbReply<xcb_query_tree_reply_t> tree(
            xcb_query_tree_reply(f.x.c(), xcb_query_tree(f.x.c(), f.parent), nullptr));
        REQUIRE(tree);
        CHECK(tree->root == f.x.root());
        CHECK(tree->parent == f.x.root());
        CHECK(childrenOf(f.x, f.parent) ==
              std::vector<xcb_window_t>(f.children.begin(), f.children.end()));
        const XcbReply<xcb_query_tree_reply_t> ofRoot(
            xcb_query_tree_reply(f.x.c(), xcb_query_tree(f.x.c(), f.x.root()), nullptr));
        CHECK(ofRoot->parent == XCB_NONE);
    });
}

TEST_CASE("TranslateCoordinates: \"if the coordinates are contained in a mapped child of "
          "dst-window, then that child is returned\"",
          "[TranslateCoordinates]")
{
    onEachServer([](AnyServer& server) {
        Family f(server);
        const auto translate = [&](int x, int y) {
            return XcbReply<xcb_translate_coordinates_reply_t>(xcb_translate_coordinates_reply(
                f.x.c(),
                xcb_translate_coordinates(f.x.c(), f.x.root(), f.parent,
                                          static_cast<std::int16_t>(x),
                                          static_cast<std::int16_t>(y)),
                nullptr));
        };
        auto reply = translate(17, 18);
        REQUIRE(reply);
        CHECK(reply->same_screen == 1);
        CHECK(reply->child == f.children[2]);
        CHECK(reply->dst_x == 7);
        CHECK(reply->dst_y == 8);
        reply = translate(-30, 0);
        CHECK(reply->child == XCB_NONE);
        CHECK(reply->dst_x == -40);
    });
}

} // namespace vitrine
