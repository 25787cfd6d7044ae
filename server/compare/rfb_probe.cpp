// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/compare/rfb_probe.h"

#include "server/compare/socket_bytes.h"

#include <rfb/rfbclient.h>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <utility>

namespace vitrine {

namespace {

constexpr unsigned waitMicroseconds = 20'000; // how soon `stop_` is seen
constexpr int compression = 6;                // zlib's own choice
char counterKey;                              // its address is the key of our client data

void saysNothing(const char*, ...) {}

void silenceLibrary()
{
    static std::once_flag once; // its loggers belong to the process
    std::call_once(once, [] {
        rfbClientLog = saysNothing;
        rfbClientErr = saysNothing;
    });
}

void frameFinished(rfbClient* client)
{
    ++*static_cast<std::atomic<std::uint64_t>*>(rfbClientGetClientData(client, &counterKey));
}

void cleanUp(rfbClient* client)
{
    std::free(std::exchange(client->frameBuffer, nullptr));
    rfbClientCleanup(client);
}

} // namespace

RfbProbe::RfbProbe(const RfbProfile& profile, int port)
    : name_(profile.name), thread_([this, profile, port] { run(profile, port); })
{
}

RfbProbe::~RfbProbe()
{
    stop_ = true;
    thread_.join();
}

void RfbProbe::run(RfbProfile profile, int port)
{
    silenceLibrary();
    rfbClient* wanted = rfbGetClient(8, 3, 4);
    wanted->appData.encodingsString = profile.encodings;
    wanted->appData.compressLevel = compression;
    wanted->appData.enableJPEG = profile.quality >= 0 ? TRUE : FALSE;
    if (profile.quality >= 0) wanted->appData.qualityLevel = profile.quality;
    wanted->canHandleNewFBSize = TRUE;
    wanted->FinishedFrameBufferUpdate = frameFinished;
    rfbClientSetClientData(wanted, &counterKey, &frames_);
    wanted->serverHost = strdup("127.0.0.1"); // the library frees it
    wanted->serverPort = port;
    if (!rfbInitClient(wanted, nullptr, nullptr)) { // which has freed it
        failed_ = true;
        return;
    }
    const std::unique_ptr<rfbClient, void (*)(rfbClient*)> client(wanted, cleanUp);
    while (!stop_) {
        const int waiting = WaitForMessage(client.get(), waitMicroseconds);
        bytes_ = bytesReceived(client->sock);
        if (waiting < 0 || (waiting > 0 && !HandleRFBServerMessage(client.get()))) {
            failed_ = true;
            return;
        }
    }
}

} // namespace vitrine
