// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/codec.h"
#include "protocol/ops/player.h"
#include "server/scene/planner.h"

#include <catch2/catch.hpp>

#include <vector>

namespace vitrine {

// A viewer as the planner imagines it: what it was sent, played on images of its own. What is sent
// travels through the real codec.
class Replica {
public:
    explicit Replica(PlannerLimits limits = {}) : planner(limits) {}

    // Takes the parts of one frame; false where they make no sense to a viewer.
    bool take(const std::vector<UpdatePart>& parts)
    {
        for (const UpdatePart& part : parts) {
            const bool added = std::holds_alternative<DrawingRef>(part)
                                   ? encoder_.add(*std::get<DrawingRef>(part)->op)
                                   : encoder_.add(std::get<Message>(part));
            if (!added) return false;
        }
        const std::vector<std::byte> bytes = encoder_.finish({++frames_, 0});
        lastBytes = bytes.size();
        const auto messages = decoder_.decode(bytes);
        if (!messages) return false;
        for (const Message& message : *messages)
            if (!std::visit([this](const auto& each) { return apply(each); }, message))
                return false;
        return true;
    }

    Images images;
    Glyphs glyphs;
    Planner planner;
    std::size_t lastBytes = 0;

private:
    bool apply(const DefineImage& m) { return images.define(m.id, Image(m.size, m.depth)); }
    bool apply(const DropImage& m) { return images.drop(m.id); }
    bool apply(const DefineGlyph& m) { return glyphs.define(m.id, m.glyph); }
    bool apply(const DropGlyph& m) { return glyphs.drop(m.id); }
    bool apply(const FrameEnd&) { return true; }
    template<class OtherMessage> bool apply(const OtherMessage& message)
    {
        if constexpr (std::is_constructible_v<Op, const OtherMessage&>) {
            if (!images.find(message.target)) return false;
            Canvas canvas(images, glyphs);
            Player player(canvas);
            player(message);
            return true;
        } else {
            return false; // a planner sends no such thing
        }
    }

    FrameEncoder encoder_;
    FrameDecoder decoder_;
    std::uint32_t frames_ = 0;
};

} // namespace vitrine
