// SPDX-License-Identifier: GPL-2.0-or-later
import type { Point, Rect, Size } from "../windows/geometry";
import type { Surface } from "./surface";

export interface Welcome {
  readonly sessionName: string;
  readonly screen: Size;
  readonly desktop: boolean;
}

// Straight alpha, RGBA, row by row.
export interface Picture extends Size {
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

export interface CursorPicture extends Picture {
  readonly id: number;
  readonly hotspot: Point;
}

// A program that was started and has no window yet.
export interface Launch {
  readonly number: number;
  readonly title: string;
  readonly application: string; // its menu entry, or its windows' class
}

// What the wasm core reports while it applies a frame, in the order of the frame's messages.
export type CoreEvent =
  | { readonly kind: "welcomed"; readonly welcome: Welcome }
  | { readonly kind: "surfaceChanged"; readonly surface: Surface }
  | { readonly kind: "surfaceDropped"; readonly id: number }
  | { readonly kind: "surfaceDamaged"; readonly id: number; readonly rect: Rect }
  | { readonly kind: "iconChanged"; readonly id: number; readonly icon: Picture }
  | { readonly kind: "restacked"; readonly ids: readonly number[] }
  | { readonly kind: "cursorShown"; readonly cursor: CursorPicture | null }
  | { readonly kind: "pointerWarped"; readonly position: Point }
  | { readonly kind: "clipboardChanged"; readonly text: string }
  | { readonly kind: "bellRang"; readonly percent: number }
  | { readonly kind: "launchChanged"; readonly launch: Launch; readonly underWay: boolean }
  | { readonly kind: "frameEnded"; readonly number: number; readonly milliseconds: number };

export function unreachable(never: never): never {
  throw new Error(`nobody handles ${JSON.stringify(never)}`);
}
