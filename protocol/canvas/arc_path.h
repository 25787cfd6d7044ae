// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/angles.h"
#include "protocol/canvas/arc_body.h"
#include "protocol/canvas/arc_lengths.h"

#include <array>

namespace vitrine {

// A piece of a wide arc: all of it, or one dash. Its faces are known once it is drawn.
struct ArcPiece {
    Arc arc;
    ArcFaces faces;
    std::size_t caps = 0, joins = 0; // how many of the layer's are drawn when this one has been
    bool endsStroke = false;         // what was drawn up to here is one stroke
    bool meetsItself = false;        // the last dash of a full turn: it meets the first
};

enum class ArcSide : std::uint8_t { Right, Left };

struct ArcCap {
    std::size_t piece;
    ArcSide side;
};

// Where the left end of one piece meets the right end of another.
struct ArcJoint {
    std::size_t left, leftLayer, right, rightLayer;
};

// What is drawn in one ink.
struct ArcLayer {
    std::vector<ArcPiece> pieces;
    std::vector<ArcCap> caps;
    std::vector<ArcJoint> joints;
};

// Several arcs as one path: "if the last point in one arc coincides with the first point in the
// following arc, the two arcs will join correctly" (X11 protocol, PolyArc); dashes run on there.
// Layer 0 holds what is drawn with even dashes, layer 1 the odd ones of a double dash.
class ArcPath {
public:
    ArcPath(const Stroke& stroke, std::span<const Arc> arcs);

    std::array<ArcLayer, 2>& layers() { return layers_; }

private:
    struct Ends {
        Vertex from, to;
        bool turns; // a full turn, which joins no other arc
    };
    // A place in the dashes: which one, how much of it is left, and in which layer it is drawn.
    struct Dash {
        std::size_t index = 0, layer = 0;
        std::int32_t left = 0;
    };

    bool drawn(std::size_t layer) const { return layer == 0 || doubleDash_; }
    bool joins(std::size_t i, std::size_t next) const;
    std::size_t firstOfPath();
    void nextDash();
    ArcPiece& add(const Arc& arc, std::size_t layer);
    void addArc(std::size_t i);
    void addDashes(std::size_t i);
    void addStraightDashes(std::size_t i, bool horizontal);
    void addDash(const Arc& dash, bool first, bool last);
    void finishArc(std::size_t i, std::size_t next, std::size_t start);
    ArcPiece* lastPiece();

    const Stroke& stroke_;
    std::span<const Arc> arcs_;
    bool dashed_, doubleDash_;
    std::vector<Ends> ends_;
    std::array<ArcLayer, 2> layers_;
    Dash dash_, begin_;
    std::optional<ArcLengths> lengths_; // of the last arc: others are often of the same size
    // While an arc is added:
    bool any_ = false;                           // a piece of it is drawn
    std::size_t lastLayer_ = 0;                  // of its last piece, drawn or not
    std::size_t pieceLayer_ = 0;                 // of its last drawn piece
    std::size_t leftPiece_ = 0, rightPiece_ = 0; // that meet at its end
};

} // namespace vitrine
