// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/x11/writer.h"
#include "server/base/file_descriptor.h"
#include "server/base/ids.h"
#include "server/display/allowance.h"
#include "server/display/resources.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace vitrine {

// Where a client's replies and events go: its socket, or a test's list.
class ClientOutput {
public:
    virtual ~ClientOutput() = default;
    virtual std::vector<std::byte>& buffer() = 0; // append whole messages, in the client's order,
    virtual void appended() = 0;                  // then say so
    virtual void resume() {}                      // the client's requests wait no longer
    virtual void close() = 0; // soon, not from within: Display::disconnect follows

    // File descriptors, where the way to the client can carry them: one that came with or before
    // the request being answered (the oldest, or none), one to go with what is appended next.
    virtual FileDescriptor takeFileDescriptor() { return {}; }
    virtual void attach(FileDescriptor) {}
};

enum class CloseDownMode : std::uint8_t { Destroy, RetainPermanent, RetainTemporary };

// A window of another client's that a client holds in its save-set, and what becomes of it when the
// client goes. (All but the window is XFIXES'.)
struct SavedWindow {
    Xid window = 0;
    bool toRoot = false; // rather than to the nearest ancestor that is not the client's
    bool map = true;
};

// An X client as the display knows it. (`Client`, of protocol/client, is a viewer's half.)
class XClient {
public:
    XClient(ClientId id, ClientOutput* output, x11::ByteOrder order)
        : id_(id), output_(output), byteOrder_(order)
    {
    }

    ClientId id() const { return id_; }
    Xid resourceBase() const { return id_.value << Resources::clientBits; }
    static constexpr Xid resourceMask() { return (1u << Resources::clientBits) - 1; }
    bool owns(Xid id) const { return (id & ~resourceMask()) == resourceBase(); }
    x11::ByteOrder byteOrder() const { return byteOrder_; }

    // Null once it has gone but for what it left (SetCloseDownMode).
    ClientOutput* output() const { return output_; }
    void detach() { output_ = nullptr; }
    bool gone() const { return output_ == nullptr; }
    bool disconnected = false;   // nobody outside the display refers to it any more
    bool waiting = false;        // its requests wait: SYNC's Await, XTEST's delay
    std::uint32_t processId = 0; // at the other end of its socket; 0: not known

    // Events carry the number of the last request that was begun.
    std::uint16_t sequence() const { return sequence_; }
    void setSequence(std::uint16_t sequence) { sequence_ = sequence; }

    // Encodes an event (x11::ExposeEvent…) in the client's byte order and sends it.
    template<class Event> void send(const Event& event)
    {
        if (!output_) return;
        x11::Writer writer(output_->buffer(), byteOrder_, sequence_);
        event.write(writer);
        output_->appended();
    }

    CloseDownMode closeDownMode = CloseDownMode::Destroy;
    bool bigRequests = false; // BIG-REQUESTS is enabled: a length of zero announces a long one
    std::vector<SavedWindow> saveSet; // given back when we go
    void changeSaveSet(const SavedWindow& saved, bool insert)
    {
        std::erase_if(saveSet, [&](const SavedWindow& old) { return old.window == saved.window; });
        if (insert) saveSet.push_back(saved);
    }

    // Quotas; over them, requests end with BadAlloc.
    static constexpr std::uint32_t maximumResources = 200'000;
    std::uint32_t resources = 0;
    static constexpr std::int64_t maximumPixels = std::int64_t{512} << 20; // bytes
    static constexpr std::int64_t maximumMemory = std::int64_t{256} << 20; // of lists and values
    std::shared_ptr<Allowance> pixels = std::make_shared<Allowance>(Allowance{maximumPixels});
    std::shared_ptr<Allowance> memory = std::make_shared<Allowance>(Allowance{maximumMemory});

private:
    ClientId id_;
    ClientOutput* output_; // borrowed until disconnected
    x11::ByteOrder byteOrder_;
    std::uint16_t sequence_ = 0;
};

} // namespace vitrine
