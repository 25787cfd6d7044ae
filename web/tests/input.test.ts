// SPDX-License-Identifier: GPL-2.0-or-later
import { describe, expect, it } from "vitest";

import { buttonChanges } from "../src/input/buttons";
import { TouchGesture } from "../src/input/touch";
import { WheelSteps } from "../src/input/wheel";

describe("buttonChanges", () => {
  it("finds presses and releases between two states, in X's numbers", () => {
    expect(buttonChanges(0, 1)).toEqual([{ button: 1, pressed: true }]);
    expect(buttonChanges(1, 3)).toEqual([{ button: 3, pressed: true }]);
    expect(buttonChanges(5, 0)).toEqual([
      { button: 1, pressed: false },
      { button: 2, pressed: false },
    ]);
    expect(buttonChanges(0, 24)).toEqual([
      { button: 8, pressed: true },
      { button: 9, pressed: true },
    ]);
    expect(buttonChanges(7, 7)).toEqual([]);
  });
});

describe("WheelSteps", () => {
  it("makes one click of a hundred pixels, or three lines", () => {
    expect(new WheelSteps().add(0, 100, 0)).toEqual({ horizontal: 0, vertical: 120 });
    expect(new WheelSteps().add(0, -3, 1)).toEqual({ horizontal: 0, vertical: -120 });
  });

  it("loses nothing of many small steps", () => {
    const wheel = new WheelSteps();
    let sum = 0;
    for (let step = 0; step < 1000; step++) sum += wheel.add(0, 0.3, 0)?.vertical ?? 0;
    expect(Math.abs(sum - 360)).toBeLessThanOrEqual(1);
  });

  it("says nothing before a whole unit is reached", () => {
    expect(new WheelSteps().add(0.5, -0.5, 0)).toBeNull();
  });
});

describe("TouchGesture", () => {
  const at = { x: 50, y: 60 };

  it("makes a click of a tap", () => {
    const touch = new TouchGesture();
    expect(touch.down(1, at)).toEqual([{ kind: "move", at }]);
    expect(touch.move(1, { x: 53, y: 60 })).toEqual([]);
    expect(touch.up(1)).toEqual([
      { kind: "button", button: 1, pressed: true },
      { kind: "button", button: 1, pressed: false },
    ]);
  });

  it("makes the right button of a long press, until the finger goes", () => {
    const touch = new TouchGesture();
    touch.down(1, at);
    expect(touch.waited()).toEqual([{ kind: "button", button: 3, pressed: true }]);
    expect(touch.up(1)).toEqual([{ kind: "button", button: 3, pressed: false }]);
  });

  it("drags with the left button from where the finger was put", () => {
    const touch = new TouchGesture();
    touch.down(1, at);
    const there = { x: 90, y: 60 };
    expect(touch.move(1, there)).toEqual([
      { kind: "button", button: 1, pressed: true },
      { kind: "move", at: there },
    ]);
    expect(touch.waited()).toEqual([]);
    expect(touch.up(1)).toEqual([{ kind: "button", button: 1, pressed: false }]);
  });

  it("scrolls with two fingers and presses nothing", () => {
    const touch = new TouchGesture();
    touch.down(1, at);
    touch.down(2, { x: 80, y: 60 });
    expect(touch.move(1, { x: 50, y: 40 })).toEqual([{ kind: "scroll", by: { x: 0, y: 10 } }]);
    expect(touch.move(2, { x: 80, y: 40 })).toEqual([{ kind: "scroll", by: { x: 0, y: 10 } }]);
    expect([...touch.up(1), ...touch.up(2)]).toEqual([]);
  });

  it("releases what is held when a second finger comes, or the browser takes the touch", () => {
    const touch = new TouchGesture();
    touch.down(1, at);
    touch.move(1, { x: 99, y: 99 });
    expect(touch.down(2, at)).toEqual([{ kind: "button", button: 1, pressed: false }]);
    const other = new TouchGesture();
    other.down(1, at);
    expect(other.cancel(1)).toEqual([]);
  });
});
