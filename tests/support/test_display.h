// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/x11/reader.h"
#include "server/display/display.h"
#include "server/requests/call.h"

#include <cstring>
#include <memory>
#include <vector>

#include "x11/core.h"

namespace vitrine::test {

// A client without a socket: keeps what it is sent.
class TestClient : public ClientOutput {
public:
    explicit TestClient(Display& display, x11::ByteOrder order = x11::nativeOrder)
        : display_(display), client_(display.connect(*this, order))
    {
    }

    XClient& client() { return *client_; }
    Xid newId() { return client_->resourceBase() + ++lastId_; }

    // Answers one request, as the dispatcher would.
    template<class Request> auto operator()(const Request& request)
    {
        client_->setSequence(static_cast<std::uint16_t>(client_->sequence() + 1));
        Call call{display_, *client_, client_->sequence()};
        if constexpr (std::is_void_v<decltype(handle(call, request))>) {
            handle(call, request);
            for (const auto rest = std::move(call.rest); rest && rest(call);) {
            }
        } else {
            return handle(call, request);
        }
    }
    // The code of the error that a request ends in; 0: none.
    template<class Request> int errorOf(const Request& request)
    {
        try {
            (*this)(request);
        } catch (const XError& error) {
            return error.code;
        }
        return 0;
    }

    // Takes the events of one kind, in order; all others stay.
    template<class Event> std::vector<Event> take()
    {
        std::vector<Event> taken;
        std::vector<std::byte> rest;
        for (std::size_t at = 0; at + 32 <= received_.size(); at += 32) {
            const auto bytes = std::span(received_).subspan(at, 32);
            if ((std::to_integer<int>(bytes[0]) & 0x7f) != Event::code) {
                rest.insert(rest.end(), bytes.begin(), bytes.end());
                continue;
            }
            x11::Arena arena;
            x11::Reader reader(bytes, client_->byteOrder(), arena);
            taken.push_back(Event::parse(reader));
        }
        received_ = std::move(rest);
        return taken;
    }
    // The codes of all events, in order; then they are gone.
    std::vector<int> takeCodes()
    {
        std::vector<int> codes;
        for (std::size_t at = 0; at < received_.size(); at += 32)
            codes.push_back(std::to_integer<int>(received_[at]));
        received_.clear();
        return codes;
    }
    void forget() { received_.clear(); }
    bool closed() const { return closed_; }

    std::vector<std::byte>& buffer() override { return received_; }
    void appended() override {}
    void close() override { closed_ = true; }

private:
    Display& display_;
    XClient* client_; // the display's, until disconnected
    std::vector<std::byte> received_;
    Xid lastId_ = 0;
    bool closed_ = false;
};

struct TestDisplay {
    ManualClock clock;
    Display display{clock, {200, 150}};
};

} // namespace vitrine::test
