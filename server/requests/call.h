// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/x11/writer.h"
#include "server/display/client.h"
#include "server/display/x_error.h"

#include <cstdint>
#include <functional>
#include <utility>

namespace vitrine {

class Display;

// One request being answered: what every handler is given beside its fields.
//
// A handler is a free function handle(Call&, const x11::NAME&), declared in the header of its
// family and found by overload. It returns the request's Reply, if that has one; an X error is
// thrown.
struct Call {
    Display& display;
    XClient& client;
    std::uint16_t sequence;

    // File descriptors that belong to the request and are not taken yet; those that its handler
    // leaves are closed.
    int fileDescriptors = 0;
    FileDescriptor takeFileDescriptor() // none where the client sent none
    {
        ClientOutput* output = client.output();
        if (!output || fileDescriptors == 0) return {};
        --fileDescriptors;
        return output->takeFileDescriptor();
    }

    // The rest of an answer that takes long, called until it is false. Between two calls others
    // have their turn, and the client's own next request waits; so it holds no reference to
    // anything of the display's. What the request lends in place stays; what had to be swapped
    // goes.
    std::function<bool(Call&)> rest;

    // Where a handler returns nothing because it replies several times (ListFontsWithInfo).
    template<class Reply> void reply(const Reply& reply)
    {
        ClientOutput* output = client.output();
        if (!output) return; // killed by its own request
        x11::Writer writer(output->buffer(), client.byteOrder(), sequence);
        reply.write(writer);
        output->appended();
    }
    // The same, with a file descriptor.
    template<class Reply> void reply(const Reply& reply, FileDescriptor descriptor)
    {
        if (ClientOutput* output = client.output()) output->attach(std::move(descriptor));
        this->reply(reply);
    }

    [[noreturn]] void fail(std::uint8_t code, std::uint32_t badValue)
    {
        throw XError{code, badValue};
    }
};

} // namespace vitrine
