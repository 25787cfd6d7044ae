// SPDX-License-Identifier: GPL-2.0-or-later
// "MIT-SHM--The MIT Shared Memory Extension", version 1.2.
#include "tests/support/artist.h"
#include "tests/support/side_by_side.h"

#include <fcntl.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>
#include <xcb/shm.h>

#include <cstring>
#include <random>
#include <sstream>

namespace vitrine {

namespace {

// A System V segment, attached here and named on the server.
struct SharedMemory {
    SharedMemory(const XcbClient& client, std::size_t size, bool readOnly = false) : c(client.c())
    {
        id = ::shmget(IPC_PRIVATE, size, IPC_CREAT | 0600);
        bytes = static_cast<std::uint8_t*>(::shmat(id, nullptr, 0));
        name = client.id();
        xcb_shm_attach(c, name, static_cast<std::uint32_t>(id), readOnly);
        client.sync();
        ::shmctl(id, IPC_RMID, nullptr);
    }
    ~SharedMemory()
    {
        xcb_shm_detach(c, name);
        ::shmdt(bytes);
    }
    SharedMemory(const SharedMemory&) = delete;
    SharedMemory& operator=(const SharedMemory&) = delete;

    std::uint32_t* pixels() { return reinterpret_cast<std::uint32_t*>(bytes); }

