// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/arc_path.h"

#include "protocol/canvas/dashes.h"
#include "protocol/canvas/reals.h"

namespace vitrine {

namespace {

constexpr double nearly = 0.000001; // what counts as equal

std::int32_t extentOf(const Arc& arc)
{
    return std::clamp(arc.extent, -fullCircle, fullCircle);
}

Vertex pointOf(const Arc& arc, std::int32_t angle)
{
    const double degrees = angle / 64.0;
    return {arc.bounds.x + arc.bounds.width / 2.0 * (1 + cosineOfDegrees(degrees)),
            arc.bounds.y + arc.bounds.height / 2.0 * (1 - sineOfDegrees(degrees))};
}

// A flat arc that goes straight from end to end; its dashes are exact.
bool isRow(const Arc& arc)
{
    return arc.bounds.height == 0 && arc.start % fullCircle == 2 * quadrant &&
           arc.extent == 2 * quadrant;
}
bool isColumn(const Arc& arc)
{
    return arc.bounds.width == 0 && arc.start % fullCircle == quadrant &&
           arc.extent == 2 * quadrant;
}

} // namespace

ArcPath::ArcPath(const Stroke& stroke, std::span<const Arc> arcs)
    : stroke_(stroke), arcs_(arcs), dashed_(Dasher::dashed(stroke)),
      doubleDash_(dashed_ && stroke.style == LineStyle::DoubleDash)
{
    for (const Arc& arc : arcs)
        ends_.push_back({pointOf(arc, arc.start), pointOf(arc, arc.start + extentOf(arc)),
                         std::abs(extentOf(arc)) == fullCircle});
    if (dashed_) {
        Dasher dasher(stroke);
        const auto turn = stroke.dashes.size() % 2 == 0 ? 0 : stroke.dashOffset / dasher.total();
        dash_ = {dasher.index(), (dasher.index() + static_cast<std::size_t>(turn)) % 2,
                 dasher.left()};
    }
    begin_ = dash_;
    const std::size_t start = firstOfPath();
    std::size_t i = start;
    do {
        const std::size_t next = i + 1 == arcs_.size() ? 0 : i + 1;
        addArc(i);
        finishArc(i, next, start);
        i = next;
    } while (i != start);
    for (ArcLayer& layer : layers_) {
        if (layer.pieces.empty()) continue;
        ArcPiece& last = layer.pieces.back();
        last.endsStroke = true;
        last.joins = layer.joints.size();
        last.caps = layer.caps.size();
    }
}

bool ArcPath::joins(std::size_t i, std::size_t next) const
{
    return i != next && !ends_[i].turns && std::abs(ends_[i].to.x - ends_[next].from.x) <= nearly &&
           std::abs(ends_[i].to.y - ends_[next].from.y) <= nearly;
}

// The arc that joins none before it; the first, if all join.
std::size_t ArcPath::firstOfPath()
{
    for (std::size_t i = arcs_.size(); i-- > 0;) {
        const std::size_t next = i + 1 == arcs_.size() ? 0 : i + 1;
        if (joins(i, next)) continue;
        if (drawn(dash_.layer)) layers_[dash_.layer].caps.push_back({0, ArcSide::Right});
        return next;
    }
    return 0;
}

void ArcPath::nextDash()
{
    if (++dash_.index == stroke_.dashes.size()) dash_.index = 0;
    dash_.layer = 1 - dash_.layer;
    dash_.left = stroke_.dashes[dash_.index];
}

ArcPiece& ArcPath::add(const Arc& arc, std::size_t layer)
{
    any_ = true;
    pieceLayer_ = layer;
    ArcLayer& to = layers_[layer];
    ArcPiece piece;
    piece.arc = arc;
    piece.caps = to.caps.size();
    piece.joins = to.joints.size();
    to.pieces.push_back(piece);
    return to.pieces.back();
}

ArcPiece* ArcPath::lastPiece()
{
    return any_ ? &layers_[pieceLayer_].pieces.back() : nullptr;
}

void ArcPath::addArc(std::size_t i)
{
    const Arc& arc = arcs_[i];
    any_ = false;
    if (!dashed_) {
        add(arc, 0).meetsItself = ends_[i].turns;
        lastLayer_ = 0;
        return;
    }
    const bool row = isRow(arc), column = !row && isColumn(arc);
    const bool empty = row      ? arc.bounds.width == 0
                       : column ? arc.bounds.height == 0
                                : arc.extent == 0;
    if (empty) { // it still has a place, where its neighbours end
        lastLayer_ = drawn(dash_.layer) ? dash_.layer : 0;
        add(arc, lastLayer_).meetsItself = ends_[i].turns;
    } else if (row || column) {
        addStraightDashes(i, row);
    } else {
        addDashes(i);
    }
}

void ArcPath::addDash(const Arc& dash, bool first, bool last)
{
    if (!drawn(dash_.layer)) return;
    ArcPiece& piece = add(dash, dash_.layer);
    ArcLayer& layer = layers_[dash_.layer];
    if (doubleDash_) return;
    if (!first) layer.caps.push_back({layer.pieces.size() - 1, ArcSide::Right});
    if (!last) layer.caps.push_back({layer.pieces.size() - 1, ArcSide::Left});
    piece.caps = layer.caps.size();
}

void ArcPath::addStraightDashes(std::size_t i, bool row)
{
    Arc dash = arcs_[i];
    dash.start = row ? 2 * quadrant : quadrant;
    std::int32_t& at = row ? dash.bounds.x : dash.bounds.y;
    std::int32_t& length = row ? dash.bounds.width : dash.bounds.height;
    const std::int32_t begin = at, end = at + length;
    while (at < end) {
        length = std::min(dash_.left, end - at);
        addDash(dash, at == begin, at + length == end);
        at += length;
        dash_.left -= length;
        lastLayer_ = dash_.layer;
        if (dash_.left <= 0) nextDash();
    }
}

void ArcPath::addDashes(std::size_t i)
{
    const Arc& arc = arcs_[i];
    const std::int32_t start = normalizedAngle(arc.start), end = start + extentOf(arc);
    const bool backwards = end < start;
    const bool meetsItself = ends_[i].turns && drawn(dash_.layer);
    if (!lengths_ || lengths_->size() != arc.bounds.size()) lengths_.emplace(arc.bounds.size());
    for (std::int32_t angle = start; angle != end;) {
        const std::int32_t from = angle;
        angle = lengths_->advance(from, end, dash_.left, backwards);
        if (angle == from) angle += backwards ? -1 : 1; // no dash is less than an angle's unit
        std::int32_t extent = angle - from;
        if (backwards && extent > 0) extent -= fullCircle;
        if (!backwards && extent < 0) extent += fullCircle;
        addDash({arc.bounds, normalizedAngle(from), std::clamp(extent, -fullCircle, fullCircle)},
                from == start, angle == end);
        if (angle == end && drawn(dash_.layer)) lastPiece()->meetsItself = meetsItself;
        lastLayer_ = dash_.layer;
        if (dash_.left <= 0) nextDash();
    }
}

// What stands where an arc ends: a joint with the next one, or caps on both.
void ArcPath::finishArc(std::size_t i, std::size_t next, std::size_t start)
{
    if (drawn(lastLayer_)) leftPiece_ = layers_[lastLayer_].pieces.size() - 1;
    if (drawn(dash_.layer)) rightPiece_ = layers_[dash_.layer].pieces.size();
    if (next == start) {
        rightPiece_ = 0;
        dash_ = begin_;
    }
    const bool joined = joins(i, next) && !ends_[next].turns;
    if (ArcPiece* piece = lastPiece()) piece->endsStroke = !joined;
    if (joined && drawn(lastLayer_) && drawn(dash_.layer)) {
        // Even dashes are drawn last, when the faces of both are known.
        const std::size_t layer = dash_.layer == lastLayer_ ? dash_.layer : 0;
        layers_[layer].joints.push_back({leftPiece_, lastLayer_, rightPiece_, dash_.layer});
        if (ArcPiece* piece = lastPiece()) piece->joins = layers_[lastLayer_].joints.size();
        return;
    }
    if (ArcPiece* piece = lastPiece(); piece && drawn(lastLayer_) && !piece->meetsItself) {
        layers_[lastLayer_].caps.push_back({leftPiece_, ArcSide::Left});
        piece->caps = layers_[lastLayer_].caps.size();
    }
    if ((dashed_ && !joined) || next == start) dash_ = begin_;
    rightPiece_ = next == start ? 0 : layers_[dash_.layer].pieces.size();
    if (drawn(dash_.layer) && (next != start || (joined && dashed_)))
        layers_[dash_.layer].caps.push_back({rightPiece_, ArcSide::Right});
}

} // namespace vitrine
