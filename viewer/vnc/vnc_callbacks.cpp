// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/vnc/vnc_callbacks.h"

#include "viewer/vnc/vnc_link.h"

#include <rfb/rfbclient.h>

#include <QtEndian>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace vitrine {

namespace {

constexpr int longestSide = 32767;
constexpr std::size_t mostPixels = std::size_t{1} << 26;
constexpr int largestCursor = 512;
constexpr int largestText = 1 << 20;

char linkKey; // its address names our entry among the client's data

VncLink& linkOf(rfbClient* client)
{
    return *static_cast<VncLink*>(rfbClientGetClientData(client, &linkKey));
}

void noteError(const char* format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    std::vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    vncErrorText() = text;
}

void ignoreLog(const char*, ...) {}

rfbBool allocate(rfbClient* client)
{
    const auto width = static_cast<std::size_t>(client->width);
    const auto height = static_cast<std::size_t>(client->height);
    if (client->width <= 0 || client->height <= 0 || client->width > longestSide ||
        client->height > longestSide || width * height > mostPixels) {
        vncErrorText() = "its screen has an impossible size";
        return FALSE;
    }
    std::free(client->frameBuffer);
    client->frameBuffer = static_cast<std::uint8_t*>(std::calloc(width * height, 4));
    if (!client->frameBuffer) return FALSE;
    client->updateRect = {0, 0, client->width, client->height};
    return linkOf(client).adopt({client->width, client->height}) ? TRUE : FALSE;
}

void updated(rfbClient* client, int x, int y, int width, int height)
{
    linkOf(client).damaged({x, y, width, height});
}

void finished(rfbClient* client)
{
    linkOf(client).frameDone();
}

char* password(rfbClient* client)
{
    const auto answer = linkOf(client).ask(false);
    return answer ? strdup(answer->password.c_str()) : nullptr; // freed by the library
}

rfbCredential* credential(rfbClient* client, int type)
{
    if (type != rfbCredentialTypeUser) { // a certificate that nobody could check
        vncErrorText() = "it asks for X.509 certificates, which are not set up here";
        return nullptr;
    }
    const auto answer = linkOf(client).ask(true);
    if (!answer) return nullptr;
    auto* result = static_cast<rfbCredential*>(std::calloc(1, sizeof(rfbCredential)));
    result->userCredential.username = strdup(answer->user.c_str());
    result->userCredential.password = strdup(answer->password.c_str());
    return result; // freed by the library
}

void cutText(rfbClient* client, const char* text, int length)
{
    if (length > 0 && length <= largestText)
        Q_EMIT linkOf(client).clipboardCame(QString::fromLatin1(text, length));
}

void bell(rfbClient* client)
{
    Q_EMIT linkOf(client).rang();
}

void cursorShape(rfbClient* client, int hotX, int hotY, int width, int height, int pixelBytes)
{
    if (pixelBytes != 4 || width < 0 || height < 0 || width > largestCursor ||
        height > largestCursor)
        return;
    QImage cursor(width, height, QImage::Format_ARGB32);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const int at = y * width + x;
            std::uint32_t pixel = 0;
            std::memcpy(&pixel, client->rcSource + std::size_t(at) * 4, sizeof pixel);
            cursor.setPixel(x, y, client->rcMask[at] ? pixel | 0xff000000u : 0);
        }
    Q_EMIT linkOf(client).cursorCame(cursor, {hotX, hotY});
}

rfbBool ignorePosition(rfbClient*, int, int)
{
    return TRUE;
}

} // namespace

std::string& vncErrorText()
{
    thread_local std::string text;
    return text;
}

void prepare(rfbClient& client, VncLink& link, const VncOptions& options, const std::string& host)
{
    rfbClientLog = ignoreLog;
    rfbClientErr = noteError;
    rfbClientSetClientData(&client, &linkKey, &link);
    std::free(client.serverHost);
    client.serverHost = strdup(host.c_str());
    client.programName = "vitrine-viewer";
    client.canHandleNewFBSize = TRUE;
    client.appData.useRemoteCursor = TRUE;
    client.appData.shareDesktop = TRUE;
    if (!options.encodings.empty())
        client.appData.encodingsString = options.encodings.c_str(); // the link's, so it lasts
    client.appData.enableJPEG = options.quality >= 0 ? TRUE : FALSE;
    if (options.quality >= 0) client.appData.qualityLevel = options.quality;
    client.format.redShift = 16; // as QImage::Format_RGB32 has it
    client.format.greenShift = 8;
    client.format.blueShift = 0;
    client.MallocFrameBuffer = allocate;
    client.GotFrameBufferUpdate = updated;
    client.FinishedFrameBufferUpdate = finished;
    client.GetPassword = password;
    client.GetCredential = credential;
    client.GotXCutText = cutText;
    client.Bell = bell;
    client.GotCursorShape = cursorShape;
    client.HandleCursorPos = ignorePosition;
}

void cleanUp(rfbClient& client)
{
    std::free(client.frameBuffer); // the library leaves it to whoever allocated it
    client.frameBuffer = nullptr;
    std::free(client.rcSource); // these it forgets
    std::free(client.rcMask);
    client.rcSource = client.rcMask = nullptr;
    rfbClientCleanup(&client);
}

} // namespace vitrine
