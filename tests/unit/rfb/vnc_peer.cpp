// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/rfb/vnc_peer.h"

#include <rfb/rfbclient.h>

#include <chrono>
#include <cstdlib>
#include <cstring>

namespace vitrine {

namespace {

using namespace std::chrono_literals;

char peerKey, passwordKey, copyKey;

VncPeer& peerOf(rfbClient* client)
{
    return *static_cast<VncPeer*>(rfbClientGetClientData(client, &peerKey));
}

rfbBool allocate(rfbClient* client)
{
    std::free(client->frameBuffer);
    client->frameBuffer = static_cast<std::uint8_t*>(
        std::calloc(static_cast<std::size_t>(client->width * client->height), 4));
    client->updateRect = {0, 0, client->width, client->height};
    return client->frameBuffer ? TRUE : FALSE;
}

void copied(rfbClient* client, int fromX, int fromY, int width, int height, int toX, int toY)
{
    ++peerOf(client).copies;
    const auto original =
        reinterpret_cast<GotCopyRectProc>(rfbClientGetClientData(client, &copyKey));
    original(client, fromX, fromY, width, height, toX, toY);
}

void cursorCame(rfbClient* client, int hotX, int hotY, int width, int height, int)
{
    VncPeer& peer = peerOf(client);
    peer.hotX = hotX;
    peer.hotY = hotY;
    peer.cursor.assign(static_cast<std::size_t>(width * height), 0);
    for (std::size_t i = 0; i < peer.cursor.size(); ++i) {
        std::uint32_t pixel = 0;
        std::memcpy(&pixel, client->rcSource + i * 4, 4);
        if (client->rcMask[i]) peer.cursor[i] = 0xff000000u | (pixel & 0xffffff);
    }
}

} // namespace

VncPeer::VncPeer(int port, const Choices& choices)
{
    rfbEnableClientLogging = FALSE;
    client_ = rfbGetClient(8, 3, 4);
    client_->format.redShift = 16;
    client_->format.greenShift = 8;
    client_->format.blueShift = 0;
    client_->canHandleNewFBSize = TRUE;
    client_->connectTimeout = 10;
    client_->appData.encodingsString = choices.encodings.c_str(); // read while we connect
    client_->appData.enableJPEG = FALSE;
    client_->appData.useRemoteCursor = choices.cursor ? TRUE : FALSE;
    std::free(client_->serverHost);
    client_->serverHost = strdup("127.0.0.1");
    client_->serverPort = port;
    client_->MallocFrameBuffer = allocate;
    rfbClientSetClientData(client_, &peerKey, this);
    rfbClientSetClientData(client_, &passwordKey, const_cast<char*>(choices.password.c_str()));
    rfbClientSetClientData(client_, &copyKey, reinterpret_cast<void*>(client_->GotCopyRect));
    client_->GotCopyRect = copied;
    client_->GotCursorShape = cursorCame;
    client_->GetPassword = [](rfbClient* client) {
        return strdup(static_cast<char*>(rfbClientGetClientData(client, &passwordKey)));
    };
    client_->Bell = [](rfbClient* client) { ++peerOf(client).bells; };
    client_->GotXCutText = [](rfbClient* client, const char* text, int length) {
        peerOf(client).clipboard.assign(text, static_cast<std::size_t>(length));
    };
    if (!rfbInitClient(client_, nullptr, nullptr)) client_ = nullptr; // which frees it
}

VncPeer::~VncPeer()
{
    if (!client_) return;
    std::free(client_->frameBuffer);
    std::free(client_->rcSource); // which the library forgets
    std::free(client_->rcMask);
    rfbClientCleanup(client_);
}

bool VncPeer::until(const std::function<bool()>& holds)
{
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (!holds()) {
        if (!client_ || std::chrono::steady_clock::now() > deadline) return false;
        // The library waits for the socket even while it holds bytes that it has read already.
        const int ready = client_->buffered > 0 ? 1 : WaitForMessage(client_, 10'000);
        if (ready < 0 || (ready > 0 && !HandleRFBServerMessage(client_))) return holds();
    }
    return true;
}

Image VncPeer::screen() const
{
    Image image({client_->width, client_->height}, 24);
    std::memcpy(image.bytes().data(), client_->frameBuffer, image.bytes().size());
    for (std::int32_t y = 0; y < image.height(); ++y) // some decoders set the unused byte
        for (std::int32_t x = 0; x < image.width(); ++x) image.row<std::uint32_t>(y)[x] &= 0xffffff;
    return image;
}

void VncPeer::point(int x, int y, int buttons)
{
    SendPointerEvent(client_, x, y, buttons);
}

void VncPeer::key(std::uint32_t keysym, bool pressed)
{
    SendKeyEvent(client_, keysym, pressed ? TRUE : FALSE);
}

void VncPeer::offerClipboard(std::string latin1)
{
    SendClientCutText(client_, latin1.data(), static_cast<int>(latin1.size()));
}

void VncPeer::resize(int width, int height)
{
    SendExtDesktopSize(client_, static_cast<std::uint16_t>(width),
                       static_cast<std::uint16_t>(height));
}

} // namespace vitrine
