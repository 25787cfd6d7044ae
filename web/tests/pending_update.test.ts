// SPDX-License-Identifier: GPL-2.0-or-later
import { describe, expect, it } from "vitest";

import { Damage } from "../src/link/damage";
import { PendingUpdate } from "../src/link/pending_update";
import { area, type Rect } from "../src/windows/geometry";
import { someSurface } from "./surfaces";

const size = { width: 100, height: 100 };

function covers(rects: readonly Rect[], x: number, y: number): boolean {
  return rects.some((r) => x >= r.x && x < r.x + r.width && y >= r.y && y < r.y + r.height);
}

describe("Damage", () => {
  it("joins what costs nothing to join", () => {
    const damage = new Damage();
    damage.add({ x: 0, y: 0, width: 10, height: 5 });
    damage.add({ x: 0, y: 5, width: 10, height: 5 });
    damage.add({ x: 2, y: 2, width: 3, height: 3 });
    expect(damage.take(size)).toEqual([{ x: 0, y: 0, width: 10, height: 10 }]);
    expect(damage.take(size)).toEqual([]);
  });

  it("keeps far corners apart", () => {
    const damage = new Damage();
    damage.add({ x: 0, y: 0, width: 5, height: 5 });
    damage.add({ x: 90, y: 90, width: 5, height: 5 });
    expect(damage.take(size).map(area)).toEqual([25, 25]);
  });

  it("clips to the picture and forgets what is outside", () => {
    const damage = new Damage();
    damage.add({ x: 95, y: -5, width: 10, height: 10 });
    damage.add({ x: 200, y: 0, width: 10, height: 10 });
    expect(damage.take(size)).toEqual([{ x: 95, y: 0, width: 5, height: 5 }]);
  });

  it("always covers every damaged pixel, in few rectangles", () => {
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
    for (let round = 0; round < 200; round++) {
      const damage = new Damage();
      const added = Array.from({ length: 1 + random(30) }, () => ({
        x: random(90),
        y: random(90),
        width: 1 + random(10),
        height: 1 + random(10),
      }));
      added.forEach((rect) => damage.add(rect));
      const taken = damage.take(size);
      expect(taken.length).toBeLessThanOrEqual(12);
      for (const { x, y, width, height } of added)
        for (const [px, py] of [
          [x, y],
          [x + width - 1, y + height - 1],
        ] as const)
          expect(px >= 100 || py >= 100 || covers(taken, px, py)).toBe(true);
    }
  });
});

describe("PendingUpdate", () => {
  it("keeps a surface's last state only, however many came", () => {
    const pending = new PendingUpdate();
    for (const title of ["a", "b", "c"])
      pending.add({ kind: "surfaceChanged", surface: someSurface({ id: 1, title }) });
    const { events } = pending.take();
    expect(events).toEqual([
      { kind: "surfaceChanged", surface: someSurface({ id: 1, title: "c" }) },
    ]);
    expect(pending.empty).toBe(true);
  });

  it("forgets a dropped surface's state and damage", () => {
    const pending = new PendingUpdate();
    pending.add({ kind: "surfaceChanged", surface: someSurface({ id: 1 }) });
    pending.add({ kind: "surfaceDamaged", id: 1, rect: { x: 0, y: 0, width: 5, height: 5 } });
    pending.add({ kind: "surfaceDropped", id: 1 });
    expect(pending.take()).toEqual({
      fresh: false,
      events: [{ kind: "surfaceDropped", id: 1 }],
      damaged: [],
    });
  });

  it("clips damage to the size that the surface has at last", () => {
    const pending = new PendingUpdate();
    const smaller = someSurface({ id: 1, size: { width: 20, height: 20 } });
    pending.add({ kind: "surfaceDamaged", id: 1, rect: { x: 0, y: 0, width: 90, height: 90 } });
    pending.add({ kind: "surfaceChanged", surface: smaller });
    expect(pending.take().damaged).toEqual([
      { surface: 1, rects: [{ x: 0, y: 0, width: 20, height: 20 }] },
    ]);
  });

  it("remembers sizes between updates, and starts anew with a new link", () => {
    const pending = new PendingUpdate();
    const damage = {
      kind: "surfaceDamaged",
      id: 1,
      rect: { x: 1, y: 1, width: 2, height: 2 },
    } as const;
    pending.add({ kind: "surfaceChanged", surface: someSurface({ id: 1 }) });
    pending.take();
    pending.add(damage);
    expect(pending.take().damaged).toHaveLength(1);
    pending.restart();
    pending.add(damage);
    expect(pending.take()).toEqual({ fresh: true, events: [], damaged: [] });
  });
});
