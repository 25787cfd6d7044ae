// SPDX-License-Identifier: GPL-2.0-or-later
import type { Point, Rect, Size } from "../windows/geometry";

// What the server says of its windows, as the wasm core hands it over; protocol/ops/messages.h
// explains each.

// In the order of the enumerators of SurfaceRole.
export const surfaceRoles = [
  "root",
  "normal",
  "dialog",
  "utility",
  "menu",
  "tooltip",
  "splash",
  "dock",
  "desktop",
  "notification",
  "dragIcon",
] as const;
export type SurfaceRole = (typeof surfaceRoles)[number];

export enum SurfaceState {
  Mapped = 1 << 0,
  Active = 1 << 1,
  Minimized = 1 << 2,
  Maximized = 1 << 3,
  FullScreen = 1 << 4,
  Modal = 1 << 5,
  Above = 1 << 6,
  Urgent = 1 << 7,
  SkipTaskbar = 1 << 8,
  Touchable = 1 << 9,
}

export enum SurfaceAbility {
  Movable = 1 << 0,
  Resizable = 1 << 1,
  Minimizable = 1 << 2,
  Maximizable = 1 << 3,
  Closable = 1 << 4,
}

export interface Surface {
  readonly id: number;
  readonly position: Point;
  readonly size: Size; // of the image
  readonly depth: number; // of the image: 32 has alpha
  readonly role: SurfaceRole;
  readonly parent: number;
  readonly states: number;
  readonly abilities: number;
  readonly decorated: boolean;
  readonly minimumSize: Size;
  readonly maximumSize: Size;
  readonly sizeIncrement: Size;
  readonly title: string;
  readonly application: string;
  readonly shape: readonly Rect[];
}

export function is(surface: Surface, state: SurfaceState): boolean {
  return (surface.states & state) !== 0;
}

export function can(surface: Surface, ability: SurfaceAbility): boolean {
  return (surface.abilities & ability) !== 0;
}

// On the screen now: mapped and not put away.
export function isShown(surface: Surface): boolean {
  return is(surface, SurfaceState.Mapped) && !is(surface, SurfaceState.Minimized);
}

export function geometryOf(surface: Surface): Rect {
  return { ...surface.position, ...surface.size };
}
