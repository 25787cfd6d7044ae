// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/drawn_sink.h"

#include "protocol/ops/extent.h"
#include "server/display/display.h"

namespace vitrine {

namespace {

ImageId targetOf(const Record& record)
{
    if (const auto* damage = std::get_if<Damage>(&record)) return damage->target;
    return targetOf(std::get<Op>(record));
}

Region extent(const Record& record, const Images& images, const Glyphs& glyphs)
{
    if (const auto* damage = std::get_if<Damage>(&record)) return damage->rect;
    return Region(extentOf(std::get<Op>(record), images, glyphs).writes);
}

} // namespace

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

void DrawnSink::record(Record record)
{
    const ImageId target = targetOf(record);
    const auto listeners = listened() ? listenersTo(target) : std::vector<DrawnListener*>();
    const Region where =
        listeners.empty() ? Region() : extent(record, display_.images(), display_.glyphs());
    if (next_ && next_->wanted()) next_->record(std::move(record));
    for (DrawnListener* listener : listeners) listener->drawn(target, where);
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
