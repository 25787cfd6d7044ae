// SPDX-License-Identifier: GPL-2.0-or-later
import { area, intersected, united, type Rect, type Size } from "../windows/geometry";

const mostRects = 12;

// The part of one picture that has changed since it was last shown: a few rectangles that together
// hold all damage, and little else. They may touch, so a pixel is rarely copied twice.
export class Damage {
  private rects: Rect[] = [];

  add(rect: Rect): void {
    if (area(rect) === 0) return;
    let grown = rect;
    // Join what costs nothing to join: the union is no larger than the two apart.
    for (let index = 0; index < this.rects.length; ) {
      const other = this.rects[index];
      if (other && area(united(other, grown)) <= area(other) + area(grown)) {
        grown = united(other, grown);
        this.rects.splice(index, 1);
        index = 0;
      } else {
        index++;
      }
    }
    this.rects.push(grown);
    if (this.rects.length > mostRects) this.rects = [this.rects.reduce(united)];
  }

  // Hands out what is damaged inside a picture of that size, and forgets it.
  take(size: Size): Rect[] {
    const bounds = { x: 0, y: 0, ...size };
    const taken = this.rects
      .map((rect) => intersected(rect, bounds))
      .filter((rect) => area(rect) > 0);
    this.rects = [];
    return taken;
  }
}
