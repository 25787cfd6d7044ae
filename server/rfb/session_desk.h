// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/rfb/desk.h"
#include "server/scene/scene.h"

namespace vitrine {

class Font;

// The desk of a session: what its scene shows, and its display's input.
class SessionDesk : public RfbDesk, private SceneObserver {
public:
    SessionDesk(Scene& scene, Display& display); // both borrowed for our life
    ~SessionDesk() override;

    Size screen() const override;
    std::vector<RfbWindow> windows() const override;
    std::shared_ptr<const DefineCursor> cursor() const override;
    int letter(char32_t character, Glyph& shape) const override;
    void watch(RfbDeskWatcher* watcher) override;
    void settle() override;
    void apply(const Input& input) override;
    bool resize(Size size) override;

private:
    void frameCut(const std::shared_ptr<const Frame>& frame) override;

    Scene& scene_;
    Display& display_;
    RfbDeskWatcher* watcher_ = nullptr;
    mutable std::shared_ptr<Font> font_; // opened when first asked for
};

} // namespace vitrine
