// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/client/client.h"

#include "protocol/client/damage.h"
#include "protocol/client/suits.h"
#include "protocol/ops/codec.h"
#include "protocol/ops/extent.h"
#include "protocol/ops/limits.h"
#include "protocol/ops/player.h"
#include "protocol/ops/tile_hash.h"

#include <set>
#include <utility>

namespace vitrine {

// Applies messages: one overload each, false where the server asks for what it may not.
struct Client::State {
    explicit State(ClientEvents& receiver) : events(receiver) {}

    ClientEvents& events;
    FrameDecoder decoder;
    Images images;
    Glyphs glyphs;
    Canvas canvas{images, glyphs};
    Player player{canvas};
    std::map<SurfaceId, Surface> surfaces;
    std::vector<SurfaceId> stacking;
    std::map<CursorId, DefineCursor> cursors;
    std::set<std::uint32_t> launches;   // under way
    std::map<SurfaceId, Damage> damage; // of the frame under way
    std::int64_t pixels = 0;            // of all images and cursors
    std::size_t glyphCount = 0;
    std::uint32_t mismatches = 0;
    bool over = false;

    void damaged(ImageId image, const Rect& rect)
    {
        for (const auto& [id, surface] : surfaces)
            if (surface.image == image) damage[id].add(rect);
    }
    bool take(std::int64_t more)
    {
        if (more > limits::sessionPixels - pixels) return false;
        pixels += more;
        return true;
    }

    template<IsOp Drawing> bool operator()(Drawing& drawing)
    {
        const Op op = std::move(drawing);
        if (!suits(op, images)) return false;
        player.play(op);
        const Extent extent = extentOf(op, images, glyphs);
        for (const Rect& rect : extent.writes) damaged(extent.target, rect);
        return true;
    }

    bool operator()(const Welcome& message)
    {
        events.welcomed(message);
        return true;
    }
    bool operator()(const FrameEnd& message)
    {
        for (const auto& [id, damages] : std::exchange(damage, {}))
            for (const Rect& rect : damages.rects()) events.surfaceDamaged(id, rect);
        events.frameEnded(message);
        return true;
    }
    bool operator()(const DefineImage& message)
    {
        if (images.find(message.id) || images.count() >= limits::sessionImages ||
            !take(message.size.area()))
            return false;
        return images.define(message.id, Image(message.size, message.depth));
    }
    bool operator()(const DropImage& message)
    {
        if (const Image* image = images.find(message.id)) pixels -= image->size().area();
        images.drop(message.id);
        return true;
    }
    bool operator()(DefineGlyph& message)
    {
        const std::int64_t area = message.glyph.mask.size().area();
        if (glyphCount >= limits::sessionGlyphs || !take(area)) return false;
        ++glyphCount;
        return glyphs.define(message.id, std::move(message.glyph));
    }
    bool operator()(const DropGlyph& message)
    {
        const Glyph* glyph = glyphs.find(message.id);
        if (!glyph) return true;
        pixels -= glyph->mask.size().area();
        --glyphCount;
        return glyphs.drop(message.id);
    }
    bool operator()(Surface& message)
    {
        const SurfaceId id = message.id;
        if (!surfaces.contains(id) && surfaces.size() >= limits::sessionSurfaces) return false;
        Surface& surface = surfaces[id];
        const bool repaint = surface.image != message.image;
        surface = std::move(message);
        const Image* image = images.find(surface.image);
        if (repaint && image) damage[id].add(image->bounds());
        events.surfaceChanged(surface);
        return true;
    }
    bool operator()(const DropSurface& message)
    {
        damage.erase(message.id);
        std::erase(stacking, message.id);
        if (surfaces.erase(message.id) != 0) events.surfaceDropped(message.id);
        return true;
    }
    bool operator()(Stacking& message)
    {
        stacking = std::move(message.surfaces);
        std::erase_if(stacking, [&](SurfaceId id) { return !surfaces.contains(id); });
        events.restacked(stacking);
        return true;
    }
    bool operator()(const SurfaceIcon& message)
    {
        if (surfaces.contains(message.surface)) events.iconChanged(message.surface, message.icon);
        return true;
    }
    bool operator()(DefineCursor& message)
    {
        if (cursors.contains(message.id) || cursors.size() >= limits::sessionCursors ||
            !take(message.image.size().area()))
            return false;
        cursors.emplace(message.id, std::move(message));
        return true;
    }
    bool operator()(const DropCursor& message)
    {
        const auto found = cursors.find(message.id);
        if (found == cursors.end()) return true;
        pixels -= found->second.image.size().area();
        cursors.erase(found);
        return true;
    }
    bool operator()(const ShowCursor& message)
    {
        const auto found = cursors.find(message.id);
        events.cursorShown(found == cursors.end() ? nullptr : &found->second);
        return true;
    }
    bool operator()(const WarpPointer& message)
    {
        events.pointerWarped(message.position);
        return true;
    }
    bool operator()(const ClipboardText& message)
    {
        events.clipboardChanged(message.text);
        return true;
    }
    bool operator()(const PrimaryText& message)
    {
        events.primaryChanged(message.text);
        return true;
    }
    bool operator()(const Bell& message)
    {
        events.bellRang(message.volume);
        return true;
    }
    bool operator()(const Launch& message)
    {
        if (!message.underWay)
            launches.erase(message.number);
        else if (launches.size() >= limits::sessionLaunches)
            return false;
        else
            launches.insert(message.number);
        events.launchChanged(message);
        return true;
    }
    bool operator()(const Check& message)
    {
        const Image* image = images.find(message.image);
        if (!image || tileHash(*image, message.rect) != message.hash) ++mismatches;
        return true;
    }
};

Client::Client(ClientEvents& events) : state_(std::make_unique<State>(events)) {}
Client::~Client() = default;

bool Client::receive(std::span<const std::byte> frame)
{
    if (state_->over) return false;
    auto messages = state_->decoder.decode(frame);
    state_->over = !messages;
    if (messages) {
        for (Message& message : *messages) {
            state_->over = !std::visit(*state_, message);
            if (state_->over) break;
        }
    }
    return !state_->over;
}

const Surface* Client::surface(SurfaceId id) const
{
    const auto found = state_->surfaces.find(id);
    return found == state_->surfaces.end() ? nullptr : &found->second;
}

const Image* Client::pixels(SurfaceId id) const
{
    const Surface* found = surface(id);
    return found ? image(found->image) : nullptr;
}

const Image* Client::image(ImageId id) const
{
    return state_->images.find(id);
}

std::span<const SurfaceId> Client::stacking() const
{
    return state_->stacking;
}

std::uint32_t Client::mismatches() const
{
    return state_->mismatches;
}

} // namespace vitrine
