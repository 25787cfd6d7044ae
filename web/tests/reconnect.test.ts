// SPDX-License-Identifier: GPL-2.0-or-later
import { describe, expect, it } from "vitest";

import { Backoff, endingOf } from "../src/link/reconnect";

describe("Backoff", () => {
  it("tries at once, then waits twice as long each time, up to a limit", () => {
    const backoff = new Backoff(() => 0.5, 250, 10_000);
    const waits = Array.from({ length: 9 }, () => backoff.next());
    expect(waits).toEqual([0, 250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  });

  it("spreads by a quarter to either side", () => {
    for (const [chance, expected] of [
      [0, 188],
      [0.999, 312],
    ] as const) {
      const backoff = new Backoff(() => chance);
      backoff.next();
      expect(backoff.next()).toBe(expected);
    }
  });

  it("starts anew after a link that worked", () => {
    const backoff = new Backoff(() => 0.5);
    backoff.next();
    backoff.next();
    backoff.succeeded();
    expect(backoff.next()).toBe(0);
  });
});

it("endingOf tries again only where that may help", () => {
  expect(endingOf(1006)).toBe("retry"); // the link broke
  expect(endingOf(1008)).toBe("retry"); // too slow
  expect(endingOf(1001)).toBe("over");
  expect(endingOf(1002)).toBe("incompatible");
});
