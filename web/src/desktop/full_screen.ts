// SPDX-License-Identifier: GPL-2.0-or-later

// Chromium's Keyboard Lock, and the standard's option of requestFullscreen that replaces it; the
// DOM's types have neither yet.
interface KeyboardLock {
  lock(): Promise<void>;
}

// The whole screen, and with it the keys that a browser otherwise keeps (Ctrl+W, Alt+Tab, Escape).
// Holding Escape leaves it again: browsers guarantee that.
export async function toggleFullScreen(): Promise<void> {
  if (document.fullscreenElement) return document.exitFullscreen();
  const options = { navigationUI: "hide", keyboardLock: "browser" } as FullscreenOptions;
  try {
    await document.documentElement.requestFullscreen(options);
    await (navigator as { keyboard?: KeyboardLock }).keyboard?.lock();
  } catch {
    // The browser or its user refused: the page stays as it is.
  }
}
