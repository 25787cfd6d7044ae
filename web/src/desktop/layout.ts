// SPDX-License-Identifier: GPL-2.0-or-later
import { createMemo, createSignal } from "solid-js";

import { is, isShown, SurfaceState } from "../core/surface";
import { fittingScale, type Size } from "../windows/geometry";
import type { Desktop } from "./desktop";

// As `--title-height` in the style sheets. The server leaves as much free above the windows that it
// places (_NET_FRAME_EXTENTS), so a maximised window's title ends at the page's top.
export const titleHeight = 28;

// How the page is divided.
export class Layout {
  private readonly roomSignal = createSignal<Size>(
    { width: 0, height: 0 },
    { equals: (a, b) => a.width === b.width && a.height === b.height },
  );

  // One screen with its own root and window manager, rather than windows of ours.
  readonly immersive: () => boolean;
  readonly fullScreen: () => boolean;
  readonly scale: () => number;

  constructor(private readonly desktop: Desktop) {
    this.immersive = createMemo(() => desktop.welcome()?.desktop ?? false);
    this.fullScreen = createMemo(() =>
      desktop
        .surfaces()
        .some((surface) => isShown(surface) && is(surface, SurfaceState.FullScreen)),
    );
    this.scale = createMemo(() => {
      const screen = desktop.welcome()?.screen;
      return screen ? fittingScale(screen, this.viewport()) : 1;
    });
  }

  // What the session is asked to make its screen as large as, in CSS pixels.
  viewport(): Size {
    return this.roomSignal[0]();
  }

  screen(): Size {
    return this.desktop.welcome()?.screen ?? this.viewport();
  }

  roomChanged(size: Size): void {
    this.roomSignal[1]({ width: Math.floor(size.width), height: Math.floor(size.height) });
  }
}
