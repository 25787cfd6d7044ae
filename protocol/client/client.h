// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/canvas.h"
#include "protocol/ops/messages.h"

#include <cstddef>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace vitrine {

// What a viewer learns while a frame is applied; called in the order of the frame's messages, but
// for damage, which comes merged into a few rectangles just before `frameEnded`: the pixels are
// final then. A surface that is new or has another image is damaged whole. What is passed is
// borrowed until the call returns; `receive` must not be called from within.
class ClientEvents {
public:
    virtual ~ClientEvents() = default;
    virtual void welcomed(const Welcome&) {}
    virtual void surfaceChanged(const Surface&) {} // new, or any of its state is
    virtual void surfaceDropped(SurfaceId) {}
    virtual void surfaceDamaged(SurfaceId, const Rect&) {} // in the image's coordinates
    virtual void iconChanged(SurfaceId, const Image&) {}
    virtual void restacked(std::span<const SurfaceId>) {} // bottom to top
    virtual void cursorShown(const DefineCursor*) {}      // null: hidden
    virtual void pointerWarped(Point) {}
    virtual void clipboardChanged(std::string_view) {}
    virtual void primaryChanged(std::string_view) {} // what is selected, for whoever follows it
    virtual void bellRang(int /*percent*/) {}
    virtual void launchChanged(const Launch&) {} // a program starts, or is no longer about to
    virtual void frameEnded(const FrameEnd&) {}
};

// The viewer's half of a session: frames in, surfaces and events out. Bytes that are no frame, or
// ask for more than protocol/ops/limits.h allows, end the session: `receive` answers false and the
// client takes nothing more.
class Client {
public:
    explicit Client(ClientEvents& events); // borrowed for the client's life
    ~Client();

    bool receive(std::span<const std::byte> frame); // one whole WebSocket message

    const Surface* surface(SurfaceId id) const;  // null where there is none
    const Image* pixels(SurfaceId id) const;     // null where there is none
    const Image* image(ImageId id) const;        // any image; null where there is none
    std::span<const SurfaceId> stacking() const; // bottom to top
    std::uint32_t mismatches() const;            // Checks that failed; a bug where not zero

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace vitrine
