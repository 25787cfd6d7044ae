// SPDX-License-Identifier: GPL-2.0-or-later
import { describe, expect, it } from "vitest";

import {
  allEdges,
  allowedSize,
  fittingScale,
  intersected,
  moved,
  resized,
  shapePath,
  united,
  unlimited,
} from "../src/windows/geometry";

const start = { x: 100, y: 50, width: 400, height: 300 };
const terminal = {
  minimum: { width: 10, height: 20 },
  maximum: { width: 0, height: 0 },
  increment: { width: 6, height: 13 },
};

describe("resized", () => {
  it.each([
    ["n", { x: 100, y: 57, width: 400, height: 293 }],
    ["s", { x: 100, y: 50, width: 400, height: 307 }],
    ["w", { x: 105, y: 50, width: 395, height: 300 }],
    ["e", { x: 100, y: 50, width: 405, height: 300 }],
    ["nw", { x: 105, y: 57, width: 395, height: 293 }],
    ["ne", { x: 100, y: 57, width: 405, height: 293 }],
    ["sw", { x: 105, y: 50, width: 395, height: 307 }],
    ["se", { x: 100, y: 50, width: 405, height: 307 }],
  ])("moves the edges %s and no other", (name, expected) => {
    const edges = allEdges.find((each) => each.name === name);
    expect(edges && resized(start, edges, { x: 5, y: 7 }, unlimited)).toEqual(expected);
  });

  it("keeps the opposite edge where it is when the minimum is reached", () => {
    const limits = { ...unlimited, minimum: { width: 200, height: 150 } };
    expect(resized(start, { horizontal: -1, vertical: -1 }, { x: 900, y: 900 }, limits)).toEqual({
      x: 300,
      y: 200,
      width: 200,
      height: 150,
    });
  });

  it("never inverts a window without limits", () => {
    const small = resized(start, { horizontal: 1, vertical: 1 }, { x: -900, y: -900 }, unlimited);
    expect(small.width).toBeGreaterThan(0);
    expect(small.height).toBeGreaterThan(0);
    expect(small.x).toBe(100);
  });

  it("leaves a side that is not held as it is, even off the steps", () => {
    const odd = { ...start, height: 301 };
    const wider = resized(odd, { horizontal: 1, vertical: 0 }, { x: 20, y: 90 }, terminal);
    expect(wider.height).toBe(301);
    expect((wider.width - 10) % 6).toBe(0);
  });
});

describe("allowedSize", () => {
  it("counts steps from the minimum", () => {
    expect(allowedSize({ width: 10 + 6 * 80 + 5, height: 20 + 13 * 24 + 12 }, terminal)).toEqual({
      width: 490,
      height: 332,
    });
  });

  it("does not fall below a minimum by its steps", () => {
    expect(allowedSize({ width: 1, height: 1 }, terminal).width).toBeGreaterThanOrEqual(10);
  });

  it("obeys a maximum", () => {
    const limits = { ...unlimited, maximum: { width: 300, height: 200 } };
    expect(allowedSize({ width: 999, height: 999 }, limits)).toEqual({ width: 300, height: 200 });
  });
});

describe("moved", () => {
  const screen = { width: 1280, height: 800 };

  it("moves without changing the size", () => {
    expect(moved(start, { x: 10, y: -20 }, screen, 28)).toEqual({ ...start, x: 110, y: 30 });
  });

  it("keeps enough of a title bar on the screen to take hold of", () => {
    expect(moved(start, { x: -5000, y: -5000 }, screen, 28)).toMatchObject({ x: 48 - 400, y: 28 });
    expect(moved(start, { x: 5000, y: 5000 }, screen, 28)).toMatchObject({ x: 1280 - 48, y: 800 });
  });
});

it("fittingScale shrinks to the narrower side and never enlarges", () => {
  expect(fittingScale({ width: 2000, height: 1000 }, { width: 1000, height: 900 })).toBe(0.5);
  expect(fittingScale({ width: 800, height: 600 }, { width: 1600, height: 1200 })).toBe(1);
  expect(fittingScale({ width: 800, height: 600 }, { width: 0, height: 0 })).toBe(1);
});

it("united and intersected are the smallest around and the largest within", () => {
  const a = { x: 0, y: 0, width: 10, height: 10 };
  const b = { x: 5, y: -5, width: 10, height: 10 };
  expect(united(a, b)).toEqual({ x: 0, y: -5, width: 15, height: 15 });
  expect(intersected(a, b)).toEqual({ x: 5, y: 0, width: 5, height: 5 });
  expect(intersected(a, { ...b, x: 10 })).toMatchObject({ width: 0, height: 0 });
});

it("shapePath closes each rectangle", () => {
  const shape = [
    { x: 1, y: 2, width: 3, height: 4 },
    { x: 9, y: 9, width: 1, height: 1 },
  ];
  expect(shapePath(shape)).toBe("M1 2h3v4h-3zM9 9h1v1h-1z");
});
