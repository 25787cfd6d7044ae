// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/input_pair.h"

#include "tests/support/fake_input.h"

#include <algorithm>
#include <cstring>

namespace vitrine {

namespace {

constexpr std::array<int, 8> keys{50, 38, 39, 40, 41, 42, 43, 44}; // Shift, a, s, d…
constexpr std::uint32_t inputEvents =
    XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_KEY_RELEASE | XCB_EVENT_MASK_BUTTON_PRESS |
    XCB_EVENT_MASK_BUTTON_RELEASE | XCB_EVENT_MASK_ENTER_WINDOW | XCB_EVENT_MASK_LEAVE_WINDOW |
    XCB_EVENT_MASK_POINTER_MOTION | XCB_EVENT_MASK_BUTTON_1_MOTION |
    XCB_EVENT_MASK_BUTTON_2_MOTION | XCB_EVENT_MASK_BUTTON_MOTION | XCB_EVENT_MASK_KEYMAP_STATE |
    XCB_EVENT_MASK_FOCUS_CHANGE | XCB_EVENT_MASK_OWNER_GRAB_BUTTON;
constexpr std::uint32_t grabEvents = 0x7ffc & inputEvents;

xcb_window_t rootOf(xcb_connection_t* connection)
{
    return xcb_setup_roots_iterator(xcb_get_setup(connection)).data->root;
}

template<class T> T read(const xcb_generic_event_t& event, std::size_t offset)
{
    T value;
    std::memcpy(&value, reinterpret_cast<const char*>(&event) + offset, sizeof value);
    return value;
}

} // namespace

Actors::Actors(std::array<xcb_connection_t*, 2> clients, Fake fake, unsigned seed)
    : clients_(clients), fake_(std::move(fake)), random_(seed), root_(rootOf(clients[0]))
{
    fake_(XCB_MOTION_NOTIFY, 0, 5, 5);
    const auto add = [&](xcb_window_t parent, int x, int y, int w, int h, int border) {
        xcb_connection_t* const c = clients_[windows_.size() % 2];
        const xcb_window_t id = xcb_generate_id(c);
        const std::uint32_t overrideRedirect = 1;
        xcb_create_window(c, XCB_COPY_FROM_PARENT, id, parent, static_cast<std::int16_t>(x),
                          static_cast<std::int16_t>(y), static_cast<std::uint16_t>(w),
                          static_cast<std::uint16_t>(h), static_cast<std::uint16_t>(border),
                          XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
                          XCB_CW_OVERRIDE_REDIRECT, &overrideRedirect);
        xcb_map_window(c, id);
        heard();
        windows_.push_back(id);
    };
    add(root_, 50, 50, 300, 300, 2);
    add(windows_[0], 10, 10, 120, 200, 0);
    add(windows_[0], 150, 10, 120, 200, 3);
    add(windows_[1], 10, 10, 60, 60, 0);
    add(windows_[1], 10, 90, 60, 60, 1);
    add(windows_[3], 10, 10, 30, 30, 0);
    add(root_, 400, 50, 100, 300, 0);
    add(windows_[6], 10, 10, 60, 60, 0);
}

Actors::~Actors()
{
    for (xcb_connection_t* const c : clients_) {
        xcb_ungrab_pointer(c, XCB_CURRENT_TIME);
        xcb_ungrab_keyboard(c, XCB_CURRENT_TIME);
        xcb_ungrab_button(c, XCB_BUTTON_INDEX_ANY, root_, XCB_MOD_MASK_ANY);
        xcb_ungrab_key(c, XCB_GRAB_ANY, root_, XCB_MOD_MASK_ANY);
        const std::uint32_t nothing = 0;
        xcb_change_window_attributes(c, root_, XCB_CW_EVENT_MASK, &nothing);
    }
    heard();
    for (std::size_t key = 0; key < keys_.size(); ++key)
        if (keys_[key]) fake_(XCB_KEY_RELEASE, static_cast<int>(key), 0, 0);
    for (std::size_t button = 0; button < buttons_.size(); ++button)
        if (buttons_[button]) fake_(XCB_BUTTON_RELEASE, static_cast<int>(button), 0, 0);
    xcb_destroy_window(clients_[0], windows_[0]);
    xcb_destroy_window(clients_[0], windows_[6]);
    xcb_set_input_focus(clients_[0], XCB_INPUT_FOCUS_POINTER_ROOT, XCB_INPUT_FOCUS_POINTER_ROOT,
                        XCB_CURRENT_TIME);
    heard();
}

int Actors::number(int low, int high)
{
    return low + static_cast<int>(random_() % static_cast<unsigned>(high - low + 1));
}

xcb_window_t Actors::anyWindow()
{
    const int index = number(-1, static_cast<int>(windows_.size()) - 1);
    return index < 0 ? root_ : windows_[static_cast<std::size_t>(index)];
}

std::string Actors::name(xcb_window_t window) const
{
    if (window == root_) return "root";
    for (std::size_t i = 0; i < windows_.size(); ++i)
        if (windows_[i] == window) return "w" + std::to_string(i);
    return window == 0 ? "none" : window == 1 ? "pointer-root" : "?";
}

std::string Actors::tell(const xcb_generic_event_t& event) const
{
    static constexpr std::array<const char*, 12> names{
        "error",  "",      "KeyPress", "KeyRelease", "ButtonPress", "ButtonRelease",
        "Motion", "Enter", "Leave",    "FocusIn",    "FocusOut",    "Keymap"};
    const int code = event.response_type & 0x7f;
    const auto detail = std::to_string(read<std::uint8_t>(event, 1));
    if (code == 0)
        return "error " + detail + " of request " + std::to_string(read<std::uint8_t>(event, 10));
    if (code < 2 || code > 11) return {};
    // While the pointer is grabbed, X.Org takes the grab's window for the pointer's.
    const bool grabbed = repertoire.grabs || repertoire.passiveGrabs ||
                         std::find(buttons_.begin(), buttons_.end(), true) != buttons_.end();
    if (code == 11 && grabbed) return {}; // it comes with these events as well
    std::string text = names[static_cast<std::size_t>(code)];
    if (code == 11) {
        for (std::size_t at = 1; at < 32; ++at)
            if (const auto bits = read<std::uint8_t>(event, at))
                text += " " + std::to_string(at) + ":" + std::to_string(bits);
        return text;
    }
    text += " " + detail;
    constexpr int ofPointer = 5;
    if (code == 6 && repertoire.frozen) return {}; // told one by one or together, when it goes on
    if ((code == 9 || code == 10) && grabbed && read<std::uint8_t>(event, 1) == ofPointer)
        return {};
    if (code == 9 || code == 10)
        return text + " " + name(read<std::uint32_t>(event, 4)) + " mode " +
               std::to_string(read<std::uint8_t>(event, 8));
    // X.Org tells events that waited at the place where the pointer is when they are let go.
    if (repertoire.frozen) return text + " " + name(read<std::uint32_t>(event, 12));
    text += " " + name(read<std::uint32_t>(event, 12)) + " child " +
            name(read<std::uint32_t>(event, 16)) + " at";
    for (std::size_t at = 20; at < 28; at += 2)
        text += " " + std::to_string(read<std::int16_t>(event, at));
    text += " state " + std::to_string(read<std::uint16_t>(event, 28)) + " " +
            std::to_string(read<std::uint8_t>(event, 30));
    if (code == 7 || code == 8) text += " " + std::to_string(read<std::uint8_t>(event, 31));
    return text;
}

std::string Actors::heard()
{
    const auto sync = [](xcb_connection_t* c) {
        std::free(xcb_get_input_focus_reply(c, xcb_get_input_focus(c), nullptr));
    };
    for (xcb_connection_t* const c : clients_) sync(c); // what one did, the other may hear of
    std::string all;
    for (std::size_t i = 0; i < clients_.size(); ++i) {
        xcb_connection_t* const c = clients_[i];
        sync(c);
        std::string last;
        std::vector<std::string> events;
        while (XcbEvent event{xcb_poll_for_queued_event(c)}) events.push_back(tell(*event));
        for (std::size_t at = 0; at < events.size(); ++at) {
            const std::string& text = events[at];
            // X.Org sometimes takes a press for a repetition, and tells a release before it.
            const std::string prefix = "KeyRelease";
            if (text.starts_with(prefix) && at + 1 < events.size() &&
                events[at + 1] == "KeyPress" + text.substr(prefix.size()))
                continue;
            // Motions that waited for a frozen pointer: X.Org tells the last one several times.
            const bool again = text == last && text.starts_with("Motion");
            last = text;
            if (!text.empty() && !again)
                all += "\n    client " + std::to_string(i) + " hears " + text;
        }
    }
    return all;
}

std::string Actors::step()
{
    std::string what;
    const int choice = number(0, 19);
    if (choice < 9)
        what = hands();
    else if (choice < 12)
        what = select();
    else if (choice < 14 && repertoire.grabs)
        what = grab();
    else if (choice < 16 && repertoire.passiveGrabs)
        what = grabPassively();
    else if (choice < 17 && repertoire.focus)
        what = focus();
    else if (choice < 18 && repertoire.tree)
        what = arrange();
    else if (choice < 19 && repertoire.frozen)
        what = allow();
    else
        what = ask();
    for (xcb_connection_t* const c : clients_) xcb_flush(c);
    return what + heard();
}

std::string Actors::hands()
{
    const int choice = number(0, 5);
    // X.Org lets events that waited happen where the pointer is in the end, and not where they did.
    if (choice < 3 && !(repertoire.frozen && moved_)) {
        moved_ = true;
        const int x = number(40, 520), y = number(40, 370);
        fake_(XCB_MOTION_NOTIFY, 0, x, y);
        return "move to " + std::to_string(x) + "," + std::to_string(y);
    }
    const bool key = choice % 2 == 1;
    const int detail = key ? keys[static_cast<std::size_t>(number(0, 7))] : number(1, 3);
    const auto index = static_cast<std::size_t>(detail);
    bool& down = key ? keys_[index] : buttons_[index];
    // X.Org loses events that waited for what is down again meanwhile.
    bool& wasDown = key ? keysDone_[index] : buttonsDone_[index];
    if (repertoire.frozen && !down && wasDown) return "rest";
    wasDown = true;
    down = !down;
    fake_(key ? (down ? XCB_KEY_PRESS : XCB_KEY_RELEASE)
              : (down ? XCB_BUTTON_PRESS : XCB_BUTTON_RELEASE),
          detail, 0, 0);
    return std::string(key ? "key " : "button ") + std::to_string(detail) +
           (down ? " down" : " up");
}

std::string Actors::select()
{
    xcb_connection_t* const c = anyClient();
    const xcb_window_t window = anyWindow();
    std::uint32_t mask = inputEvents & random_();
    if (!chance(3)) mask &= ~std::uint32_t{XCB_EVENT_MASK_KEYMAP_STATE};
    if (chance(5)) {
        mask &= 0x204f; // what may be kept from propagating
        xcb_change_window_attributes(c, window, XCB_CW_DONT_PROPAGATE, &mask);
        return name(window) + " propagates not " + std::to_string(mask);
    }
    xcb_change_window_attributes(c, window, XCB_CW_EVENT_MASK, &mask);
    return "client " + std::to_string(c == clients_[1]) + " selects " + std::to_string(mask) +
           " on " + name(window);
}

std::string Actors::grab()
{
    xcb_connection_t* const c = anyClient();
    const std::string who = "client " + std::to_string(c == clients_[1]);
    const auto status = [](const auto* reply) {
        return reply ? " status " + std::to_string(reply->status) : " fails";
    };
    const xcb_window_t window = anyWindow();
    const auto ownerEvents = static_cast<std::uint8_t>(number(0, 1));
    const std::uint8_t pointerMode = mode(), keyboardMode = mode();
    const auto events = static_cast<std::uint16_t>(grabEvents & random_());
    const std::string how = " " + name(window) + " owner " + std::to_string(ownerEvents) +
                            " modes " + std::to_string(pointerMode) + std::to_string(keyboardMode);
    switch (number(0, 4)) {
    case 0: {
        const XcbReply<xcb_grab_pointer_reply_t> reply(xcb_grab_pointer_reply(
            c,
            xcb_grab_pointer(c, ownerEvents, window, events, pointerMode, keyboardMode, XCB_NONE,
                             XCB_NONE, XCB_CURRENT_TIME),
            nullptr));
        return who + " grabs pointer" + how + " events " + std::to_string(events) +
               status(reply.get());
    }
    case 1: {
        const XcbReply<xcb_grab_keyboard_reply_t> reply(xcb_grab_keyboard_reply(
            c,
            xcb_grab_keyboard(c, ownerEvents, window, XCB_CURRENT_TIME, pointerMode, keyboardMode),
            nullptr));
        return who + " grabs keyboard" + how + status(reply.get());
    }
    case 2: xcb_ungrab_pointer(c, XCB_CURRENT_TIME); return who + " ungrabs pointer";
    case 3: xcb_ungrab_keyboard(c, XCB_CURRENT_TIME); return who + " ungrabs keyboard";
    default:
        xcb_change_active_pointer_grab(c, XCB_NONE, XCB_CURRENT_TIME, events);
        return who + " changes the pointer grab to " + std::to_string(events);
    }
}

std::string Actors::grabPassively()
{
    xcb_connection_t* const c = anyClient();
    const std::string who = "client " + std::to_string(c == clients_[1]);
    const xcb_window_t window = anyWindow();
    const auto button = static_cast<std::uint8_t>(number(0, 3));
    const auto key =
        static_cast<xcb_keycode_t>(chance(4) ? 0 : keys[static_cast<std::size_t>(number(0, 3))]);
    const auto modifiers = static_cast<std::uint16_t>(chance(2) ? XCB_MOD_MASK_ANY : number(0, 1));
    const auto ownerEvents = static_cast<std::uint8_t>(number(0, 1));
    const std::uint8_t pointerMode = mode(), keyboardMode = mode();
    const auto events = static_cast<std::uint16_t>(grabEvents & random_());
    const std::string how = " on " + name(window) + " modifiers " + std::to_string(modifiers) +
                            " owner " + std::to_string(ownerEvents) + " modes " +
                            std::to_string(pointerMode) + std::to_string(keyboardMode);
    switch (number(0, 5)) {
    case 0:
    case 1:
        xcb_grab_button(c, ownerEvents, window, events, pointerMode, keyboardMode, XCB_NONE,
                        XCB_NONE, button, modifiers);
        return who + " grabs button " + std::to_string(button) + how + " events " +
               std::to_string(events);
    case 2:
    case 3:
        xcb_grab_key(c, ownerEvents, window, modifiers, key, pointerMode, keyboardMode);
        return who + " grabs key " + std::to_string(key) + how;
    case 4:
        xcb_ungrab_button(c, button, window, modifiers);
        return who + " ungrabs button " + std::to_string(button) + how;
    default:
        xcb_ungrab_key(c, key, window, modifiers);
        return who + " ungrabs key " + std::to_string(key) + how;
    }
}

std::string Actors::allow()
{
    xcb_connection_t* const c = anyClient();
    const auto how = static_cast<std::uint8_t>(number(0, 7));
    xcb_allow_events(c, how, XCB_CURRENT_TIME);
    return "client " + std::to_string(c == clients_[1]) + " allows " + std::to_string(how);
}

std::string Actors::focus()
{
    xcb_connection_t* const c = anyClient();
    const xcb_window_t window = chance(5) ? static_cast<xcb_window_t>(number(0, 1)) : anyWindow();
    const auto revert = static_cast<std::uint8_t>(number(0, 2));
    xcb_set_input_focus(c, revert, window, XCB_CURRENT_TIME);
    return "focus to " + name(window) + ", else " + std::to_string(revert);
}

std::string Actors::arrange()
{
    xcb_connection_t* const c = anyClient();
    const xcb_window_t window = windows_[static_cast<std::size_t>(number(1, 7))];
    switch (number(0, 3)) {
    case 0: xcb_unmap_window(c, window); return "unmap " + name(window);
    case 1: xcb_map_window(c, window); return "map " + name(window);
    case 2: {
        const std::uint32_t place[] = {static_cast<std::uint32_t>(number(0, 200)),
                                       static_cast<std::uint32_t>(number(0, 100))};
        xcb_configure_window(c, window, XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y, place);
        return "place " + name(window) + " at " + std::to_string(place[0]) + "," +
               std::to_string(place[1]);
    }
    default: {
        const std::uint32_t above = XCB_STACK_MODE_ABOVE;
        xcb_configure_window(c, window, XCB_CONFIG_WINDOW_STACK_MODE, &above);
        return "raise " + name(window);
    }
    }
}

std::string Actors::ask()
{
    xcb_connection_t* const c = anyClient();
    const xcb_window_t window = anyWindow();
    const XcbReply<xcb_query_pointer_reply_t> pointer(
        xcb_query_pointer_reply(c, xcb_query_pointer(c, window), nullptr));
    const XcbReply<xcb_get_input_focus_reply_t> focused(
        xcb_get_input_focus_reply(c, xcb_get_input_focus(c), nullptr));
    if (!pointer || !focused) return "no answer";
    return "ask " + name(window) + ": child " + name(pointer->child) + " at " +
           std::to_string(pointer->root_x) + "," + std::to_string(pointer->root_y) + " " +
           std::to_string(pointer->win_x) + "," + std::to_string(pointer->win_y) + " state " +
           std::to_string(pointer->mask) + " focus " + name(focused->focus) + ", else " +
           std::to_string(focused->revert_to);
}

InputPair::InputPair()
{
    const std::uint32_t off = XCB_AUTO_REPEAT_MODE_OFF;
    xcb_change_keyboard_control(hands_.c(), XCB_KB_AUTO_REPEAT_MODE, &off);
    hands_.sync();
}

std::string InputPair::compare(const Actors::Repertoire& repertoire, unsigned seed, int steps)
{
    Actors here(
        {ours_[0].c(), ours_[1].c()},
        [&](int type, int detail, int x, int y) { fakeInput(server_, type, detail, x, y); }, seed);
    Actors there(
        {theirs_[0].c(), theirs_[1].c()},
        [&](int type, int detail, int x, int y) { fakeInput(hands_.c(), type, detail, x, y); },
        seed);
    here.repertoire = there.repertoire = repertoire;
    std::string story;
    for (int i = 0; i < steps; ++i) {
        const std::string mine = here.step();
        const std::string theirs = there.step();
        story += "\n" + theirs;
        if (mine != theirs) return story + "\n but here: " + mine;
    }
    return {};
}

} // namespace vitrine
