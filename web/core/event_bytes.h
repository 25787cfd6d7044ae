// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/client/client.h"

#include <vector>

namespace vitrine {

// Writes a client's events as the flat records that core.cpp describes.
class EventBytes : public ClientEvents {
public:
    void show(const Client& client) { client_ = &client; } // borrowed: asked for images' sizes
    void clear() { bytes_.clear(); }
    std::span<const std::byte> bytes() const { return bytes_; }

    void welcomed(const Welcome& welcome) override;
    void surfaceChanged(const Surface& surface) override;
    void surfaceDropped(SurfaceId id) override;
    void surfaceDamaged(SurfaceId id, const Rect& rect) override;
    void iconChanged(SurfaceId id, const Image& icon) override;
    void restacked(std::span<const SurfaceId> surfaces) override;
    void cursorShown(const DefineCursor* cursor) override;
    void pointerWarped(Point position) override;
    void clipboardChanged(std::string_view text) override;
    void bellRang(int percent) override;
    void launchChanged(const Launch& launch) override;
    void frameEnded(const FrameEnd& end) override;

private:
    class Record;
    void number(std::uint32_t value);
    void signedNumber(std::int32_t value) { number(static_cast<std::uint32_t>(value)); }
    void point(Point value);
    void size(Size value);
    void rect(const Rect& value);
    void text(std::string_view value);
    void pixels(const Image& image, bool premultiplied);

    const Client* client_ = nullptr;
    std::vector<std::byte> bytes_;
};

} // namespace vitrine
