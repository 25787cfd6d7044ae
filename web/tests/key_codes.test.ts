// SPDX-License-Identifier: GPL-2.0-or-later
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { linuxCode } from "../src/input/key_codes";

describe("linuxCode", () => {
  it.each([
    ["Escape", 1],
    ["Digit1", 2],
    ["Digit0", 11],
    ["Backspace", 14],
    ["Tab", 15],
    ["KeyQ", 16],
    ["KeyP", 25],
    ["Enter", 28],
    ["ControlLeft", 29],
    ["KeyA", 30],
    ["Backquote", 41],
    ["ShiftLeft", 42],
    ["Backslash", 43],
    ["KeyZ", 44],
    ["Slash", 53],
    ["ShiftRight", 54],
    ["NumpadMultiply", 55],
    ["Space", 57],
    ["F1", 59],
    ["F10", 68],
    ["NumLock", 69],
    ["Numpad7", 71],
    ["NumpadDecimal", 83],
    ["IntlBackslash", 86],
    ["F11", 87],
    ["F12", 88],
    ["IntlRo", 89],
    ["Convert", 92],
    ["KanaMode", 93],
    ["NonConvert", 94],
    ["NumpadEnter", 96],
    ["AltRight", 100],
    ["Home", 102],
    ["ArrowUp", 103],
    ["Delete", 111],
    ["Pause", 119],
    ["NumpadComma", 121],
    ["IntlYen", 124],
    ["MetaLeft", 125],
    ["ContextMenu", 127],
    ["BrowserBack", 158],
    ["MediaTrackNext", 163],
    ["F13", 183],
    ["F24", 194],
  ])("knows %s as KEY code %i of input-event-codes.h", (name, code) => {
    expect(linuxCode(name)).toBe(code);
  });

  it("answers zero for a place it does not know", () => {
    expect(linuxCode("Fn")).toBe(0);
    expect(linuxCode("")).toBe(0);
    expect(linuxCode("toString")).toBe(0);
  });

  it("gives each place a code of its own", () => {
    const source = readFileSync(new URL("../src/input/key_codes.ts", import.meta.url), "utf8");
    const rows = [...source.matchAll(/\[\d+, "([^"]+)"\]/g)].map((row) => row[1] ?? "");
    const names = rows.join(" ").split(" ");
    expect(names.length).toBeGreaterThan(120);
    expect(new Set(names.map(linuxCode)).size).toBe(names.length);
  });
});
