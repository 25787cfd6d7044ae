// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/drawn_sink.h"

#include "protocol/ops/extent.h"
#include "server/display/display.h"

namespace vitrine {

void DrawnSink::listen(ImageId image, DrawnListener& listener)
{
    listeners_[image.value].push_back(&listener);
}

void DrawnSink::leave(ImageId image, DrawnListener& listener)
{
    const auto found = listeners_.find(image.value);
    if (found == listeners_.end()) return;
    std::erase(found->second, &listener);
    if (found->second.empty()) listeners_.erase(found);
}

std::vector<DrawnListener*> DrawnSink::listenersTo(ImageId image) const
{
    std::vector<DrawnListener*> result;
    if (const auto found = listeners_.find(image.value); found != listeners_.end())
        result = found->second;
    for (DrawnListener* listener : toAll_)
        if (listener->concerns(image)) result.push_back(listener);
    return result;
}

void DrawnSink::record(Op&& op)
{
    const ImageId target = targetOf(op);
    const auto listeners = listened() ? listenersTo(target) : std::vector<DrawnListener*>();
    const Region where = listeners.empty()
                             ? Region()
                             : Region(extentOf(op, display_.images(), display_.glyphs()).writes);
    if (next_ && next_->wanted()) next_->record(std::move(op));
    for (DrawnListener* listener : listeners) listener->drawn(target, where);
}

void DrawnSink::touched(ImageId target, const Rect& place)
{
    if (next_ && next_->wanted()) next_->touched(target, place);
    if (!listened()) return;
    for (DrawnListener* listener : listenersTo(target)) listener->drawn(target, place);
}

void DrawnSink::imageDefined(ImageId id, Size size, int depth)
{
    if (next_) next_->imageDefined(id, size, depth);
}

void DrawnSink::imageDropped(ImageId id)
{
    if (next_) next_->imageDropped(id);
}

void DrawnSink::glyphDefined(GlyphId id)
{
    if (next_) next_->glyphDefined(id);
}

void DrawnSink::glyphDropped(GlyphId id)
{
    if (next_) next_->glyphDropped(id);
}

} // namespace vitrine
