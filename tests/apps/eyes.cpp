// SPDX-License-Identifier: GPL-2.0-or-later
//
// What a person sees of the screen of $DISPLAY, asked by lines on standard input:
//
//   picture   width and height (std::uint32_t each) and the pixels (B, G, R, 0 for each)
//   cursor    width, height and hotspot (std::uint32_t each) and the pixels (B, G, R, A for each)
//   windows   a line for each visible window, from the top, then an empty one: its id, place and
//             size, class and name, between tabs
#include "tests/support/screenshots.h"

#include <xcb/xcb.h>
#include <xcb/xfixes.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace {

struct Free {
    void operator()(void* memory) const { std::free(memory); }
};
template<class Reply> using Owned = std::unique_ptr<Reply, Free>;

void write(std::span<const std::byte> bytes)
{
    std::cout.write(reinterpret_cast<const char*>(bytes.data()),
                    static_cast<std::streamsize>(bytes.size()));
}

class Windows {
public:
    Windows() : connection_(xcb_connect(nullptr, nullptr))
    {
        if (xcb_connection_has_error(connection_)) return;
        root_ = xcb_setup_roots_iterator(xcb_get_setup(connection_)).data->root;
        netName_ = atom("_NET_WM_NAME");
        std::free(xcb_xfixes_query_version_reply(
            connection_, xcb_xfixes_query_version(connection_, 4, 0), nullptr));
    }
    ~Windows() { xcb_disconnect(connection_); }

    void list() const
    {
        if (root_) listBelow(root_);
        std::cout << std::endl;
    }

    void showCursor() const
    {
        const Owned<xcb_xfixes_get_cursor_image_reply_t> cursor(xcb_xfixes_get_cursor_image_reply(
            connection_, xcb_xfixes_get_cursor_image(connection_), nullptr));
        std::array<std::uint32_t, 4> head{};
        if (cursor) head = {cursor->width, cursor->height, cursor->xhot, cursor->yhot};
        write(std::as_bytes(std::span(head)));
        if (cursor)
            write(std::as_bytes(std::span(xcb_xfixes_get_cursor_image_cursor_image(cursor.get()),
                                          std::size_t{head[0]} * head[1])));
        std::cout.flush();
    }

private:
    xcb_atom_t atom(std::string_view name) const
    {
        const Owned<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(
            connection_,
            xcb_intern_atom(connection_, 0, static_cast<std::uint16_t>(name.size()), name.data()),
            nullptr));
        return reply ? reply->atom : 0;
    }

    // A property's text, without what would end a field or a line.
    std::string text(xcb_window_t window, xcb_atom_t name) const
    {
        const Owned<xcb_get_property_reply_t> reply(xcb_get_property_reply(
            connection_, xcb_get_property(connection_, 0, window, name, XCB_ATOM_ANY, 0, 256),
            nullptr));
        if (!reply || reply->format != 8) return {};
        std::string result(static_cast<const char*>(xcb_get_property_value(reply.get())),
                           static_cast<std::size_t>(xcb_get_property_value_length(reply.get())));
        std::replace_if(
            result.begin(), result.end(), [](char c) { return c == '\t' || c == '\n' || c == 0; },
            ' ');
        return result;
    }

    void describe(xcb_window_t window) const
    {
        const Owned<xcb_get_geometry_reply_t> geometry(
            xcb_get_geometry_reply(connection_, xcb_get_geometry(connection_, window), nullptr));
        const Owned<xcb_translate_coordinates_reply_t> place(xcb_translate_coordinates_reply(
            connection_, xcb_translate_coordinates(connection_, window, root_, 0, 0), nullptr));
        if (!geometry || !place) return; // it has gone
        std::string name = text(window, netName_);
        if (name.empty()) name = text(window, XCB_ATOM_WM_NAME);
        std::cout << window << '\t' << place->dst_x << '\t' << place->dst_y << '\t'
                  << geometry->width << '\t' << geometry->height << '\t'
                  << text(window, XCB_ATOM_WM_CLASS) << '\t' << name << '\n';
    }

    void listBelow(xcb_window_t parent) const
    {
        const Owned<xcb_query_tree_reply_t> tree(
            xcb_query_tree_reply(connection_, xcb_query_tree(connection_, parent), nullptr));
        if (!tree) return;
        const xcb_window_t* children = xcb_query_tree_children(tree.get());
        for (int i = xcb_query_tree_children_length(tree.get()); i-- > 0;) {
            const Owned<xcb_get_window_attributes_reply_t> attributes(
                xcb_get_window_attributes_reply(
                    connection_, xcb_get_window_attributes(connection_, children[i]), nullptr));
            if (!attributes || attributes->map_state != XCB_MAP_STATE_VIEWABLE) continue;
            describe(children[i]);
            listBelow(children[i]);
        }
    }

    xcb_connection_t* connection_;
    xcb_window_t root_ = 0;
    xcb_atom_t netName_ = 0;
};

void show(const vitrine::Image& screen)
{
    const std::array size{static_cast<std::uint32_t>(screen.width()),
                          static_cast<std::uint32_t>(screen.height())};
    write(std::as_bytes(std::span(size)));
    write(screen.bytes());
    std::cout.flush();
}

} // namespace

int main()
{
    const char* display = std::getenv("DISPLAY");
    const std::string authority = std::getenv("XAUTHORITY") ? std::getenv("XAUTHORITY") : "";
    if (!display) {
        std::cerr << "eyes: DISPLAY is not set\n";
        return 2;
    }
    const Windows windows; // before Screenshots, which forgets the environment's XAUTHORITY
    const vitrine::Screenshots screenshots(display, authority);
    for (std::string asked; std::getline(std::cin, asked);) {
        if (asked == "picture")
            show(screenshots.screen());
        else if (asked == "windows")
            windows.list();
        else if (asked == "cursor")
            windows.showCursor();
        else
            return 2;
    }
}
