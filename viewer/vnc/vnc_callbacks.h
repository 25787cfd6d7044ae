// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

struct _rfbClient;

namespace vitrine {

class VncLink;
struct VncOptions;

// Sets up a client of libvncclient to tell `link`, which outlives it, and to keep to our bounds.
void prepare(_rfbClient& client, VncLink& link, const VncOptions& options, const std::string& host);

// Frees it and all that the library leaves to us.
void cleanUp(_rfbClient& client);

// The last error the library reported on this thread: it has no other way to tell.
std::string& vncErrorText();

} // namespace vitrine
