// SPDX-License-Identifier: GPL-2.0-or-later

const click = 120; // units of one click of a wheel

// How many units one unit of WheelEvent.deltaMode is worth: a click is 100 pixels, or 3 lines.
const unitsOf: Readonly<Record<number, number>> = {
  0: click / 100, // DOM_DELTA_PIXEL
  1: click / 3, // DOM_DELTA_LINE
  2: click * 5, // DOM_DELTA_PAGE
};

export interface WheelUnits {
  readonly horizontal: number;
  readonly vertical: number;
}

// Turns wheel events into whole units and keeps what is left over, so that a trackpad's small steps
// add up to the way its fingers went.
export class WheelSteps {
  private horizontal = 0;
  private vertical = 0;

  // Null where it is not yet a unit.
  add(deltaX: number, deltaY: number, deltaMode: number): WheelUnits | null {
    const units = unitsOf[deltaMode] ?? 1;
    this.horizontal += deltaX * units;
    this.vertical += deltaY * units;
    const whole = { horizontal: Math.trunc(this.horizontal), vertical: Math.trunc(this.vertical) };
    this.horizontal -= whole.horizontal;
    this.vertical -= whole.vertical;
    return whole.horizontal === 0 && whole.vertical === 0
      ? null
      : { horizontal: whole.horizontal + 0, vertical: whole.vertical + 0 };
  }
}