    xcb_connection_t* c;
    int id;
    std::uint8_t* bytes;
    xcb_shm_seg_t name;
};

int badSegment(const XcbClient& client)
{
    return xcb_get_extension_data(client.c(), &xcb_shm_id)->first_error + XCB_SHM_BAD_SEG;
}

std::vector<std::uint8_t> imageOf(const XcbClient& client, xcb_drawable_t drawable,
                                  std::uint16_t width, std::uint16_t height)
{
    const XcbReply<xcb_get_image_reply_t> reply(xcb_get_image_reply(
        client.c(),
        xcb_get_image(client.c(), XCB_IMAGE_FORMAT_Z_PIXMAP, drawable, 0, 0, width, height, ~0u),
        nullptr));
    if (!reply) return {};
    const std::uint8_t* data = xcb_get_image_data(reply.get());
    std::vector<std::uint8_t> bytes(data, data + xcb_get_image_data_length(reply.get()));
    if (reply->depth == 24)
        for (std::size_t i = 3; i < bytes.size(); i += 4) bytes[i] = 0;
    if (reply->depth == 1) // only the bits of the picture: the padding is anybody's
        for (std::size_t i = 0; i < bytes.size(); ++i)
            if (static_cast<int>(i % 8) * 8 >= width) bytes[i] = 0;
    return bytes;
}

std::string told(const std::vector<std::uint8_t>& bytes)
{
    std::size_t hash = bytes.size();
    for (const std::uint8_t byte : bytes) hash = hash * 1099511628211u + byte;
    return std::to_string(hash) + ' ';
}

xcb_pixmap_t pixmap(const XcbClient& client, int depth, std::uint16_t width, std::uint16_t height)
{
    const xcb_pixmap_t made = client.id();
    xcb_create_pixmap(client.c(), static_cast<std::uint8_t>(depth), made, client.root(), width,
                      height);
    const xcb_gcontext_t gc = client.id();
    const std::uint32_t pixel = 0x5a3c96;
    xcb_create_gc(client.c(), gc, made, XCB_GC_FOREGROUND, &pixel);
    const xcb_rectangle_t all{0, 0, width, height};
    xcb_poly_fill_rectangle(client.c(), made, gc, 1, &all);
    xcb_free_gc(client.c(), gc);
    return made;
}

// Random puts, copies and reads, in every format, function, mask and clip.
std::string randomPuts(const XcbClient& client, int depth, unsigned seed)
{
    constexpr std::uint16_t side = 64;
    std::mt19937 random(seed);
    const auto number = [&](int low, int high) {
        return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
    };
    xcb_connection_t* c = client.c();
    SharedMemory segment(client, 1 << 16);
    for (int i = 0; i < 1 << 14; ++i) segment.pixels()[i] = static_cast<std::uint32_t>(random());
    const xcb_pixmap_t target = pixmap(client, depth, side, side);
    const xcb_gcontext_t gc = client.id();
    const std::uint32_t values[] = {number(0, 2) ? 3u : static_cast<std::uint32_t>(number(0, 15)),
                                    number(0, 2) ? ~0u : static_cast<std::uint32_t>(random()),
                                    0x123456 & (~0u >> (32 - depth)),
                                    0x654321 & (~0u >> (32 - depth)), 0};
    xcb_create_gc(c, gc, target,
                  XCB_GC_FUNCTION | XCB_GC_PLANE_MASK | XCB_GC_FOREGROUND | XCB_GC_BACKGROUND |
                      XCB_GC_GRAPHICS_EXPOSURES,
                  values);
    if (number(0, 1)) {
        xcb_rectangle_t clip[3];
        for (auto& rect : clip)
            rect = {static_cast<std::int16_t>(number(-9, 50)),
                    static_cast<std::int16_t>(number(-9, 50)),
                    static_cast<std::uint16_t>(number(0, 40)),
                    static_cast<std::uint16_t>(number(0, 40))};
        xcb_set_clip_rectangles(c, XCB_CLIP_ORDERING_UNSORTED, gc, 0, 0, 3, clip);
    }
    std::ostringstream text;
    for (int i = 0; i < 8; ++i) {
        const int format = std::min(number(0, 3), 2);
        const int width = number(1, 70), height = number(1, 60);
        // X.Org's server puts more of a bitmap than was asked for where its right end is.
        const int x = format == 0 ? 0 : number(0, width), y = number(0, height);
        const int w = number(0, width - x), h = number(0, height - y);
        const int toX = number(-20, 60), toY = number(-20, 60), offset = number(0, 100) * 4;
        const auto u16 = [](int value) { return static_cast<std::uint16_t>(value); };
        xcb_shm_put_image(c, target, gc, u16(width), u16(height), u16(x), u16(y), u16(w), u16(h),
                          static_cast<std::int16_t>(toX), static_cast<std::int16_t>(toY),
                          static_cast<std::uint8_t>(format == 0 ? 1 : depth),
                          static_cast<std::uint8_t>(format), 0, segment.name,
                          static_cast<std::uint32_t>(offset));
        text << "function " << values[0] << " mask " << values[1] << " format " << format << " of "
             << width << 'x' << height << " from " << x << ',' << y << ' ' << w << 'x' << h
             << " to " << toX << ',' << toY << ": " << told(imageOf(client, target, side, side))
             << '\n';
    }

    // The same memory as a pixmap: read, drawn on, and read back by both ways.
    const xcb_pixmap_t shared = client.id();
    xcb_shm_create_pixmap(c, shared, client.root(), 40, 30, static_cast<std::uint8_t>(depth),
                          segment.name, 4096);
    xcb_copy_area(c, shared, target, gc, 3, 4, 10, 11, 25, 20);
    client.sync();
    std::memset(segment.bytes + 4096, number(0, 255), 512);
    xcb_copy_area(c, shared, target, gc, 0, 0, number(0, 20), 5, 30, 20);
    xcb_copy_area(c, target, shared, gc, 5, 5, 7, 8, 20, 15);
    text << told(imageOf(client, shared, 40, 30)) << told(imageOf(client, target, side, side));
    const std::size_t row = strideOf(40, depth);
    std::vector<std::uint8_t> written(segment.bytes + 4096, segment.bytes + 4096 + row * 30);
    if (depth == 24)
        for (std::size_t i = 3; i < written.size(); i += 4) written[i] = 0;
    text << told(written);

    for (const std::uint8_t format : {1, 2}) {
        std::memset(segment.bytes, 0, 1 << 15);
        const XcbReply<xcb_shm_get_image_reply_t> got(xcb_shm_get_image_reply(
            c, xcb_shm_get_image(c, target, 3, 2, 32, 31, 0x00ff03u, format, segment.name, 64),
            nullptr));
        if (!got) return "none";
        text << '\n'
             << got->size << ' ' << int{got->depth} << ' '
             << told({segment.bytes, segment.bytes + (1 << 15)});
    }
    return text.str();
}

} // namespace

TEST_CASE("MIT-SHM tells version 1.2 with shared pixmaps")
{
    TestServer server;
    XcbClient client(server);
    const XcbReply<xcb_shm_query_version_reply_t> version(
        xcb_shm_query_version_reply(client.c(), xcb_shm_query_version(client.c()), nullptr));
    REQUIRE(version);
    CHECK(version->major_version == 1);
    CHECK(version->minor_version == 2);
    CHECK(version->shared_pixmaps == 1);
    CHECK(version->pixmap_format == XCB_IMAGE_FORMAT_Z_PIXMAP);
}

TEST_CASE("Images put from and read into shared memory, and pixmaps in it, equal X.Org's")
{
    for (const int depth : {1, 8, 16, 24, 32}) {
        for (unsigned seed = 1; seed <= 40; ++seed) {
            CAPTURE(depth, seed);
            SideBySide::pair().check(
                [&](const XcbClient& client) { return randomPuts(client, depth, seed); });
        }
    }
}

TEST_CASE("ShmCompletion comes for a put that asks for it, and for no other")
{
    TestServer server;
    XcbClient client(server);
    SharedMemory segment(client, 4096);
    const xcb_window_t window = client.window(0, 0, 20, 20);
    const xcb_gcontext_t gc = client.id();
    xcb_create_gc(client.c(), gc, window, 0, nullptr);
    xcb_shm_put_image(client.c(), window, gc, 10, 10, 0, 0, 10, 10, 0, 0, 24, 2, 0, segment.name,
                      0);
    CHECK(client.events().empty());
    xcb_shm_put_image(client.c(), window, gc, 10, 10, 0, 0, 10, 10, 0, 0, 24, 2, 1, segment.name,
                      16);
    const auto* extension = xcb_get_extension_data(client.c(), &xcb_shm_id);
    const auto event = client.event<xcb_shm_completion_event_t>(
        static_cast<std::uint8_t>(extension->first_event + XCB_SHM_COMPLETION));
    REQUIRE(event);
    CHECK(event->drawable == window);
    CHECK(event->shmseg == segment.name);
    CHECK(event->offset == 16);
    CHECK(event->minor_event == XCB_SHM_PUT_IMAGE);
    CHECK(event->major_event == extension->major_opcode);
}

TEST_CASE("A put that changes one pixel tells viewers of little more than that pixel")
{
    TestServer server;
    XcbClient client(server);
    constexpr std::uint16_t width = 400, height = 300;
    SharedMemory segment(client, width * height * 4);
    for (int i = 0; i < width * height; ++i) segment.pixels()[i] = static_cast<unsigned>(i) * 77;
    const xcb_window_t window = client.window(0, 0, width, height);
    const xcb_gcontext_t gc = client.id();
    xcb_create_gc(client.c(), gc, window, 0, nullptr);
    const auto put = [&] {
        xcb_shm_put_image(client.c(), window, gc, width, height, 0, 0, width, height, 0, 0, 24, 2,
                          0, segment.name, 0);
        client.sync();
    };
    put();
    struct Area : OpSink {
        bool wanted() const override { return true; }
        void record(Op&&) override { FAIL("told as an op"); }
        void touched(ImageId, const Rect& place) override { area += place.area(); }
        void imageDefined(ImageId, Size, int) override {}
        void imageDropped(ImageId) override {}
        void glyphDefined(GlyphId) override {}
        void glyphDropped(GlyphId) override {}
        std::int64_t area = 0;
    } told;
    server.with([&](Display& display) { display.setSink(&told); });
    put();
    CHECK(told.area == 0);
    segment.pixels()[100 * width + 200] ^= 0x0000ff;
    put();
    CHECK(told.area > 0);
    CHECK(told.area <= 64);
    server.with([&](Display& display) { display.setSink(nullptr); });
}

TEST_CASE("File descriptors are segments, ours to map or the server's to make")
{
    TestServer server;
    XcbClient client(server);
    const xcb_pixmap_t target = pixmap(client, 24, 16, 16);
    const xcb_gcontext_t gc = client.id();
    xcb_create_gc(client.c(), gc, target, 0, nullptr);
    const auto check = [&](xcb_shm_seg_t name, std::uint32_t* pixels) {
        for (unsigned i = 0; i < 256; ++i) pixels[i] = i * 0x010203;
        xcb_shm_put_image(client.c(), target, gc, 16, 16, 0, 0, 16, 16, 0, 0, 24, 2, 0, name, 0);
        const auto image = imageOf(client, target, 16, 16);
        REQUIRE(image.size() == 1024);
        std::uint32_t last = 0;
        std::memcpy(&last, image.data() + 1020, 4);
        CHECK(last == (255 * 0x010203 & 0xffffff));
        CHECK(client.check(xcb_shm_detach_checked(client.c(), name)) == 0);
    };
    const int own = ::memfd_create("test", MFD_CLOEXEC);
    REQUIRE(::ftruncate(own, 4096) == 0);
    void* mapped = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, own, 0);
    const xcb_shm_seg_t first = client.id(), second = client.id();
    CHECK(client.check(xcb_shm_attach_fd_checked(client.c(), first, own, 0)) == 0);
    check(first, static_cast<std::uint32_t*>(mapped));
    ::munmap(mapped, 4096);

