// SPDX-License-Identifier: GPL-2.0-or-later
import type { Point } from "../windows/geometry";

export type TouchOutcome =
  | { readonly kind: "move"; readonly at: Point }
  | { readonly kind: "button"; readonly button: number; readonly pressed: boolean }
  | { readonly kind: "scroll"; readonly by: Point };

const slack = 10; // a finger that moves less than this, in pixels, has only pressed
export const longPressMilliseconds = 500;

// Fingers as a mouse: a tap is a click, a long press the right button, one finger that moves drags,
// two fingers scroll. The caller tells when the time of a long press is over.
export class TouchGesture {
  private readonly fingers = new Map<number, Point>();
  private start: Point | null = null; // of a finger that has not moved or waited yet
  private held = 0; // the button that is down
  private scrolling = false;

  down(finger: number, at: Point): TouchOutcome[] {
    this.fingers.set(finger, at);
    if (this.fingers.size === 1) {
      this.start = at;
      this.scrolling = false;
      return [{ kind: "move", at }];
    }
    this.start = null;
    this.scrolling = true;
    return this.release();
  }

  move(finger: number, at: Point): TouchOutcome[] {
    const before = this.fingers.get(finger);
    if (!before) return [];
    if (this.scrolling) {
      this.fingers.set(finger, at);
      const share = this.fingers.size;
      return [
        { kind: "scroll", by: { x: (before.x - at.x) / share, y: (before.y - at.y) / share } },
      ];
    }
    if (this.start) {
      if (Math.hypot(at.x - this.start.x, at.y - this.start.y) < slack) return [];
      this.start = null;
      this.held = 1;
      this.fingers.set(finger, at);
      return [
        { kind: "button", button: 1, pressed: true },
        { kind: "move", at },
      ];
    }
    this.fingers.set(finger, at);
    return [{ kind: "move", at }];
  }

  // A finger has stayed where it was put for `longPressMilliseconds`.
  waited(): TouchOutcome[] {
    if (!this.start) return [];
    this.start = null;
    this.held = 3;
    return [{ kind: "button", button: 3, pressed: true }];
  }

  up(finger: number): TouchOutcome[] {
    if (!this.fingers.delete(finger)) return [];
    const tapped = this.start !== null;
    this.start = null;
    if (this.fingers.size > 0) return [];
    this.scrolling = false;
    if (!tapped) return this.release();
    return [
      { kind: "button", button: 1, pressed: true },
      { kind: "button", button: 1, pressed: false },
    ];
  }

  // The browser took the touch for something else: nothing was tapped.
  cancel(finger: number): TouchOutcome[] {
    this.start = null;
    return this.up(finger);
  }

  private release(): TouchOutcome[] {
    if (this.held === 0) return [];
    const button = this.held;
    this.held = 0;
    return [{ kind: "button", button, pressed: false }];
  }
}
