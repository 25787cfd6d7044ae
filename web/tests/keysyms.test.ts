// SPDX-License-Identifier: GPL-2.0-or-later
import { describe, expect, it } from "vitest";

import { keysymOfCharacter, keysymOfKey } from "../src/input/keysyms";

const standard = 0;
const left = 1;
const right = 2;
const numberPad = 3;

describe("keysymOfCharacter", () => {
  it("is the code point for Latin-1", () => {
    expect(keysymOfCharacter("a")).toBe(0x61);
    expect(keysymOfCharacter(" ")).toBe(0x20);
    expect(keysymOfCharacter("é")).toBe(0xe9);
  });

  it("is the code point with bit 24 beyond it", () => {
    expect(keysymOfCharacter("€")).toBe(0x010020ac);
    expect(keysymOfCharacter("Ж")).toBe(0x01000416);
    expect(keysymOfCharacter("😀")).toBe(0x0101f600);
  });

  it("is zero for control characters, no character, or several", () => {
    expect(keysymOfCharacter("\n")).toBe(0);
    expect(keysymOfCharacter("\u0085")).toBe(0);
    expect(keysymOfCharacter("")).toBe(0);
    expect(keysymOfCharacter("ab")).toBe(0);
  });
});

describe("keysymOfKey", () => {
  it("names keys as keysymdef.h does", () => {
    expect(keysymOfKey("Enter", standard)).toBe(0xff0d);
    expect(keysymOfKey("ArrowLeft", standard)).toBe(0xff51);
    expect(keysymOfKey("F1", standard)).toBe(0xffbe);
    expect(keysymOfKey("F12", standard)).toBe(0xffc9);
    expect(keysymOfKey("AltGraph", right)).toBe(0xfe03);
  });

  it("tells left from right", () => {
    expect(keysymOfKey("Shift", left)).toBe(0xffe1);
    expect(keysymOfKey("Shift", right)).toBe(0xffe2);
    expect(keysymOfKey("Control", right)).toBe(0xffe4);
  });

  it("tells the number pad from the rest", () => {
    expect(keysymOfKey("Enter", numberPad)).toBe(0xff8d);
    expect(keysymOfKey("7", numberPad)).toBe(0xffb7);
    expect(keysymOfKey("7", standard)).toBe(0x37);
    expect(keysymOfKey("Home", numberPad)).toBe(0xff95);
    expect(keysymOfKey("+", numberPad)).toBe(0xffab);
  });

  it("is zero for keys that X has no name for", () => {
    expect(keysymOfKey("Unidentified", standard)).toBe(0);
    expect(keysymOfKey("Fn", standard)).toBe(0);
    expect(keysymOfKey("constructor", standard)).toBe(0);
  });
});
