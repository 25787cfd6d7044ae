// SPDX-License-Identifier: GPL-2.0-or-later

export interface ClipboardSurroundings {
  // To the session.
  offer(text: string): void;
}

const pasteWait = 60; // milliseconds after which the browser will not paste any more

// Text between this machine's clipboard and the session's. What a program copies is written at
// once where the browser allows it, or else with the next key or press of the user, which browsers
// ask for. What the user copied elsewhere comes with the native paste, which needs no permission.
export class Clipboard {
  private readonly controller = new AbortController();
  private fromSession: string | null = null; // not yet on this machine's clipboard
  private latest = ""; // what both sides have
  private waiting: { press: () => void; timer: ReturnType<typeof setTimeout> } | null = null;

  constructor(
    host: HTMLElement,
    private readonly around: ClipboardSurroundings,
  ) {
    const { signal } = this.controller;
    host.addEventListener("paste", (event) => this.pasted(event), { signal });
    for (const type of ["copy", "cut"] as const)
      host.addEventListener(type, (event) => this.copied(event), { signal });
    for (const type of ["keydown", "pointerdown"] as const)
      document.addEventListener(type, () => void this.write(), { signal, capture: true });
    window.addEventListener("focus", () => void this.read(), { signal });
  }

  dispose(): void {
    this.controller.abort();
  }

  // A program in the session took the clipboard. What it held before this page came does not
  // displace what the user has copied since.
  take(text: string, when: "now" | "before"): void {
    if (text === this.latest) return;
    this.latest = text;
    if (when === "before") return;
    this.fromSession = text;
    void this.write();
  }

  // A key that pastes has gone down: the clipboard goes first.
  pasting(press: () => void): void {
    this.pressNow();
    this.waiting = { press, timer: setTimeout(() => this.pressNow(), pasteWait) };
  }

  private pasted(event: ClipboardEvent): void {
    event.preventDefault();
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text !== "") this.offer(text);
    this.pressNow();
  }

  private copied(event: ClipboardEvent): void {
    event.preventDefault();
    if (this.latest !== "") event.clipboardData?.setData("text/plain", this.latest);
    this.fromSession = null;
  }

  private pressNow(): void {
    if (!this.waiting) return;
    const { press, timer } = this.waiting;
    this.waiting = null;
    clearTimeout(timer);
    press();
  }

  private offer(text: string): void {
    if (text === this.latest) return;
    this.latest = text;
    this.fromSession = null;
    this.around.offer(text);
  }

  private async write(): Promise<void> {
    const text = this.fromSession;
    if (text === null || !document.hasFocus()) return;
    try {
      await navigator.clipboard.writeText(text);
      if (this.fromSession === text) this.fromSession = null;
    } catch {
      // Not allowed now; the user's next key or press will do.
    }
  }

  // Only where the user has allowed it already: a question at every return would be a nuisance.
  private async read(): Promise<void> {
    try {
      const permission = await navigator.permissions.query({
        name: "clipboard-read" as PermissionName, // not in TypeScript's list
      });
      if (permission.state !== "granted") return;
      const text = await navigator.clipboard.readText();
      if (text !== "" && this.fromSession === null) this.offer(text);
    } catch {
      // This browser knows no such permission: the native paste remains.
    }
  }
}
