// SPDX-License-Identifier: GPL-2.0-or-later
// "X Input Device Extension", version 2.3.
#include "server/requests/extensions/registry.h"
#include "server/requests/extensions/xinput/version1/version1.h"
#include "server/requests/extensions/xinput/xinput.h"

#include "x11/xinput_dispatch.h"

namespace vitrine {

namespace wire = x11::xinput;

// Of a feedback that no device has, nobody knows the length: it is refused before its parsing.
static void checkFeedback(Call& call, const x11::Frame& frame)
{
    constexpr std::size_t device = 8, kind = 9, least = 16; // bytes
    if (frame.minor() != wire::ChangeFeedbackControl::opcode || frame.bytes.size() < least) return;
    if (std::to_integer<std::uint8_t>(frame.bytes[kind]) <= wire::FeedbackClass::Bell) return;
    xi::checkDevice(call, std::to_integer<std::uint8_t>(frame.bytes[device]));
    throw badMatch();
}

static void dispatchXInput(Call& call, const x11::Frame& frame)
{
    checkFeedback(call, frame);
    wire::dispatch(call, frame);
}

static constexpr auto table = wire::requestTable<Call>();
extern const Extension xinput;
const Extension xinput{wire::extension, &dispatchXInput, table};

} // namespace vitrine
