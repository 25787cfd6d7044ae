// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/input/cursor_animation.h"

#include <algorithm>

namespace vitrine {

namespace {
constexpr std::uint32_t shortest = 20; // milliseconds; nobody sees more pictures a second
}

void CursorAnimation::show(const CursorRef& cursor, std::uint32_t now)
{
    if (shows(cursor)) return;
    cursor_ = cursor->frames().empty() ? nullptr : cursor;
    begin(0, now);
}

bool CursorAnimation::advance(std::uint32_t now)
{
    if (!deadline_ || static_cast<std::int32_t>(now - *deadline_) < 0) return false;
    begin((frame_ + 1) % cursor_->frames().size(), now);
    return true;
}

void CursorAnimation::begin(std::size_t frame, std::uint32_t now)
{
    frame_ = frame;
    deadline_.reset();
    if (!cursor_ || cursor_->frames().size() < 2) return;
    const std::uint32_t time = cursor_->frames()[frame].milliseconds;
    constexpr std::uint32_t longest = 1u << 30; // times are compared as differences
    if (time != 0) deadline_ = now + std::clamp(time, shortest, longest);
}

CursorRef CursorAnimation::frameOf(const CursorRef& cursor) const
{
    const auto frames = cursor->frames();
    if (frames.empty()) return cursor;
    return frames[cursor == cursor_ ? frame_ : 0].cursor;
}

} // namespace vitrine
