// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <X11/X.h>

#include <cstddef>
#include <cstdint>
#include <span>

// The library's headers are C and use a C++ keyword as a field's name.
#ifdef __clang__
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wkeyword-macro"
#endif
#define private privateData
extern "C" {
#include <X11/fonts/font.h>
#include <X11/fonts/fontstruct.h>
#include <X11/fonts/libxfont2.h>
}
#undef private
#ifdef __clang__
#pragma clang diagnostic pop
#endif

namespace vitrine {

// The kinds of font path elements that the library knows (directories, catalogues, its built-in
// fonts); the first call starts it.
std::span<const xfont2_fpe_funcs_rec* const> xfontElementKinds();

} // namespace vitrine