    const XcbReply<xcb_shm_create_segment_reply_t> made(xcb_shm_create_segment_reply(
        client.c(), xcb_shm_create_segment(client.c(), second, 4096, 0), nullptr));
    REQUIRE(made);
    REQUIRE(made->nfd == 1);
    const int theirs = xcb_shm_create_segment_reply_fds(client.c(), made.get())[0];
    CHECK(::ftruncate(theirs, 0) != 0); // sealed
    mapped = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, theirs, 0);
    REQUIRE(mapped != MAP_FAILED);
    check(second, static_cast<std::uint32_t*>(mapped));
    ::munmap(mapped, 4096);
    ::close(theirs);
}

TEST_CASE("A file that its owner cuts short reads as zero and harms nobody")
{
    TestServer server;
    XcbClient client(server);
    const xcb_pixmap_t target = pixmap(client, 24, 64, 64);
    const xcb_gcontext_t gc = client.id();
    xcb_create_gc(client.c(), gc, target, 0, nullptr);
    const int file = ::memfd_create("test", MFD_CLOEXEC);
    REQUIRE(::ftruncate(file, 64 * 64 * 4) == 0);
    const xcb_shm_seg_t segment = client.id();
    CHECK(client.check(xcb_shm_attach_fd_checked(client.c(), segment, ::dup(file), 0)) == 0);
    const xcb_pixmap_t shared = client.id();
    xcb_shm_create_pixmap(client.c(), shared, client.root(), 64, 64, 24, segment, 0);
    client.sync();
    REQUIRE(::ftruncate(file, 0) == 0);
    ::close(file);
    CHECK(client.check(xcb_shm_put_image_checked(client.c(), target, gc, 64, 64, 0, 0, 64, 64, 0, 0,
                                                 24, 2, 0, segment, 0)) == 0);
    const auto image = imageOf(client, target, 64, 64);
    CHECK(image == std::vector<std::uint8_t>(64 * 64 * 4, 0));
    CHECK(client.check(xcb_copy_area_checked(client.c(), target, shared, gc, 0, 0, 0, 0, 64, 64)) ==
          0);
    client.sync();
    CHECK(xcb_connection_has_error(client.c()) == 0);
}

