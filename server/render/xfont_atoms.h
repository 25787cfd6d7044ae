// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace vitrine {

// libXfont2 names properties by atoms of its own. Its callbacks carry no context, so the table is
// the process's. Empty where there is no such atom.
const std::string& xfontAtomName(std::uint32_t atom);

} // namespace vitrine
