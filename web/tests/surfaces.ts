// SPDX-License-Identifier: GPL-2.0-or-later
import { SurfaceAbility, SurfaceState, type Surface } from "../src/core/surface";

const none = { width: 0, height: 0 };

// An ordinary window, but for what a test names.
export function someSurface(but: Partial<Surface> & { id: number }): Surface {
  return {
    size: { width: 100, height: 100 },
    depth: 24,
    position: { x: 0, y: 0 },
    role: "normal",
    parent: 0,
    states: SurfaceState.Mapped,
    abilities:
      SurfaceAbility.Movable |
      SurfaceAbility.Resizable |
      SurfaceAbility.Minimizable |
      SurfaceAbility.Maximizable |
      SurfaceAbility.Closable,
    decorated: true,
    minimumSize: none,
    maximumSize: none,
    sizeIncrement: none,
    title: "Window",
    application: "Test",
    shape: [],
    ...but,
  };
}
