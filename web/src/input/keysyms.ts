// SPDX-License-Identifier: GPL-2.0-or-later

// X11 keysyms (keysymdef.h) of KeyboardEvent.key's named values. Two numbers: the left key's and
// the right one's.
const named: Readonly<Record<string, number | readonly [number, number]>> = {
  Backspace: 0xff08,
  Tab: 0xff09,
  Clear: 0xff0b,
  Enter: 0xff0d,
  Pause: 0xff13,
  ScrollLock: 0xff14,
  Escape: 0xff1b,
  Compose: 0xff20,
  KanjiMode: 0xff21,
  NonConvert: 0xff22,
  Convert: 0xff23,
  Romaji: 0xff24,
  Hiragana: 0xff25,
  Katakana: 0xff26,
  HiraganaKatakana: 0xff27,
  Zenkaku: 0xff28,
  Hankaku: 0xff29,
  ZenkakuHankaku: 0xff2a,
  KanaMode: 0xff2e,
  Eisu: 0xff30,
  HangulMode: 0xff31,
  HanjaMode: 0xff34,
  Home: 0xff50,
  ArrowLeft: 0xff51,
  ArrowUp: 0xff52,
  ArrowRight: 0xff53,
  ArrowDown: 0xff54,
  PageUp: 0xff55,
  PageDown: 0xff56,
  End: 0xff57,
  Select: 0xff60,
  PrintScreen: 0xff61,
  Execute: 0xff62,
  Insert: 0xff63,
  Undo: 0xff65,
  Redo: 0xff66,
  ContextMenu: 0xff67,
  Find: 0xff68,
  Cancel: 0xff69,
  Help: 0xff6a,
  ModeChange: 0xff7e,
  NumLock: 0xff7f,
  Shift: [0xffe1, 0xffe2],
  Control: [0xffe3, 0xffe4],
  CapsLock: 0xffe5,
  Alt: [0xffe9, 0xffea],
  Meta: [0xffeb, 0xffec],
  OS: [0xffeb, 0xffec],
  Super: [0xffeb, 0xffec],
  Hyper: [0xffed, 0xffee],
  AltGraph: 0xfe03,
  Delete: 0xffff,
  AudioVolumeDown: 0x1008ff11,
  AudioVolumeMute: 0x1008ff12,
  AudioVolumeUp: 0x1008ff13,
  MediaPlayPause: 0x1008ff14,
  MediaStop: 0x1008ff15,
  MediaTrackPrevious: 0x1008ff16,
  MediaTrackNext: 0x1008ff17,
  BrowserHome: 0x1008ff18,
  BrowserBack: 0x1008ff26,
  BrowserForward: 0x1008ff27,
  BrowserRefresh: 0x1008ff29,
  BrowserSearch: 0x1008ff1b,
};

// On the number pad the same names mean other keysyms: KP_Home and so on.
const onNumberPad: Readonly<Record<string, number>> = {
  Enter: 0xff8d,
  Home: 0xff95,
  ArrowLeft: 0xff96,
  ArrowUp: 0xff97,
  ArrowRight: 0xff98,
  ArrowDown: 0xff99,
  PageUp: 0xff9a,
  PageDown: 0xff9b,
  End: 0xff9c,
  Clear: 0xff9d,
  Insert: 0xff9e,
  Delete: 0xff9f,
  "*": 0xffaa,
  "+": 0xffab,
  ",": 0xffac,
  "-": 0xffad,
  ".": 0xffae,
  "/": 0xffaf,
  "=": 0xffbd,
};

// KeyboardEvent.location.
const rightSide = 2;
const numberPad = 3;

// The keysym of one character: Latin-1 as it is, the rest by the Unicode rule of appendix A of the
// X protocol. Zero where the text is not exactly one character.
export function keysymOfCharacter(text: string): number {
  const point = text.codePointAt(0);
  if (point === undefined || String.fromCodePoint(point) !== text) return 0;
  const latin1 = (point >= 0x20 && point <= 0x7e) || (point >= 0xa0 && point <= 0xff);
  return latin1 ? point : point > 0xff ? 0x01000000 | point : 0;
}

// The keysym of a KeyboardEvent's `key` at its `location`; zero where there is none.
export function keysymOfKey(key: string, location: number): number {
  if (location === numberPad) {
    if (key >= "0" && key <= "9" && key.length === 1) return 0xffb0 + Number(key);
    const keysym = onNumberPad[key];
    if (keysym !== undefined) return keysym;
  }
  const functionKey = /^F(\d{1,2})$/.exec(key);
  if (functionKey) return 0xffbd + Number(functionKey[1]);
  if (Object.hasOwn(named, key)) {
    const keysym = named[key];
    if (typeof keysym === "number") return keysym;
    if (keysym) return keysym[location === rightSide ? 1 : 0];
  }
  return keysymOfCharacter(key);
}