TEST_CASE("Pixmaps in a segment live on when the segment is detached")
{
    TestServer server;
    XcbClient client(server);
    const xcb_pixmap_t shared = client.id();
    {
        SharedMemory segment(client, 4096);
        segment.pixels()[0] = 0x00abcdef;
        xcb_shm_create_pixmap(client.c(), shared, client.root(), 8, 8, 24, segment.name, 0);
        client.sync();
    }
    const auto image = imageOf(client, shared, 8, 8);
    REQUIRE(image.size() == 256);
    CHECK(image[0] == 0xef);
}

TEST_CASE("MIT-SHM refuses segments, offsets and sizes that are not there, in every overflow")
{
    TestServer server;
    XcbClient x(server);
    xcb_connection_t* c = x.c();
    SharedMemory good(x, 8192), readOnly(x, 8192, true);
    const xcb_window_t window = x.window(0, 0, 50, 50);
    const xcb_gcontext_t gc = x.id();
    xcb_create_gc(c, gc, window, 0, nullptr);
    const int bad = badSegment(x);

    CHECK(x.check(xcb_shm_attach_checked(c, x.id(), 0x7fffffff, 0)) == XCB_ACCESS);
    CHECK(x.check(xcb_shm_attach_checked(c, 0x77, static_cast<std::uint32_t>(good.id), 0)) ==
          XCB_ID_CHOICE);
    CHECK(x.check(xcb_shm_attach_checked(c, x.id(), static_cast<std::uint32_t>(good.id), 2)) ==
          XCB_VALUE);
    CHECK(x.check(xcb_shm_detach_checked(c, 0x77)) == bad);
    CHECK(x.check(xcb_shm_detach_checked(c, window)) == bad);

    const auto put = [&](std::uint16_t totalWidth, std::uint16_t totalHeight, std::uint16_t srcX,
                         std::uint16_t srcY, std::uint16_t width, std::uint16_t height,
                         std::uint32_t offset, xcb_shm_seg_t segment, std::uint8_t format = 2,
                         std::uint8_t depth = 24, xcb_drawable_t on = 0) {
        return x.check(xcb_shm_put_image_checked(c, on ? on : window, gc, totalWidth, totalHeight,
                                                 srcX, srcY, width, height, 0, 0, depth, format, 0,
                                                 segment, offset));
    };
    CHECK(put(40, 40, 0, 0, 40, 40, 0, good.name) == 0);
    CHECK(put(40, 40, 0, 0, 40, 40, 0, readOnly.name) == 0);
    CHECK(put(40, 40, 0, 0, 40, 40, 0, 0x77) == bad);
    CHECK(put(40, 40, 0, 0, 40, 40, 2, good.name) == XCB_VALUE);
    CHECK(put(40, 40, 0, 0, 40, 40, 8196, good.name) == XCB_VALUE);
    CHECK(put(40, 40, 0, 0, 40, 40, 0xfffffffc, good.name) == XCB_VALUE);
    CHECK(put(40, 40, 0, 0, 40, 40, 8192, good.name) == XCB_VALUE);
    CHECK(put(65535, 65535, 0, 0, 1, 1, 0, good.name) == XCB_VALUE);
    CHECK(put(65535, 65535, 0, 0, 1, 1, 0, good.name, 1) == XCB_VALUE);
    CHECK(put(65535, 65535, 0, 0, 1, 1, 0, good.name, 0, 1) == XCB_VALUE);
    CHECK(put(40, 40, 41, 0, 0, 1, 0, good.name) == XCB_VALUE);
    CHECK(put(40, 40, 0, 41, 1, 0, 0, good.name) == XCB_VALUE);
    CHECK(put(40, 40, 1, 0, 40, 40, 0, good.name) == XCB_VALUE);
    CHECK(put(40, 40, 0, 1, 40, 40, 0, good.name) == XCB_VALUE);
    CHECK(put(40, 40, 0, 0, 40, 40, 0, good.name, 3) == XCB_VALUE);
    CHECK(put(40, 40, 0, 0, 40, 40, 0, good.name, 2, 32) == XCB_MATCH);
    CHECK(put(40, 40, 0, 0, 40, 40, 0, good.name, 1, 8) == XCB_MATCH);
    CHECK(put(40, 40, 0, 0, 40, 40, 0, good.name, 0, 24) == XCB_MATCH);
    CHECK(put(40, 40, 0, 0, 40, 40, 0, good.name, 2, 24, 0x77) == XCB_DRAWABLE);
    CHECK(put(0, 0, 0, 0, 0, 0, 8192, good.name) == 0);

    const auto get = [&](std::int16_t left, std::uint16_t width, std::uint16_t height,
                         std::uint32_t offset, xcb_shm_seg_t segment, std::uint8_t format = 2) {
        xcb_generic_error_t* error = nullptr;
        std::free(xcb_shm_get_image_reply(
            c, xcb_shm_get_image(c, window, left, 0, width, height, ~0u, format, segment, offset),
            &error));
        return error ? XcbReply<xcb_generic_error_t>(error)->error_code : 0;
    };
    CHECK(get(0, 40, 40, 0, good.name) == 0);
    CHECK(get(0, 40, 40, 0, 0x77) == bad);
    CHECK(get(0, 40, 40, 0, readOnly.name) == XCB_ACCESS);
    CHECK(get(0, 40, 40, 3, good.name) == XCB_VALUE);
    CHECK(get(0, 50, 50, 0, good.name) == XCB_ACCESS); // 10,000 bytes
    CHECK(get(0, 40, 40, 8000, good.name) == XCB_ACCESS);
    CHECK(get(0, 65535, 65535, 0, good.name) == XCB_ACCESS);
    CHECK(get(30, 40, 40, 0, good.name) == XCB_MATCH);
    CHECK(get(0, 40, 40, 0, good.name, 0) == XCB_VALUE);

    const auto create = [&](std::uint16_t width, std::uint16_t height, std::uint8_t depth,
                            xcb_shm_seg_t segment, std::uint32_t offset) {
        return x.check(xcb_shm_create_pixmap_checked(c, x.id(), window, width, height, depth,
                                                     segment, offset));
    };
    CHECK(create(40, 40, 24, good.name, 0) == 0);
    CHECK(create(40, 40, 24, 0x77, 0) == bad);
    CHECK(create(40, 40, 24, readOnly.name, 0) == XCB_ACCESS);
    CHECK(create(0, 40, 24, good.name, 0) == XCB_VALUE);
    CHECK(create(40, 40, 5, good.name, 0) == XCB_VALUE);
    CHECK(create(50, 50, 24, good.name, 0) == XCB_ACCESS);
    CHECK(create(40, 40, 24, good.name, 4096) == XCB_ACCESS);
    CHECK(create(40, 40, 24, good.name, 1) == XCB_VALUE);
    CHECK(create(32767, 32767, 24, good.name, 0) == XCB_ACCESS);
    CHECK(create(65535, 65535, 24, good.name, 0) == XCB_ALLOC);
    CHECK(x.check(xcb_shm_create_pixmap_checked(c, 0x77, window, 4, 4, 24, good.name, 0)) ==
          XCB_ID_CHOICE);
    CHECK(x.check(xcb_shm_create_pixmap_checked(c, x.id(), 0x77, 4, 4, 24, good.name, 0)) ==
          XCB_DRAWABLE);

    const int empty = ::memfd_create("test", MFD_CLOEXEC);
    CHECK(x.check(xcb_shm_attach_fd_checked(c, x.id(), empty, 0)) == XCB_MATCH);
    const int narrow = ::memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    REQUIRE(::ftruncate(narrow, 4096) == 0);
    REQUIRE(::fcntl(narrow, F_ADD_SEALS, F_SEAL_WRITE) == 0);
    CHECK(x.check(xcb_shm_attach_fd_checked(c, x.id(), ::dup(narrow), 0)) == XCB_ACCESS);
    CHECK(x.check(xcb_shm_attach_fd_checked(c, 0x77, narrow, 1)) == XCB_ID_CHOICE);
    xcb_generic_error_t* error = nullptr;
    CHECK(!xcb_shm_create_segment_reply(c, xcb_shm_create_segment(c, 0x77, 4096, 0), &error));
    CHECK(XcbReply<xcb_generic_error_t>(error)->error_code == XCB_ID_CHOICE);
    CHECK(xcb_connection_has_error(c) == 0);
}

} // namespace vitrine
