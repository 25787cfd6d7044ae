// SPDX-License-Identifier: GPL-2.0-or-later
// What a viewer says, checked and applied.
#include "protocol/ops/input_codec.h"
#include "server/display/clipboard.h"
#include "server/display/display.h"
#include "server/scene/act.h"
#include "server/scene/viewer_text.h"
#include "server/viewers/viewer_session.h"

#include <utility>

namespace vitrine {
namespace {

constexpr std::uint32_t protocolVersion = 1;

} // namespace

struct ViewerSession::Receiver {
    ViewerSession& session;

    void operator()(const Hello& hello) { session.greet(hello); }
    void operator()(const Acknowledge& message) { session.acknowledge(message); }
    void operator()(const SetClipboard& message) { session.setClipboard(message.text); }
    void operator()(const SetPrimary& message) { session.setPrimary(message.text); }
    void operator()(const FollowPrimary& message) { session.followPrimary(message.follows); }
    template<class UserInput> void operator()(const UserInput& input) { session.perform(input); }
};

void ViewerSession::receive(std::span<const std::byte> bytes)
{
    if (over_) return;
    statistics_.bytesReceived += bytes.size();
    const std::optional<Input> input = decodeInput(bytes);
    if (!input) {
        fail(CloseReason::ProtocolError, "a message could not be understood");
        return;
    }
    if (greeted_ == std::holds_alternative<Hello>(*input)) {
        fail(CloseReason::ProtocolError, "Hello is the first message, and only that");
        return;
    }
    std::visit(Receiver{*this}, *input);
}

void ViewerSession::greet(const Hello& hello)
{
    if (hello.protocolVersion != protocolVersion) {
        fail(CloseReason::ProtocolError, "this server speaks version 1 of the protocol");
        return;
    }
    if (role_ >= Role::Control) act(scene_.display(), Viewport{hello.viewport});
    scene_.cut(); // what was drawn before is taken from the pixels
    greeted_ = true;
    timer_.cancel();
    if (events_.greeted) events_.greeted();
    const std::string& text = scene_.display().clipboard().text();
    if (!text.empty()) clipboard_ = viewerText(text);
    dirty_ = true;
    update();
}

void ViewerSession::acknowledge(const Acknowledge& message)
{
    if (message.frame > frames_ ||
        !pacer_.acknowledged(message.frame, std::chrono::steady_clock::now())) {
        fail(CloseReason::ProtocolError, "a frame was acknowledged that was not sent");
        return;
    }
    const std::chrono::microseconds took(message.decodeMicroseconds);
    statistics_.decodeTime = (statistics_.decodeTime * 7 + took) / 8;
    if (message.mismatches > statistics_.mismatches) {
        statistics_.mismatches = message.mismatches;
        planner_.distrust(); // it gets every pixel anew
        dirty_ = true;
    }
    catchUp();
}

void ViewerSession::setClipboard(const std::string& text)
{
    if (role_ < Role::Control) return;
    knownClipboard_ = text;
    clipboard_.reset();
    scene_.display().clipboard().setText(text);
    scene_.clipboard(text); // the other viewers have it too
}

void ViewerSession::setPrimary(const std::string& text)
{
    if (role_ < Role::Control) return;
    knownPrimary_ = text;
    primary_.reset();
    scene_.display().clipboard().setPrimary(text);
    scene_.primary(text); // the other viewers have it too
}

void ViewerSession::followPrimary(bool follows)
{
    if (std::exchange(followsPrimary_, follows) == follows) return;
    primary_.reset();
    scene_.display().clipboard().followPrimary(follows);
}

void ViewerSession::perform(const Input& input)
{
    if (role_ < Role::Control) return; // a page that only looks may still send what its user does
    ++statistics_.inputs;
    if (std::holds_alternative<Key>(input) || std::holds_alternative<PointerButton>(input))
        pressing_ = true;
    if (std::holds_alternative<ReleaseAll>(input)) pressing_ = false;
    act(scene_.display(), input);
    scene_.noteChanges();
}

} // namespace vitrine
