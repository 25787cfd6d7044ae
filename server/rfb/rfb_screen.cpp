// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/rfb/rfb_screen.h"

#include "server/rfb/utf8.h"

#include <poll.h>
extern "C" { // which the header itself forgets
#include <rfb/rfbregion.h>
}
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace vitrine {

namespace {

constexpr std::int32_t tile = 16;
constexpr int idleMilliseconds = 10'000;
constexpr int widest = 8000; // Raw needs a line within the library's 32 KiB
constexpr int tallest = 8000;
constexpr std::size_t longestOffer = 1 << 20;

void ignoreLog(const char*, ...) {}

RfbThreadEvents& eventsOf(rfbClientPtr client)
{
    return *static_cast<RfbThreadEvents*>(client->screen->screenData);
}

void offer(rfbClientPtr client, std::string text)
{
    if (!client->viewOnly && text.size() <= longestOffer)
        eventsOf(client).clipboardOffered(std::move(text));
}

void onLatin1(char* text, int length, rfbClientPtr client)
{
    if (length > 0) offer(client, fromLatin1({text, static_cast<std::size_t>(length)}));
}

void onUtf8(char* text, int length, rfbClientPtr client)
{
    if (length <= 0) return;
    std::string_view utf8(text, static_cast<std::size_t>(length));
    while (utf8.ends_with('\0')) utf8.remove_suffix(1); // the extension ends text with a zero
    offer(client, std::string(utf8));
}

int onSize(int width, int height, int, rfbExtDesktopScreen*, rfbClientPtr client)
{
    if (client->viewOnly) return rfbExtDesktopSize_ResizeProhibited;
    if (width < 1 || height < 1 || width > widest || height > tallest)
        return rfbExtDesktopSize_InvalidScreenLayout;
    eventsOf(client).resizeWished({width, height});
    return rfbExtDesktopSize_Success; // viewers are told when the screen has the size
}

// Straight colours, as RFB's cursors have a mask instead of coverage.
std::uint32_t straight(std::uint32_t premultiplied)
{
    const std::uint32_t alpha = premultiplied >> 24;
    if (alpha == 0) return 0;
    std::uint32_t result = 0;
    for (const int shift : {0, 8, 16})
        result |= std::min(255u, ((premultiplied >> shift & 0xff) * 255 + alpha / 2) / alpha)
                  << shift;
    return result;
}

unsigned char* allocate(std::size_t size) // freed by the library
{
    return static_cast<unsigned char*>(std::calloc(std::max<std::size_t>(size, 1), 1));
}

class RfbRegion {
public:
    RfbRegion() : region_(sraRgnCreate()) {}
    ~RfbRegion() { sraRgnDestroy(region_); }
    RfbRegion(const RfbRegion&) = delete;
    RfbRegion& operator=(const RfbRegion&) = delete;

    void add(const Rect& rect)
    {
        sraRegionPtr part = sraRgnCreateRect(rect.x, rect.y, rect.right(), rect.bottom());
        sraRgnOr(region_, part);
        sraRgnDestroy(part);
    }
    sraRegionPtr get() const { return region_; }

private:
    sraRegionPtr region_;
};

} // namespace

RfbThread::Screen::Screen(const std::string& name, const RfbThreadEvents& events,
                          std::atomic<std::uint64_t>& frames, std::atomic<std::uint64_t>& copies)
    : events_(events), frames_(frames), copies_(copies), name_(name),
      pixels_(static_cast<std::size_t>(size_.area()))
{
    rfbLog = ignoreLog;
    rfbErr = ignoreLog;
    screen_ = rfbGetScreen(nullptr, nullptr, size_.width, size_.height, 8, 3, 4);
    screen_->port = screen_->ipv6port = 0; // we listen ourselves
    screen_->httpDir = nullptr;
    screen_->desktopName = name_.c_str();
    screen_->alwaysShared = TRUE;
    screen_->deferUpdateTime = 0;
    screen_->cursor = nullptr;
    screen_->screenData = const_cast<RfbThreadEvents*>(&events_);
    screen_->setXCutText = onLatin1;
    screen_->setXCutTextUTF8 = onUtf8;
    screen_->setDesktopSizeHook = onSize;
    screen_->displayFinishedHook = [](rfbClientPtr client, int sent) {
        if (sent) ++*static_cast<std::atomic<std::uint64_t>*>(client->clientData);
    };
    screen_->newClientHook = [](rfbClientPtr) { return RFB_CLIENT_ACCEPT; };
    screen_->frameBuffer = reinterpret_cast<char*>(pixels_.data());
    rfbInitServer(screen_);
    resize(size_);
}

RfbThread::Screen::~Screen()
{
    eachClient([](rfbClientPtr client) { rfbCloseClient(client); });
    rfbShutdownServer(screen_, TRUE);
    screen_->frameBuffer = nullptr; // ours
    rfbScreenCleanup(screen_);
}

template<class Use> void RfbThread::Screen::eachClient(Use use)
{
    rfbClientIteratorPtr iterator = rfbGetClientIterator(screen_);
    while (rfbClientPtr client = rfbClientIteratorNext(iterator)) use(client);
    rfbReleaseClientIterator(iterator);
}

void RfbThread::Screen::resize(Size size)
{
    std::vector<std::uint32_t> pixels(static_cast<std::size_t>(size.area()));
    rfbNewFramebuffer(screen_, reinterpret_cast<char*>(pixels.data()), size.width, size.height, 8,
                      3, 4);
    pixels_ = std::move(pixels);
    size_ = size;
    // The library has set its own order of colours again.
    screen_->serverFormat.redShift = 16;
    screen_->serverFormat.greenShift = 8;
    screen_->serverFormat.blueShift = 0;
    eachClient([this](rfbClientPtr client) {
        screen_->setTranslateFunction(client);
        // Those that know no other size than the first would draw outside of their screen.
        if (!client->useNewFBSize && !client->useExtDesktopSize &&
            client->state == rfbClientRec::RFB_NORMAL)
            rfbCloseClient(client);
    });
}

void RfbThread::Screen::rest()
{
    if (!screen_->clientHead) resize({4, 4});
}

void RfbThread::Screen::add(const Viewer& viewer)
{
    if (viewer.socket >= FD_SETSIZE) { // the library uses select
        close(viewer.socket);
        return;
    }
    rfbClientPtr client = rfbNewClient(screen_, viewer.socket); // closes it where it fails
    if (!client) return;
    client->viewOnly = viewer.role == RfbRole::View ? TRUE : FALSE;
    client->clientData = &frames_;
}

void RfbThread::Screen::wait(int wake)
{
    std::vector<pollfd> waiting{{wake, POLLIN, 0}};
    eachClient([&](rfbClientPtr client) { waiting.push_back({client->sock, POLLIN, 0}); });
    poll(waiting.data(), waiting.size(), idleMilliseconds);
}

void RfbThread::Screen::process()
{
    rfbProcessEvents(screen_, 0);
}

void RfbThread::Screen::apply(const ScreenUpdate& update)
{
    if (update.screen != size_) resize(update.screen);
    if (!update.copied.empty()) copy(update.copied, update.by);
    for (const ScreenUpdate::Patch& patch : update.patches) this->patch(patch.pixels, patch.at);
}

void RfbThread::Screen::copy(const std::vector<Rect>& to, Point by)
{
    // Through a copy, so that no order of the rectangles can be wrong.
    std::vector<std::uint32_t> moved;
    const auto width = static_cast<std::size_t>(size_.width);
    const auto at = [&](Point point) {
        return pixels_.data() + static_cast<std::size_t>(point.y) * width +
               static_cast<std::size_t>(point.x);
    };
    RfbRegion region;
    for (const Rect& rect : to) {
        region.add(rect);
        for (std::int32_t y = rect.y; y < rect.bottom(); ++y) {
            const std::uint32_t* from = at(Point{rect.x, y} - by);
            moved.insert(moved.end(), from, from + rect.width);
        }
    }
    const std::uint32_t* next = moved.data();
    for (const Rect& rect : to)
        for (std::int32_t y = rect.y; y < rect.bottom(); ++y, next += rect.width)
            std::copy_n(next, rect.width, at({rect.x, y}));
    // The library keeps one vector a viewer, and takes a second movement by the same vector for
    // the first: whoever has not fetched his last copy gets this one as pixels.
    eachClient([&](rfbClientPtr client) {
        LOCK(client->updateMutex);
        if (!sraRgnEmpty(client->copyRegion)) {
            sraRgnOr(client->modifiedRegion, client->copyRegion);
            sraRgnMakeEmpty(client->copyRegion);
        }
        UNLOCK(client->updateMutex);
    });
    rfbScheduleCopyRegion(screen_, region.get(), by.x, by.y);
    ++copies_;
}

// Marks only tiles that differ: programs often draw what is there already.
void RfbThread::Screen::patch(const Image& pixels, Point at)
{
    const Rect place = Rect::at(at, pixels.size());
    const auto differs = [&](const Rect& part) {
        for (std::int32_t y = part.y; y < part.bottom(); ++y)
            if (std::memcmp(pixels_.data() +
                                static_cast<std::size_t>(y) *
                                    static_cast<std::size_t>(size_.width) +
                                part.x,
                            pixels.row<std::uint32_t>(y - at.y) + (part.x - at.x),
                            static_cast<std::size_t>(part.width) * 4) != 0)
                return true;
        return false;
    };
    RfbRegion changed;
    bool any = false;
    for (std::int32_t y = place.y; y < place.bottom(); y = (y / tile + 1) * tile) {
        const std::int32_t bottom = std::min(place.bottom(), (y / tile + 1) * tile);
        for (std::int32_t x = place.x; x < place.right(); x = (x / tile + 1) * tile) {
            const std::int32_t right = std::min(place.right(), (x / tile + 1) * tile);
            const Rect part = Rect::between(x, y, right, bottom);
            if (!differs(part)) continue;
            changed.add(part);
            any = true;
        }
    }
    if (!any) return;
    for (std::int32_t y = place.y; y < place.bottom(); ++y)
        std::copy_n(pixels.row<std::uint32_t>(y - at.y), place.width,
                    pixels_.data() +
                        static_cast<std::size_t>(y) * static_cast<std::size_t>(size_.width) +
                        place.x);
    rfbMarkRegionAsModified(screen_, changed.get());
}

void RfbThread::Screen::setCursor(const DefineCursor* cursor)
{
    const Size size = cursor ? cursor->image.size() : Size{1, 1};
    auto* shape = static_cast<rfbCursorPtr>(std::calloc(1, sizeof(rfbCursor)));
    const std::size_t maskRow = (static_cast<std::size_t>(size.width) + 7) / 8;
    shape->cleanup = shape->cleanupSource = shape->cleanupMask = shape->cleanupRichSource = TRUE;
    shape->width = static_cast<unsigned short>(size.width);
    shape->height = static_cast<unsigned short>(size.height);
    shape->source = allocate(maskRow * static_cast<std::size_t>(size.height));
    shape->mask = allocate(maskRow * static_cast<std::size_t>(size.height));
    shape->richSource = allocate(static_cast<std::size_t>(size.area()) * 4);
    for (std::int32_t y = 0; cursor && y < size.height; ++y)
        for (std::int32_t x = 0; x < size.width; ++x) {
            const std::uint32_t pixel = cursor->image.pixel({x, y});
            if (pixel >> 24 < 128) continue;
            const auto column = static_cast<std::size_t>(x);
            const auto row = static_cast<std::size_t>(y);
            const std::uint32_t color = straight(pixel);
            const auto bit = static_cast<unsigned char>(0x80 >> (column & 7));
            shape->mask[row * maskRow + column / 8] |= bit;
            // For viewers that know cursors of two colours only.
            if ((color >> 8 & 0xff) < 128) shape->source[row * maskRow + column / 8] |= bit;
            std::memcpy(shape->richSource +
                            (row * static_cast<std::size_t>(size.width) + column) * 4,
                        &color, 4);
        }
    shape->backRed = shape->backGreen = shape->backBlue = 0xffff;
    if (cursor) {
        shape->xhot = static_cast<unsigned short>(
            std::clamp(cursor->hotspot.x, 0, std::max(0, size.width - 1)));
        shape->yhot = static_cast<unsigned short>(
            std::clamp(cursor->hotspot.y, 0, std::max(0, size.height - 1)));
    }
    rfbSetCursor(screen_, shape);
}

// The library's own functions for what follows would write to viewers in their handshake.
void RfbThread::Screen::say(rfbClientPtr client, std::string_view bytes)
{
    if (client->state != rfbClientRec::RFB_NORMAL) return;
    LOCK(client->sendMutex);
    const bool said = rfbWriteExact(client, bytes.data(), static_cast<int>(bytes.size())) >= 0;
    UNLOCK(client->sendMutex);
    if (!said) rfbCloseClient(client);
}

void RfbThread::Screen::ringBell()
{
    eachClient([this](rfbClientPtr client) { say(client, "\x02"); }); // RFC 6143, 7.6.3
}

void RfbThread::Screen::setClipboard(std::string utf8)
{
    // RFC 6143, 7.6.4, for viewers that know Latin-1 only.
    const std::string latin1 = toLatin1(utf8);
    std::string message{"\x03\0\0\0", 4};
    for (const int shift : {24, 16, 8, 0})
        message += static_cast<char>(latin1.size() >> shift & 0xff);
    message += latin1;

    // The library serves the others, but sends those above a wrong length: it does not see them.
    std::vector<std::pair<rfbClientPtr, rfbSocket>> hidden;
    eachClient([&](rfbClientPtr client) {
        const bool normal = client->state == rfbClientRec::RFB_NORMAL;
        if (normal && client->enableExtendedClipboard) return;
        hidden.emplace_back(client, client->sock);
    });
    for (const auto& [client, socket] : hidden) client->sock = RFB_INVALID_SOCKET;
    rfbSendServerCutTextUTF8(screen_, utf8.data(), static_cast<int>(utf8.size()), nullptr, 0);
    for (const auto& [client, socket] : hidden) client->sock = socket;
    for (const auto& [client, socket] : hidden) say(client, message);
}

} // namespace vitrine
