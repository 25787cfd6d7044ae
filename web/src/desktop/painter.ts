// SPDX-License-Identifier: GPL-2.0-or-later
import type { Patch } from "../link/messages";
import type { Size } from "../windows/geometry";

// The canvases on which surfaces are shown. Patches are put in the same task in which windows move
// and change their size, so that a frame appears whole.
export class Painter {
  private readonly canvases = new Map<number, CanvasRenderingContext2D>();

  // Shows a surface on this canvas, until it is given back.
  lend(surface: number, canvas: HTMLCanvasElement, alpha: boolean): () => void {
    const context = canvas.getContext("2d", { alpha });
    if (!context) throw new Error("this browser has no 2D canvas");
    this.canvases.set(surface, context);
    return () => {
      if (this.canvases.get(surface) === context) this.canvases.delete(surface);
    };
  }

  // A canvas that changes its size is cleared; the frame that changed it paints all of it.
  resize(surface: number, size: Size): void {
    const canvas = this.canvases.get(surface)?.canvas;
    if (!canvas || (canvas.width === size.width && canvas.height === size.height)) return;
    canvas.width = size.width;
    canvas.height = size.height;
  }

  paint(patches: readonly Patch[]): void {
    for (const { surface, rect, pixels } of patches)
      this.canvases
        .get(surface)
        ?.putImageData(new ImageData(pixels, rect.width, rect.height), rect.x, rect.y);
  }
}
