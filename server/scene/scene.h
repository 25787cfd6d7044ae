// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/op_sink.h"
#include "server/scene/scene_state.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

class Display;
class OpLog;

// Something drawn on a shown surface, in the coordinates of its image; in the order of drawing.
struct SurfaceChange {
    SurfaceId surface;
    Rect rect;                 // what may differ now
    std::optional<Point> from; // these pixels were moved here, whole and unaltered, from there
};

// What happened between two cuts. Immutable, shared by everybody who needs it.
struct Frame {
    std::uint32_t number = 0;
    std::uint32_t milliseconds = 0; // when it was cut, since the scene began
    std::shared_ptr<const SceneState> state;
    std::shared_ptr<const SceneState> previous; // the same object as `state` where nothing changed
    std::shared_ptr<const OpLog> log;           // server/scene/op_log.h
    std::optional<Point> warp;                  // a program put the pointer there
    std::optional<std::uint8_t> bell;           // percent
    std::shared_ptr<const std::string> clipboard; // a program took the clipboard: its text
    std::shared_ptr<const std::string> primary;   // something was selected

    // What was drawn on mapped surfaces (and the root).
    void forEachChange(const std::function<void(const SurfaceChange&)>& visit) const;
};

// Told of each frame, on the core thread, in the call of `cut`.
class SceneObserver {
public:
    virtual ~SceneObserver() = default;
    virtual void frameCut(const std::shared_ptr<const Frame>& frame) = 0;
    // Whether a frame would be of use now. Who says no calls `cut` once it is.
    virtual bool awaitsFrame() { return true; }
};

// What viewers are shown: the display's surfaces, and what was drawn on their images since the last
// frame. Nothing is recorded while nobody observes. Runs on the core thread.
class Scene : public OpSink {
public:
    explicit Scene(Display& display); // becomes the display's sink; borrowed for our life
    ~Scene() override;
    Scene(const Scene&) = delete;
    Scene& operator=(const Scene&) = delete;

    // Observers are borrowed until they are removed. A new one finds everything in `state` and in
    // the images as they are; it is told of what happens from then on.
    void add(SceneObserver& observer);
    void remove(SceneObserver& observer);

    // Ends a frame if anything changed since the last; tells the observers. True if there was.
    bool cut();
    bool awaited() const; // by any observer; what is drawn meanwhile joins the next frame

    // The display was made to change by other means than drawing: it may be time to plan a cut.
    void noteChanges();

    // Called once after each cut, at the first sign of a change: time to plan the next one.
    void onChange(std::function<void()> changed) { changed_ = std::move(changed); }

    std::uint32_t number() const { return number_; } // of the last frame; zero: none yet
    std::shared_ptr<const SceneState> state() const { return state_; } // as of the last cut
    const Image* image(ImageId id) const; // live pixels, or null; until control returns to the loop
    Display& display() { return display_; }
    const Display& display() const { return display_; }

    // Told by the display's other parts; they travel with the next frame.
    void bell(std::uint8_t percent);
    void clipboard(std::string text);
    void primary(std::string text);

    // OpSink
    bool wanted() const override { return !observers_.empty(); }
    Interest interest(ImageId image) const override;
    void record(Op&& op) override;
    void touched(ImageId target, const Rect& place) override;
    void imageDefined(ImageId id, Size size, int depth) override;
    void imageDropped(ImageId id) override;
    void glyphDefined(GlyphId id) override;
    void glyphDropped(GlyphId id) override;

private:
    void changed();
    void changedFirst();
    std::shared_ptr<const SceneState> describe() const;

    Display& display_;
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
    std::vector<SceneObserver*> observers_;
    std::function<void()> changed_;
    bool dirty_ = false;
    std::chrono::steady_clock::time_point cutAt_;
    std::uint32_t number_ = 0;
    std::uint64_t displayChanges_ = 0;
    std::shared_ptr<const SceneState> state_;
    std::shared_ptr<OpLog> log_; // being written; shared and immutable from its cut on
    std::optional<std::uint8_t> bell_;
    std::shared_ptr<const std::string> clipboard_, primary_;
};

} // namespace vitrine
