// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/properties.h"
#include "server/requests/call.h"

#include <algorithm>

namespace vitrine {

Atom checkedAtom(Call& call, Atom atom); // or throws BadAtom

// Values are kept in the machine's order; on the wire they have the client's.
void swapUnits(std::span<std::byte> bytes, std::size_t unit);
inline bool isSwapped(const Call& call)
{
    return call.client.byteOrder() != x11::nativeOrder;
}

// The part of a property that GetProperty and its likes ask for, with what they say of it: sets
// type, format and bytesAfter of the reply. Offset and length are in units of four bytes; another
// type than the wanted one (0: any) gives no value. Throws BadValue for an offset beyond the end.
template<class Reply>
std::vector<std::byte> readProperty(Call& call, const Property& property, Atom wanted,
                                    std::uint32_t offset, std::uint32_t length, Reply& reply)
{
    reply.type = property.type;
    reply.format = property.format;
    const std::size_t size = property.bytes.size();
    reply.bytesAfter = static_cast<std::uint32_t>(size);
    if (wanted != 0 && wanted != property.type) return {};
    const std::uint64_t from = std::uint64_t{offset} * 4;
    if (from > size) throw badValue(offset);
    const auto count = std::min<std::uint64_t>(size - from, std::uint64_t{length} * 4);
    const auto begin = property.bytes.begin() + static_cast<std::ptrdiff_t>(from);
    std::vector<std::byte> value(begin, begin + static_cast<std::ptrdiff_t>(count));
    reply.bytesAfter = static_cast<std::uint32_t>(size - from - count);
    if (isSwapped(call)) swapUnits(value, property.unitBytes());
    return value;
}

} // namespace vitrine
