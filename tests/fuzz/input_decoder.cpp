// SPDX-License-Identifier: GPL-2.0-or-later
// links: vitrine_ops
//
// A hostile viewer: whatever decodes, encodes to a message that decodes to the same.
#include "protocol/ops/input_codec.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    const auto input = vitrine::decodeInput(std::as_bytes(std::span(bytes, size)));
    if (input && vitrine::decodeInput(vitrine::encodeInput(*input)) != input) std::abort();
    return 0;
}
