// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/cycle.h"
#include "protocol/ops/messages.h"
#include "protocol/ops/text_models.h"
#include "protocol/pixels/image_codec.h"
#include "protocol/wire/context_mixer.h"

#include <array>
#include <vector>

// What both ends of a stream remember, to say the next message shortly. Private to the codec.
namespace vitrine::stream {

inline constexpr std::size_t mostKinds = 64;      // of messages
inline constexpr std::size_t fieldsPerKind = 256; // sixteen for each member
inline constexpr std::size_t noTarget = 64;       // the target of messages that draw nothing

// The last different values of a type, each in a place of its own until it is overwritten.
template<class Type, std::size_t Count> class Recent {
public:
    static constexpr std::size_t count = Count;
    std::size_t find(const Type& value) const // Count where it is not there
    {
        for (std::size_t i = 0; i < used_; ++i)
            if (values_[i] == value) return i;
        return Count;
    }
    const Type& operator[](std::size_t place) const { return values_[place % Count]; }
    std::size_t add(const Type& value) // its place
    {
        const std::size_t place = next_;
        values_[place] = value;
        next_ = (next_ + 1) % Count;
        if (used_ < Count) ++used_;
        return place;
    }

private:
    std::array<Type, Count> values_{};
    std::size_t next_ = 0;
    std::size_t used_ = 0;
};

// Where things of one kind were last drawn.
struct Place {
    Point last;
    Point offset; // from the place drawn before it
    std::uint8_t choiceX = 0, choiceY = 0;
};

// What is remembered of a target.
struct TargetMemory {
    Point recent; // where something was drawn last
    Point end;    // where it ended
    Size size;
    std::array<Place, 3 * 16> places; // by op: the first, the second, the next of a list
};

// What came before a value: the values before it in its op, and the ops before that.
struct Trail {
    std::uint32_t prefix = 0;
    std::array<std::uint32_t, 4> before{};

    void push(std::uint32_t value) { prefix = hashed(prefix, value); }
    void end()
    {
        before = {prefix, before[0], before[1], before[2]};
        prefix = 0;
    }
};

struct Models {
    ContextMixer mixer{16, 64, 30};
    std::array<std::uint32_t, mostKinds * fieldsPerKind> last{}; // of each field, as coded
    Trail trail;
    std::uint32_t kinds = 0; // of the last messages

    Cycle cycle;
    std::uint32_t looks = 0; // of the op under way: its kind, its paint, its lists' lengths

    Recent<ImageId, 64> images;
    std::array<TargetMemory, noTarget + 1> targets; // by their place in `images`
    std::size_t target = noTarget;                  // of the message under way
    std::uint32_t lastImage = 0;

    Recent<Paint, 256> paints;
    Recent<Raster, 32> rasters;
    Recent<Clip, 32> clips;
    Recent<Tint, 256> tints;
    Recent<Stroke, 16> strokes;
    Recent<std::uint32_t, 256> colors;
    std::array<std::uint32_t, 4> ids{}; // the last GlyphId, SurfaceId, CursorId

    std::vector<Message> lastMessages{std::variant_size_v<Message>}; // by kind; none of an op
    std::array<Surface, 64> surfaces;                                // by their id's low bits

    TextModels text;
    ImageCodec pixels;
};

} // namespace vitrine::stream
