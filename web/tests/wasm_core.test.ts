// SPDX-License-Identifier: GPL-2.0-or-later
import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";

import { built } from "../../tests/end_to_end/support/build";
import type { Input } from "../src/core/input";
import { WasmCore } from "../src/core/wasm_core";

describe("the wasm core", () => {
  let core: WasmCore;
  beforeEach(async () => {
    core = await WasmCore.start(new WebAssembly.Module(readFileSync(built("VITRINE_CORE"))));
  });

  const inputs: Input[] = [
    { kind: "pointerMove", surface: 3, x: -5, y: 700 },
    { kind: "pointerButton", button: 9, pressed: true },
    { kind: "wheel", horizontal: -120, vertical: 7 },
    { kind: "key", code: 30, keysym: 0x61, text: "a", pressed: true },
    { kind: "releaseAll" },
    { kind: "viewport", width: 1280, height: 720 },
    {
      kind: "actOnSurface",
      surface: 3,
      action: "moveResize",
      geometry: { x: -10, y: 20, width: 300, height: 200 },
    },
    { kind: "setClipboard", text: "grüße, 世界" },
    { kind: "touch", finger: 2, phase: "end", surface: 3, x: 4, y: -5 },
  ];

  it("encodes every input, each kind with a number of its own", () => {
    const encoded = inputs.map((input) => core.encode(input));
    const kinds = [
      ...encoded,
      core.encodeHello({ width: 1, height: 1 }),
      core.encodeAcknowledge(1, 2),
    ].map((bytes) => bytes?.[0]);
    expect(kinds).not.toContain(undefined);
    expect(new Set(kinds).size).toBe(inputs.length + 2);
  });

  it("carries texts as UTF-8", () => {
    const text = Buffer.from("grüße, 世界");
    const bytes = core.encode({ kind: "setClipboard", text: "grüße, 世界" }) ?? new Uint8Array();
    expect(Buffer.from(bytes).includes(text)).toBe(true);
  });

  it("makes the same bytes of the same input, whatever came before", () => {
    const first = inputs.map((input) => core.encode(input));
    core.reset();
    expect(
      inputs
        .reverse()
        .map((input) => core.encode(input))
        .reverse(),
    ).toEqual(first);
  });

  it("encodes nothing that exceeds a limit of the protocol", () => {
    expect(core.encode({ kind: "setClipboard", text: "x".repeat(64 << 20) })).toBeNull();
  });

  it("refuses bytes that are no frame, and takes frames again after a reset", () => {
    const rubbish = Uint8Array.from({ length: 300 }, (_, index) => (index * 197 + 31) & 255);
    expect(core.receive(rubbish)).toBeNull();
    core.reset();
    expect(core.mismatches()).toBe(0);
    expect(core.pixels(1, { x: 0, y: 0, width: 1, height: 1 })).toBeNull();
  });
});
