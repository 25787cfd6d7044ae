// SPDX-License-Identifier: GPL-2.0-or-later
import { geometryOf, type Surface } from "../core/surface";
import type { Desktop } from "../desktop/desktop";
import { titleHeight, type Layout } from "../desktop/layout";
import { moved, resized, type Edges, type Point, type Rect, type SizeLimits } from "./geometry";

const settled = 400; // milliseconds in which the server has surely placed a dropped window

export function limitsOf(surface: Surface): SizeLimits {
  return {
    minimum: surface.minimumSize,
    maximum: surface.maximumSize,
    increment: surface.sizeIncrement,
  };
}

// Draws a window by its title bar (no edges) or by its edges, as long as the pointer is down. The
// server decides; it is asked at most once a picture.
export function dragWindow(
  start: PointerEvent,
  surface: Surface,
  edges: Edges | null,
  desktop: Desktop,
  layout: Layout,
): void {
  const handle = start.currentTarget as HTMLElement;
  const controller = new AbortController();
  const { signal } = controller;
  const origin = geometryOf(surface);
  let wish: Rect = origin;
  let asked: number | undefined;

  const ask = (): void => {
    asked = undefined;
    desktop.act(surface.id, "moveResize", wish);
  };
  const drag = (event: PointerEvent): void => {
    const by: Point = {
      x: (event.clientX - start.clientX) / layout.scale(),
      y: (event.clientY - start.clientY) / layout.scale(),
    };
    const next = edges
      ? resized(origin, edges, by, limitsOf(surface))
      : moved(origin, by, layout.screen(), titleHeight);
    if (sameRect(next, wish)) return;
    wish = next;
    if (!edges) desktop.predict(surface.id, wish);
    asked ??= requestAnimationFrame(ask);
  };
  const end = (): void => {
    controller.abort();
    if (asked !== undefined) {
      cancelAnimationFrame(asked);
      ask();
    }
    if (!edges) setTimeout(() => desktop.unpredict(), settled);
  };

  handle.setPointerCapture(start.pointerId);
  handle.addEventListener("pointermove", drag, { signal });
  for (const type of ["pointerup", "pointercancel", "lostpointercapture"] as const)
    handle.addEventListener(type, end, { signal });
}

const keyStep = 16;
const directions: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -keyStep, y: 0 },
  ArrowRight: { x: keyStep, y: 0 },
  ArrowUp: { x: 0, y: -keyStep },
  ArrowDown: { x: 0, y: keyStep },
};

// The same by arrow keys; with Shift the lower right corner moves. Null for other keys.
export function geometryByKey(event: KeyboardEvent, surface: Surface, layout: Layout): Rect | null {
  const by = directions[event.key];
  if (!by) return null;
  const geometry = geometryOf(surface);
  if (!event.shiftKey) return moved(geometry, by, layout.screen(), titleHeight);
  const { width, height } = surface.sizeIncrement;
  const steps = {
    x: Math.sign(by.x) * Math.max(keyStep, width),
    y: Math.sign(by.y) * Math.max(keyStep, height),
  };
  return resized(geometry, { horizontal: 1, vertical: 1 }, steps, limitsOf(surface));
}

function sameRect(a: Rect, b: Rect): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
