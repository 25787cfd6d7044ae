// SPDX-License-Identifier: GPL-2.0-or-later

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rect extends Point, Size {}

// Which sides of a window its user holds: -1 left or top, 1 right or bottom, 0 neither.
export interface Edges {
  readonly horizontal: -1 | 0 | 1;
  readonly vertical: -1 | 0 | 1;
}

export const allEdges: readonly (Edges & { readonly name: string })[] = [
  { name: "n", horizontal: 0, vertical: -1 },
  { name: "s", horizontal: 0, vertical: 1 },
  { name: "w", horizontal: -1, vertical: 0 },
  { name: "e", horizontal: 1, vertical: 0 },
  { name: "nw", horizontal: -1, vertical: -1 },
  { name: "ne", horizontal: 1, vertical: -1 },
  { name: "sw", horizontal: -1, vertical: 1 },
  { name: "se", horizontal: 1, vertical: 1 },
];

// What a program allows its window's size to be (ICCCM 4.1.2.3); zero: no limit, any step.
export interface SizeLimits {
  readonly minimum: Size;
  readonly maximum: Size;
  readonly increment: Size;
}

export const unlimited: SizeLimits = {
  minimum: { width: 0, height: 0 },
  maximum: { width: 0, height: 0 },
  increment: { width: 0, height: 0 },
};

const smallest = 16; // a window below this can no longer be taken hold of
const largest = 32767; // X11's coordinates end there

// One side's allowed length next to the wished one. Steps count from the minimum, so that a
// terminal keeps whole columns.
function allowedLength(wish: number, minimum: number, maximum: number, step: number): number {
  const low = Math.max(minimum, smallest);
  const high = Math.max(low, maximum > 0 ? maximum : largest);
  const length = Math.min(Math.max(Math.round(wish), low), high);
  if (step <= 1) return length;
  const stepped = minimum + Math.floor((length - minimum) / step) * step;
  return stepped < low ? stepped + step : stepped;
}

export function allowedSize(wish: Size, limits: SizeLimits): Size {
  const { minimum, maximum, increment } = limits;
  return {
    width: allowedLength(wish.width, minimum.width, maximum.width, increment.width),
    height: allowedLength(wish.height, minimum.height, maximum.height, increment.height),
  };
}

// Where a window is after its user drew the held edges by `by`: the opposite edges stay.
export function resized(start: Rect, edges: Edges, by: Point, limits: SizeLimits): Rect {
  const wish = {
    width: start.width + edges.horizontal * by.x,
    height: start.height + edges.vertical * by.y,
  };
  const size = allowedSize(wish, limits);
  const width = edges.horizontal === 0 ? start.width : size.width;
  const height = edges.vertical === 0 ? start.height : size.height;
  return {
    x: edges.horizontal === -1 ? start.x + start.width - width : start.x,
    y: edges.vertical === -1 ? start.y + start.height - height : start.y,
    width,
    height,
  };
}

// Where a window is after its user drew its title bar by `by`. Enough of the bar stays on the
// screen to draw it back: all of its height, at least to the lower edge, and `reach` of its width.
export function moved(start: Rect, by: Point, screen: Size, titleHeight: number, reach = 48): Rect {
  const x = Math.round(start.x + by.x);
  const y = Math.round(start.y + by.y);
  return {
    x: Math.min(Math.max(x, reach - start.width), screen.width - reach),
    y: Math.min(Math.max(y, titleHeight), Math.max(screen.height, titleHeight)),
    width: start.width,
    height: start.height,
  };
}

// The scale at which a screen fits a room; it is never enlarged, so that pixels stay pixels.
export function fittingScale(screen: Size, room: Size): number {
  if (screen.width <= 0 || screen.height <= 0 || room.width <= 0 || room.height <= 0) return 1;
  return Math.min(1, room.width / screen.width, room.height / screen.height);
}

export function united(a: Rect, b: Rect): Rect {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

export function intersected(a: Rect, b: Rect): Rect {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : { x, y, width: 0, height: 0 };
}

export function area(rect: Size): number {
  return rect.width * rect.height;
}

// A CSS path around a shape's rectangles, for `clip-path: path(…)`.
export function shapePath(shape: readonly Rect[]): string {
  return shape
    .map(({ x, y, width, height }) => `M${x} ${y}h${width}v${height}h${-width}z`)
    .join("");
}
