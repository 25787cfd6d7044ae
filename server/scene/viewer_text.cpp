// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/scene/viewer_text.h"

#include "protocol/ops/limits.h"
#include "protocol/wire/utf8.h"
#include "server/display/latin1.h"

namespace vitrine {

std::string viewerText(std::string text)
{
    if (!isUtf8(text)) text = utf8FromLatin1(text);
    if (text.size() <= limits::stringBytes) return text;
    std::size_t end = limits::stringBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    text.resize(end);
    return text;
}

} // namespace vitrine
