// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/cursor.h"

#include <cstdint>
#include <optional>

namespace vitrine {

// Which picture of an animated cursor is shown. Times are the display's, in milliseconds.
class CursorAnimation {
public:
    // As nearly always: none before, and none by this cursor.
    bool shows(const CursorRef& cursor) const
    {
        return cursor == cursor_ || (!cursor_ && cursor->frames().empty());
    }
    // This cursor is shown from now on; another than before begins with its first picture. The
    // deadline may have changed.
    void show(const CursorRef& cursor, std::uint32_t now);
    // The time has come: true where the next picture is shown now.
    bool advance(std::uint32_t now);
    std::optional<std::uint32_t> deadline() const { return deadline_; }

    // What to show of a cursor: itself unless it is animated.
    CursorRef frameOf(const CursorRef& cursor) const;

private:
    void begin(std::size_t frame, std::uint32_t now);

    CursorRef cursor_; // null unless it is animated
    std::size_t frame_ = 0;
    std::optional<std::uint32_t> deadline_; // when the next one is due
};

} // namespace vitrine
