// SPDX-License-Identifier: GPL-2.0-or-later

// KeyboardEvent.code names a key by its place on the board (UI Events KeyboardEvent code Values);
// Linux numbers the same places in input-event-codes.h. Rows that count up are written as rows.
const rows: readonly (readonly [first: number, names: string])[] = [
  [
    1,
    "Escape Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal Backspace",
  ],
  [15, "Tab KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight Enter"],
  [29, "ControlLeft KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backquote"],
  [42, "ShiftLeft Backslash KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash ShiftRight"],
  [55, "NumpadMultiply AltLeft Space CapsLock F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 NumLock ScrollLock"],
  [71, "Numpad7 Numpad8 Numpad9 NumpadSubtract Numpad4 Numpad5 Numpad6 NumpadAdd"],
  [79, "Numpad1 Numpad2 Numpad3 Numpad0 NumpadDecimal"],
  [86, "IntlBackslash F11 F12 IntlRo Lang3 Lang4 Convert KanaMode NonConvert"],
  [96, "NumpadEnter ControlRight NumpadDivide PrintScreen AltRight"],
  [102, "Home ArrowUp PageUp ArrowLeft ArrowRight End ArrowDown PageDown Insert Delete"],
  [113, "AudioVolumeMute AudioVolumeDown AudioVolumeUp Power NumpadEqual"],
  [119, "Pause"],
  [121, "NumpadComma Lang1 Lang2 IntlYen MetaLeft MetaRight ContextMenu"],
  [128, "BrowserStop Again Props Undo Select Copy Open Paste Find Cut Help"],
  [140, "LaunchApp2"],
  [142, "Sleep WakeUp"],
  [144, "LaunchApp1"],
  [155, "LaunchMail BrowserFavorites"],
  [158, "BrowserBack BrowserForward"],
  [161, "Eject"],
  [163, "MediaTrackNext MediaPlayPause MediaTrackPrevious MediaStop"],
  [172, "BrowserHome BrowserRefresh"],
  [179, "NumpadParenLeft NumpadParenRight"],
  [183, "F13 F14 F15 F16 F17 F18 F19 F20 F21 F22 F23 F24"],
  [217, "BrowserSearch"],
];

const codes: ReadonlyMap<string, number> = new Map(
  rows.flatMap(([first, names]) =>
    names.split(" ").map((name, index): [string, number] => [name, first + index]),
  ),
);

// Names that some browsers use for the same places.
const aliases: ReadonlyMap<string, string> = new Map([
  ["OSLeft", "MetaLeft"],
  ["OSRight", "MetaRight"],
  ["VolumeMute", "AudioVolumeMute"],
  ["VolumeDown", "AudioVolumeDown"],
  ["VolumeUp", "AudioVolumeUp"],
  ["NumpadStar", "NumpadMultiply"],
]);

// The Linux input event code of a key's place; zero where there is none.
export function linuxCode(code: string): number {
  return codes.get(aliases.get(code) ?? code) ?? 0;
}
