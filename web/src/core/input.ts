// SPDX-License-Identifier: GPL-2.0-or-later
import type { Rect } from "../windows/geometry";

// In the order of the enumerators of SurfaceAction.
export const surfaceActions = [
  "activate",
  "close",
  "moveResize",
  "minimize",
  "maximize",
  "fullScreen",
  "restore",
] as const;
export type SurfaceAction = (typeof surfaceActions)[number];

// In the order of the enumerators of TouchPhase.
export const touchPhases = ["begin", "move", "end"] as const;
export type TouchPhase = (typeof touchPhases)[number];

// What the page tells the session; protocol/ops/input.h explains each.
export type Input =
  | {
      readonly kind: "pointerMove";
      readonly surface: number;
      readonly x: number;
      readonly y: number;
    }
  | { readonly kind: "pointerButton"; readonly button: number; readonly pressed: boolean }
  | { readonly kind: "wheel"; readonly horizontal: number; readonly vertical: number }
  | {
      readonly kind: "key";
      readonly code: number;
      readonly keysym: number;
      readonly text: string;
      readonly pressed: boolean;
    }
  | { readonly kind: "releaseAll" }
  | { readonly kind: "viewport"; readonly width: number; readonly height: number }
  | {
      readonly kind: "actOnSurface";
      readonly surface: number;
      readonly action: SurfaceAction;
      readonly geometry?: Rect;
    }
  | { readonly kind: "setClipboard"; readonly text: string }
  | {
      readonly kind: "touch";
      readonly finger: number;
      readonly phase: TouchPhase;
      readonly surface: number;
      readonly x: number;
      readonly y: number;
    };
