// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>

namespace vitrine {

// A client broke the protocol: thrown by handlers and by the display, caught where requests are
// dispatched, and sent as an error with the request's opcodes and sequence number.
struct XError {
    std::uint8_t code;
    std::uint32_t badValue = 0;
};

// X11 protocol, section 4. `throw badWindow(id);`
inline XError badValue(std::uint32_t value)
{
    return {2, value};
}
inline XError badWindow(std::uint32_t id)
{
    return {3, id};
}
inline XError badPixmap(std::uint32_t id)
{
    return {4, id};
}
inline XError badAtom(std::uint32_t atom)
{
    return {5, atom};
}
inline XError badCursor(std::uint32_t id)
{
    return {6, id};
}
inline XError badFont(std::uint32_t id)
{
    return {7, id};
}
inline XError badMatch()
{
    return {8, 0};
}
inline XError badDrawable(std::uint32_t id)
{
    return {9, id};
}
inline XError badAccess()
{
    return {10, 0};
}
inline XError badAlloc()
{
    return {11, 0};
}
inline XError badColormap(std::uint32_t id)
{
    return {12, id};
}
inline XError badGraphicsContext(std::uint32_t id)
{
    return {13, id};
}
inline XError badIdChoice(std::uint32_t id)
{
    return {14, id};
}
inline XError badName()
{
    return {15, 0};
}
inline XError badLength()
{
    return {16, 0};
}
inline XError badImplementation()
{
    return {17, 0};
}

} // namespace vitrine
