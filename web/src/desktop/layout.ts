// SPDX-License-Identifier: GPL-2.0-or-later
import { createMemo, createSignal } from "solid-js";

import { is, isShown, SurfaceState } from "../core/surface";
import { fittingScale, type Point, type Size } from "../windows/geometry";
import type { Desktop } from "./desktop";

export const titleHeight = 34; // as `--title-height` in the style sheets

// How the page is divided. In windows mode the screen begins below a title bar's height, so that
// the title of a window at the screen's top, or of a maximised one, is seen.
export class Layout {
  private readonly roomSignal = createSignal<Size>({ width: 0, height: 0 });

  // One screen with its own root and window manager, rather than windows of ours.
  readonly immersive: () => boolean;
  readonly fullScreen: () => boolean;
  readonly scale: () => number;

  constructor(private readonly desktop: Desktop) {
    this.immersive = createMemo(() => desktop.welcome()?.desktop ?? false);
    this.fullScreen = createMemo(() =>
      desktop.surfaces().some((surface) => isShown(surface) && is(surface, SurfaceState.FullScreen)),
    );
    this.scale = createMemo(() => {
      const screen = desktop.welcome()?.screen;
      return screen ? fittingScale(screen, this.viewport()) : 1;
    });
  }

  get bare(): boolean {
    return this.immersive() || this.fullScreen();
  }

  // Of the room, in CSS pixels.
  origin(): Point {
    return { x: 0, y: this.bare ? 0 : titleHeight };
  }

  // What the session is asked to make its screen as large as.
  viewport(): Size {
    const { width, height } = this.roomSignal[0]();
    return { width, height: Math.max(0, height - this.origin().y) };
  }

  screen(): Size {
    return this.desktop.welcome()?.screen ?? this.viewport();
  }

  roomChanged(size: Size): void {
    this.roomSignal[1]({ width: Math.floor(size.width), height: Math.floor(size.height) });
  }
}
