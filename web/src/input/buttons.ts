// SPDX-License-Identifier: GPL-2.0-or-later

// The bits of PointerEvent.buttons (Pointer Events, "buttons") and X11's numbers for them.
const bits: readonly (readonly [bit: number, button: number])[] = [
  [1, 1],
  [4, 2],
  [2, 3],
  [8, 8],
  [16, 9],
];

export interface ButtonChange {
  readonly button: number;
  readonly pressed: boolean;
}

// What has happened between two states of the buttons. A second button that goes down while the
// first is held comes as a move, so only the states are to be trusted.
export function buttonChanges(before: number, after: number): ButtonChange[] {
  return bits
    .filter(([bit]) => ((before ^ after) & bit) !== 0)
    .map(([bit, button]) => ({ button, pressed: (after & bit) !== 0 }));
}
