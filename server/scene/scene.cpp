// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/scene/scene.h"

#include "server/display/clipboard.h"
#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "server/scene/describe.h"
#include "server/scene/op_log.h"
#include "server/scene/viewer_text.h"

#include <algorithm>
#include <cassert>

namespace vitrine {

const Surface* SceneState::find(SurfaceId id) const
{
    if (id == root.id) return &root;
    const auto found = std::ranges::lower_bound(surfaces, id, {}, &Surface::id);
    return found != surfaces.end() && found->id == id ? &*found : nullptr;
}

std::vector<const Surface*> SceneState::bottomToTop() const
{
    std::vector<const Surface*> result{&root};
    for (const SurfaceId id : stacking)
        if (const Surface* surface = find(id)) result.push_back(surface);
    return result;
}

void Frame::forEachChange(const std::function<void(const SurfaceChange&)>& visit) const
{
    std::map<ImageId, SurfaceId> shown;
    for (const Surface* surface : state->bottomToTop()) shown[surface->image] = surface->id;
    for (const LogEntry& entry : log->entries()) {
        const auto* ref = std::get_if<DrawingRef>(&entry);
        if (!ref) continue;
        const Drawing& drawing = **ref;
        const auto found = shown.find(drawing.target);
        if (found == shown.end()) continue;
        drawing.writes.each([&](const Rect& rect) {
            SurfaceChange change{found->second, rect, std::nullopt};
            if (drawing.moves) change.from = rect.origin() + drawing.shift;
            visit(change);
        });
    }
}

Scene::Scene(Display& display) : display_(display), log_(std::make_shared<OpLog>())
{
    display_.setSink(this);
    display_.onBell = [this](std::uint8_t percent) { bell(percent); };
    display_.clipboard().onText([this](const std::string& text) { clipboard(text); });
    display_.clipboard().onPrimary([this](const std::string& text) { primary(text); });
    displayChanges_ = display_.changes();
    state_ = describeScene(display_, nullptr);
}

Scene::~Scene()
{
    display_.clipboard().onPrimary({});
    display_.clipboard().onText({});
    display_.onBell = {};
    display_.setSink(nullptr);
}

void Scene::add(SceneObserver& observer)
{
    assert(!std::ranges::count(observers_, &observer));
    observers_.push_back(&observer);
}

void Scene::remove(SceneObserver& observer)
{
    std::erase(observers_, &observer);
    if (observers_.empty()) log_ = std::make_shared<OpLog>();
}

bool Scene::cut()
{
    const std::optional<Point> warp = display_.input().takeWarp();
    const bool described = displayChanges_ != display_.changes();
    dirty_ = false;
    if (log_->empty() && !described && !bell_ && !clipboard_ && !primary_ && !warp) return false;

    auto frame = std::make_shared<Frame>();
    frame->number = ++number_;
    cutAt_ = std::chrono::steady_clock::now();
    const auto age = cutAt_ - began_;
    frame->milliseconds = static_cast<std::uint32_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(age).count());
    frame->previous = state_;
    if (described) {
        displayChanges_ = display_.changes();
        state_ = describeScene(display_, state_.get());
    }
    frame->state = state_;
    frame->log = std::exchange(log_, std::make_shared<OpLog>(log_.get()));
    frame->warp = warp;
    frame->bell = std::exchange(bell_, std::nullopt);
    frame->clipboard = std::exchange(clipboard_, nullptr);
    frame->primary = std::exchange(primary_, nullptr);
    for (SceneObserver* observer : std::vector(observers_)) observer->frameCut(frame);
    return true;
}

bool Scene::awaited() const
{
    return observers_.empty() || std::ranges::any_of(observers_, &SceneObserver::awaitsFrame);
}

void Scene::noteChanges()
{
    if (displayChanges_ != display_.changes()) changed();
}

const Image* Scene::image(ImageId id) const
{
    return display_.images().find(id);
}

void Scene::bell(std::uint8_t percent)
{
    bell_ = std::max(percent, bell_.value_or(0));
    changed();
}

void Scene::clipboard(std::string text)
{
    clipboard_ = std::make_shared<const std::string>(viewerText(std::move(text)));
    changed();
}

void Scene::primary(std::string text)
{
    primary_ = std::make_shared<const std::string>(viewerText(std::move(text)));
    changed();
}

Interest Scene::interest(ImageId image) const
{
    if (observers_.empty()) return Interest::None;
    return log_->gaveUpOn(image) ? Interest::Places : Interest::Ops;
}

void Scene::record(Op&& op)
{
    changed();
    log_->add(std::move(op), display_.images(), display_.glyphs());
}

void Scene::touched(ImageId target, const Rect& place)
{
    changed();
    log_->touch(target, place, display_.images());
}

void Scene::imageDefined(ImageId id, Size size, int depth)
{
    if (wanted()) log_->add(ImageBegan{id, size, depth});
}

void Scene::imageDropped(ImageId id)
{
    if (wanted()) log_->add(ImageEnded{id});
}

void Scene::glyphDefined(GlyphId) {} // told to a viewer when an op needs it

void Scene::glyphDropped(GlyphId id)
{
    if (!wanted()) return;
    if (const Glyph* shape = display_.glyphs().find(id))
        log_->add(GlyphEnded{id, std::make_shared<const Glyph>(*shape)});
}

void Scene::changed()
{
    if (!std::exchange(dirty_, true)) changedFirst();
}

void Scene::changedFirst()
{
    constexpr auto pause = std::chrono::milliseconds(50); // whoever draws without one goes on
    if (std::chrono::steady_clock::now() - cutAt_ > pause) log_->forgetFloods();
    if (changed_) changed_();
}

} // namespace vitrine
