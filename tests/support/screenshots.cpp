// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/screenshots.h"

#include <cstdlib>
#include <cstring>
#include <memory>

namespace vitrine {

namespace {

struct Free {
    void operator()(void* reply) const { std::free(reply); }
};
template<class Reply> using Owned = std::unique_ptr<Reply, Free>;

bool standsAt(const Image& part, const Image& whole, Point at)
{
    for (std::int32_t y = 0; y < part.height(); ++y)
        if (std::memcmp(part.row<std::uint32_t>(y), whole.row<std::uint32_t>(at.y + y) + at.x,
                        part.stride()) != 0)
            return false;
    return true;
}

} // namespace

Screenshots::Screenshots(const std::string& display, const std::string& authority)
{
    if (!authority.empty()) ::setenv("XAUTHORITY", authority.c_str(), 1);
    connection_ = xcb_connect(display.c_str(), nullptr);
    if (!authority.empty()) ::unsetenv("XAUTHORITY");
    if (xcb_connection_has_error(connection_)) return;
    root_ = xcb_setup_roots_iterator(xcb_get_setup(connection_)).data->root;
}

Screenshots::~Screenshots()
{
    xcb_disconnect(connection_);
}

Image Screenshots::screen() const
{
    const Owned<xcb_get_geometry_reply_t> root( // which a viewer may have resized
        xcb_get_geometry_reply(connection_, xcb_get_geometry(connection_, root_), nullptr));
    return root ? take({0, 0, root->width, root->height}) : Image();
}

Image Screenshots::take(const Rect& rect) const
{
    Image image(rect.size(), 24);
    const Owned<xcb_get_image_reply_t> reply(xcb_get_image_reply(
        connection_,
        xcb_get_image(connection_, XCB_IMAGE_FORMAT_Z_PIXMAP, root_,
                      static_cast<std::int16_t>(rect.x), static_cast<std::int16_t>(rect.y),
                      static_cast<std::uint16_t>(rect.width),
                      static_cast<std::uint16_t>(rect.height), ~0u),
        nullptr));
    if (!reply) return image;
    std::memcpy(image.bytes().data(), xcb_get_image_data(reply.get()), image.bytes().size());
    for (std::int32_t y = 0; y < image.height(); ++y)
        for (std::int32_t x = 0; x < image.width(); ++x)
            image.row<std::uint32_t>(y)[x] &= image.pixelMask();
    return image;
}

std::optional<Image> Screenshots::firstWindow() const
{
    const Owned<xcb_query_tree_reply_t> tree(
        xcb_query_tree_reply(connection_, xcb_query_tree(connection_, root_), nullptr));
    if (!tree) return std::nullopt;
    for (int i = 0; i < xcb_query_tree_children_length(tree.get()); ++i) {
        const xcb_window_t window = xcb_query_tree_children(tree.get())[i];
        const Owned<xcb_get_window_attributes_reply_t> attributes(xcb_get_window_attributes_reply(
            connection_, xcb_get_window_attributes(connection_, window), nullptr));
        const Owned<xcb_get_geometry_reply_t> geometry(
            xcb_get_geometry_reply(connection_, xcb_get_geometry(connection_, window), nullptr));
        if (!attributes || !geometry || attributes->map_state != XCB_MAP_STATE_VIEWABLE ||
            attributes->_class != XCB_WINDOW_CLASS_INPUT_OUTPUT)
            continue;
        const int border = geometry->border_width;
        return take(
            {geometry->x + border, geometry->y + border, geometry->width, geometry->height});
    }
    return std::nullopt;
}

std::optional<Point> findExactly(const Image& part, const Image& whole)
{
    for (std::int32_t y = 0; y + part.height() <= whole.height(); ++y)
        for (std::int32_t x = 0; x + part.width() <= whole.width(); ++x)
            if (standsAt(part, whole, {x, y})) return Point{x, y};
    return std::nullopt;
}

} // namespace vitrine
