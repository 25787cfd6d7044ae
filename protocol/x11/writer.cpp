// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/x11/writer.h"

namespace vitrine::x11 {

void writeError(Writer& writer, std::uint8_t code, std::uint32_t badValue,
                std::uint16_t minorOpcode, std::uint8_t majorOpcode)
{
    writer.put(errorResponse);
    writer.put(code);
    writer.putSequence();
    writer.put(badValue);
    writer.put(minorOpcode);
    writer.put(majorOpcode);
    writer.endEvent();
}

} // namespace vitrine::x11
