// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/widgets/keys.h"

#include <QKeyEvent>
#include <algorithm>
#include <array>
#include <utility>

namespace vitrine {

namespace {

constexpr std::uint32_t evdevOffset = 8; // X11 keycodes are evdev's codes and 8
constexpr std::uint32_t unicodeKeysym = 0x1000000;

// Keys without text, for platforms that tell no keysym.
constexpr auto named = std::to_array<std::pair<Qt::Key, std::uint32_t>>({
    {Qt::Key_Escape, 0xff1b},     {Qt::Key_Tab, 0xff09},      {Qt::Key_Backtab, 0xfe20},
    {Qt::Key_Backspace, 0xff08},  {Qt::Key_Return, 0xff0d},   {Qt::Key_Enter, 0xff8d},
    {Qt::Key_Insert, 0xff63},     {Qt::Key_Delete, 0xffff},   {Qt::Key_Pause, 0xff13},
    {Qt::Key_Print, 0xff61},      {Qt::Key_SysReq, 0xff15},   {Qt::Key_Clear, 0xff0b},
    {Qt::Key_Home, 0xff50},       {Qt::Key_End, 0xff57},      {Qt::Key_Left, 0xff51},
    {Qt::Key_Up, 0xff52},         {Qt::Key_Right, 0xff53},    {Qt::Key_Down, 0xff54},
    {Qt::Key_PageUp, 0xff55},     {Qt::Key_PageDown, 0xff56}, {Qt::Key_Shift, 0xffe1},
    {Qt::Key_Control, 0xffe3},    {Qt::Key_Meta, 0xffeb},     {Qt::Key_Alt, 0xffe9},
    {Qt::Key_AltGr, 0xfe03},      {Qt::Key_CapsLock, 0xffe5}, {Qt::Key_NumLock, 0xff7f},
    {Qt::Key_ScrollLock, 0xff14}, {Qt::Key_Super_L, 0xffeb},  {Qt::Key_Super_R, 0xffec},
    {Qt::Key_Menu, 0xff67},
});

std::uint32_t meaning(const QKeyEvent& event)
{
    const auto key = static_cast<Qt::Key>(event.key());
    if (key >= Qt::Key_F1 && key <= Qt::Key_F35)
        return 0xffbe + static_cast<std::uint32_t>(key - Qt::Key_F1);
    const auto* found = std::find_if(named.begin(), named.end(),
                                     [&](const auto& entry) { return entry.first == key; });
    if (found != named.end()) return found->second;
    const auto characters = event.text().toUcs4();
    if (characters.size() == 1 && characters[0] >= 0x20) return keysymOf(characters[0]);
    if (key < 0x20 || key > 0x10ffff) return 0;
    return keysymOf(QChar::toLower(static_cast<char32_t>(key)));
}

} // namespace

std::uint32_t keysymOf(char32_t character)
{
    const bool latin1 =
        (character >= 0x20 && character < 0x7f) || (character >= 0xa0 && character <= 0xff);
    return latin1 ? character : unicodeKeysym | character;
}

Key toKey(const QKeyEvent& event)
{
    const std::uint32_t scanCode = event.nativeScanCode();
    const std::uint32_t keysym = event.nativeVirtualKey();
    const bool pressed = event.type() == QEvent::KeyPress;
    const bool typed = pressed && !event.text().isEmpty() && event.text().at(0).isPrint();
    return {
        .code = scanCode > evdevOffset ? scanCode - evdevOffset : 0,
        .keysym = keysym != 0 ? keysym : meaning(event),
        .text = typed ? event.text().toStdString() : std::string(),
        .pressed = pressed,
    };
}

} // namespace vitrine
