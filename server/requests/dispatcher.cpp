// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/dispatcher.h"

#include "server/requests/call.h"
#include "server/requests/core_dispatch.h"
#include "server/requests/extensions/registry.h"

#include <new>

namespace vitrine {

namespace {

constexpr std::uint8_t firstExtensionOpcode = 128;

void dispatch(Call& call, const x11::Frame& frame)
{
    if (frame.opcode() < firstExtensionOpcode) return dispatchCore(call, frame);
    const Extension* extension = findExtension(frame.opcode());
    if (extension == nullptr) throw XError{1}; // BadRequest
    extension->dispatch(call, frame);
}

void sendError(XClient& client, const x11::Frame& frame, const XError& error)
{
    ClientOutput* output = client.output();
    if (output == nullptr) return;
    const bool core = frame.opcode() < firstExtensionOpcode;
    x11::Writer writer(output->buffer(), client.byteOrder(), client.sequence());
    writeError(writer, error.code, error.badValue, core ? std::uint8_t{0} : frame.minor(),
               frame.opcode());
    output->appended();
}

} // namespace

void answer(Display& display, XClient& client, const x11::Frame& frame, RestOfAnswer& rest)
{
    client.setSequence(static_cast<std::uint16_t>(client.sequence() + 1));
    Call call{display, client, client.sequence()};
    try {
        dispatch(call, frame);
    } catch (const XError& error) { // the only catch of an XError in the server
        sendError(client, frame, error);
    } catch (const std::bad_alloc&) {
        sendError(client, frame, badAlloc());
    }
    while (call.fileDescriptors > 0) call.takeFileDescriptor();
    if (call.rest) rest = std::move(call.rest);
}

void continueAnswer(Display& display, XClient& client, RestOfAnswer& rest)
{
    Call call{display, client, client.sequence()};
    try {
        if (rest(call)) return;
    } catch (const std::bad_alloc&) {
        // What was answered so far stands.
    }
    rest = nullptr;
}

void answerBadLength(XClient& client, const x11::Frame& header)
{
    client.setSequence(static_cast<std::uint16_t>(client.sequence() + 1));
    sendError(client, header, badLength());
}

} // namespace vitrine
