// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace vitrine {

// One member of an op or message, listed once in its `fields`: codec, trace, equality and the table
// in protocol/README.md follow from that list. Fields travel in the order of the list.
template<class Struct, class Type> struct Field {
    std::string_view name;
    Type Struct::*member;
};
template<class Struct, class Type> Field(const char*, Type Struct::*) -> Field<Struct, Type>;

} // namespace vitrine
