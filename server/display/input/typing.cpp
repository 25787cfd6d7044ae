// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/input/typing.h"

#include "server/display/display.h"
#include "server/display/input/focus.h"
#include "server/display/input/grabs.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/pointer.h"
#include "server/display/policy/policy.h"
#include "server/display/xkb/xkb_clients.h"

#include <algorithm>

namespace vitrine {

namespace {

constexpr std::size_t mostWaiting = 1 << 17;       // keys down and up; more is no typing
constexpr int mostAtOnce = 128;                    // of them
constexpr std::uint32_t patienceWithAnswer = 2000; // milliseconds
constexpr std::uint32_t patienceWithout = 250;

} // namespace

Typing::Typing(Display& display, Keyboard& keyboard, std::function<void(const KeyStep&)> press)
    : display_(display), keyboard_(keyboard), keys_(keyboard), press_(std::move(press)),
      patience_(display.timers(), [this] { read(); }), next_(display.timers(), [this] { go(); })
{
}

void Typing::type(const Key& key)
{
    const bool text = !key.keysym && !key.code;
    for (const Key& one : text ? keysOf(key.pressed ? key.text : "") : std::vector{key})
        if (waiting_.size() < mostWaiting) waiting_.push_back(one);
    if (!next_.isSet()) go();
}

void Typing::releaseAll()
{
    waiting_.push_back(ReleaseAll{});
    if (!next_.isSet()) go();
}

void Typing::go()
{
    for (int done = 0; !waiting_.empty(); ++done) {
        const auto* const key = std::get_if<Key>(&waiting_.front());
        if (done == mostAtOnce || (key && looksRepeated(*key))) {
            next_.after(1);
            break;
        }
        if (key && keys_.missing(*key) && !lend()) break;
        if (key && !key->pressed) released_ = {key->keysym, display_.now()};
        const std::vector<KeyStep> steps = key ? keys_.steps(*key) : keys_.releaseAll();
        waiting_.pop_front();
        for (const KeyStep& step : steps) {
            if (keyboard_.keymap().isLent(step.keycode)) used_.set(step.keycode);
            press_(step);
        }
    }
    if (!question_ && used_.any()) askWhetherRead();
}

// Toolkits take a key that goes up and down within a millisecond for one that repeats itself.
bool Typing::looksRepeated(const Key& key) const
{
    return key.pressed && released_ == Released{key.keysym, display_.now()};
}

// To as much as possible of what waits: programs learn a new keymap once.
bool Typing::lend()
{
    // Xlib forgets a change of the keymap that it hears of while it asks for the one before.
    if (question_) return false;
    constexpr std::size_t most = 128;
    std::vector<Keysym> wanted;
    for (const auto& entry : waiting_) {
        const auto* const key = std::get_if<Key>(&entry);
        const bool known = !key || !key->pressed ||
                           std::find(wanted.begin(), wanted.end(), key->keysym) != wanted.end();
        if (known) continue;
        if (wanted.size() == most) break;
        if (const Keysym keysym = keys_.missing(*key)) wanted.push_back(keysym);
    }
    InputDevices& input = display_.input();
    const std::vector<Keycode> lent =
        keyboard_.lend(wanted, used_ | input.grabs().passive().grabbedKeys());
    if (lent.empty()) return used_.none(); // then no waiting helps
    const auto [first, last] = std::minmax_element(lent.begin(), lent.end());
    input.xkbClients().tellKeysyms(*first, static_cast<std::uint8_t>(*last - *first + 1));
    return true;
}

void Typing::askWhetherRead()
{
    const Xid focus = display_.input().focus().id();
    Window* const window = focus == Focus::pointerRoot ? &display_.input().pointer().window()
                                                       : display_.resources().find<Window>(focus);
    question_ = Question{window ? display_.policy().ping(*window) : 0, display_.now()};
    used_.reset();
    patience_.after(question_->window ? patienceWithAnswer : patienceWithout);
}

void Typing::answered(Xid window, std::uint32_t time)
{
    if (question_ && window != 0 && question_->window == window && question_->time == time) read();
}

void Typing::read()
{
    question_.reset();
    patience_.stop();
    if (!next_.isSet()) go();
}

} // namespace vitrine
