// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/rfb/desk.h"
#include "server/rfb/frame.h"

#include <algorithm>
#include <functional>
#include <map>
#include <random>

namespace vitrine {

// A desk of plain windows, drawn on by the test, that tells its watcher as a session's does.
class FakeDesk : public RfbDesk {
public:
    explicit FakeDesk(Size screen = {320, 240}) : screen_(screen) {}

    // The test's side; call `settle` afterwards.
    SurfaceId open(const Rect& place, std::uint32_t color, bool decorated = false)
    {
        const SurfaceId id{next_++};
        Surface state{.id = id, .image = ImageId{next_++}, .position = place.origin()};
        state.states = Mapped;
        state.abilities = Movable | Resizable | Minimizable | Maximizable | Closable;
        state.decorated = decorated;
        state.title = "window";
        windows_.push_back({state, nullptr});
        images_[id] = Image(place.size(), 24);
        fill(id, Rect::of(place.size()), color);
        return id;
    }
    void close(SurfaceId id)
    {
        std::erase_if(windows_, [&](const RfbWindow& window) { return window.state.id == id; });
        images_.erase(id);
    }
    Surface& state(SurfaceId id)
    {
        for (RfbWindow& window : windows_)
            if (window.state.id == id) return window.state;
        throw std::out_of_range("no such window");
    }
    void raise(SurfaceId id)
    {
        const Surface state = this->state(id);
        std::erase_if(windows_, [&](const RfbWindow& window) { return window.state.id == id; });
        windows_.push_back({state, nullptr});
    }
    void resizeWindow(SurfaceId id, Size size)
    {
        images_[id] = Image(size, 24);
        state(id).image = ImageId{next_++};
    }
    void fill(SurfaceId id, const Rect& rect, std::uint32_t color)
    {
        Image& image = images_.at(id);
        const Rect inside = rect.intersected(image.bounds());
        for (std::int32_t y = inside.y; y < inside.bottom(); ++y)
            std::fill_n(image.row<std::uint32_t>(y) + inside.x, inside.width, color & 0xffffff);
        if (watcher_ && !inside.empty()) watcher_->damaged(id, inside);
    }
    void noise(SurfaceId id, std::uint32_t seed)
    {
        std::mt19937 random(seed);
        Image& image = images_.at(id);
        for (std::int32_t y = 0; y < image.height(); ++y)
            for (std::int32_t x = 0; x < image.width(); ++x)
                image.setPixel({x, y}, static_cast<std::uint32_t>(random()));
        if (watcher_) watcher_->damaged(id, image.bounds());
    }
    void copy(SurfaceId id, Point from, const Rect& to)
    {
        Image& image = images_.at(id);
        const Point by = to.origin() - from;
        const Rect whole =
            to.intersected(image.bounds()).intersected(image.bounds().translated(by));
        const Image part = image.copy(whole.translated(-by));
        for (std::int32_t y = 0; y < whole.height; ++y)
            for (std::int32_t x = 0; x < whole.width; ++x)
                image.setPixel({whole.x + x, whole.y + y}, part.pixel({x, y}));
        if (watcher_ && !whole.empty()) watcher_->copied(id, whole.origin() - by, whole);
    }
    void setCursor(DefineCursor cursor)
    {
        cursor_ = std::make_shared<DefineCursor>(std::move(cursor));
        if (watcher_) watcher_->cursorChanged();
    }
    void offerClipboard(std::string_view text)
    {
        if (watcher_) watcher_->clipboardChanged(text);
    }
    void ring()
    {
        if (watcher_) watcher_->bellRang();
    }
    void setScreen(Size size) { screen_ = size; }
    bool watched() const { return watcher_ != nullptr; }

    // What must be seen, painted the slow, obvious way.
    Image expected() const
    {
        Image result(screen_, 24);
        const auto paint = [&](const Image& image, Point at, const Surface* shaped) {
            if (!shaped || shaped->shape.empty()) {
                const Rect seen = image.bounds().intersected(result.bounds().translated(-at));
                for (std::int32_t y = seen.y; y < seen.bottom(); ++y)
                    std::copy_n(image.row<std::uint32_t>(y) + seen.x, seen.width,
                                result.row<std::uint32_t>(at.y + y) + at.x + seen.x);
                return;
            }
            for (std::int32_t y = 0; y < image.height(); ++y)
                for (std::int32_t x = 0; x < image.width(); ++x) {
                    bool inside = false;
                    for (const Rect& rect : shaped->shape)
                        inside = inside || rect.contains(Point{x, y});
                    const Point on = at + Point{x, y};
                    if (inside && result.bounds().contains(on))
                        result.setPixel(on, image.pixel({x, y}));
                }
        };
        Image bare(screen_, 24);
        for (std::int32_t y = 0; y < screen_.height; ++y)
            std::fill_n(bare.row<std::uint32_t>(y), screen_.width, 0x23272e);
        paint(bare, {}, nullptr);
        int tabs = 0;
        const Letters letters = [this](char32_t c, Glyph& shape) { return letter(c, shape); };
        for (const RfbWindow& window : windows_) {
            if (window.state.states & Minimized) continue;
            const Image& image = images_.at(window.state.id);
            // A frame hides what shows through a window's shape no more than the window would.
            if (isFramed(window.state)) {
                const Rect around = frameAround(window.state, image.size());
                const Image frame = drawFrame(window.state, image.size(), letters);
                const Rect hole = Rect::at(window.state.position, image.size());
                for (std::int32_t y = 0; y < frame.height(); ++y)
                    for (std::int32_t x = 0; x < frame.width(); ++x) {
                        const Point on = around.origin() + Point{x, y};
                        if (result.bounds().contains(on) && !hole.contains(on))
                            result.setPixel(on, frame.pixel({x, y}));
                    }
            }
            paint(image, window.state.position, &window.state);
        }
        for (const RfbWindow& window : windows_)
            if (window.state.states & Minimized) {
                const Rect place = tabPlace(tabs++, screen_);
                paint(drawTab(window.state, place.size(), letters), place.origin(), nullptr);
            }
        return result;
    }

    // RfbDesk
    Size screen() const override { return screen_; }
    std::vector<RfbWindow> windows() const override
    {
        std::vector<RfbWindow> result = windows_;
        for (RfbWindow& window : result) window.pixels = &images_.at(window.state.id);
        return result;
    }
    std::shared_ptr<const DefineCursor> cursor() const override { return cursor_; }
    int letter(char32_t character, Glyph& shape) const override
    {
        shape = {.mask = Image({4, 6}, 1), .origin = {0, 6}};
        shape.mask.setPixel({static_cast<std::int32_t>(character % 4), 2}, 1);
        return 5;
    }
    void watch(RfbDeskWatcher* watcher) override { watcher_ = watcher; }
    void settle() override
    {
        if (watcher_) watcher_->settled();
    }
    void apply(const Input& input) override
    {
        inputs.push_back(input);
        if (onInput) onInput();
    }
    bool resize(Size size) override
    {
        screen_ = size;
        settle();
        return true;
    }

    std::vector<Input> inputs;
    std::function<void()> onInput;

private:
    Size screen_;
    std::uint32_t next_ = 1;
    std::vector<RfbWindow> windows_; // bottom to top
    std::map<SurfaceId, Image> images_;
    std::shared_ptr<const DefineCursor> cursor_;
    RfbDeskWatcher* watcher_ = nullptr;
};

} // namespace vitrine
