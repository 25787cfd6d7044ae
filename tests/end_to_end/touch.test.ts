// SPDX-License-Identifier: GPL-2.0-or-later
import type { CDPSession, Locator } from "playwright-core";

import { ink, SeenSession } from "./support/seen_session";

interface Finger {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

describe("fingers on the page", () => {
  const seen = new SeenSession({ hasTouch: true });

  async function touch(
    hand: CDPSession,
    type: "touchStart" | "touchMove" | "touchEnd",
    ...touchPoints: Finger[]
  ): Promise<void> {
    await hand.send("Input.dispatchTouchEvent", { type, touchPoints });
  }

  async function shown(title: string): Promise<{ content: Locator; middle: { x: number; y: number } }> {
    const content = seen.page.locator(`.window[aria-label*="${title}"] .content`).first();
    await content.waitFor();
    const box = (await content.boundingBox()) ?? expect.fail("not shown");
    return { content, middle: { x: box.x + box.width / 2, y: box.y + box.height / 2 } };
  }

  it("stretch and turn what a program draws that takes touches", async () => {
    await seen.open("run", "--no-vnc", "gtk3-demo", "--run=gestures");
    const hand = await seen.page.context().newCDPSession(seen.page);
    const { content, middle } = await shown("Gestures");
    await expect.poll(() => content.locator("canvas").count()).toBe(1);
    const still = await ink(content);
    const at = (id: number, x: number, y: number): Finger => ({
      id,
      x: middle.x + x,
      y: middle.y + y,
    });
    await touch(hand, "touchStart", at(1, -30, 0), at(2, 30, 0));
    for (let step = 1; step <= 10; step++)
      await touch(hand, "touchMove", at(1, -30 - 6 * step, -6 * step), at(2, 30 + 6 * step, 6 * step));
    await expect.poll(() => ink(content)).toBeGreaterThan(still + 1000);
    await touch(hand, "touchEnd");
  });

  it("scroll a terminal, and click in it, as a mouse would", async () => {
    const program = "stty -echo -icanon; seq 1 300; printf '\\033[?1000h'; cat -v";
    await seen.open("run", "--no-vnc", "xterm", "-title", "xterm", "-xrm", "*saveLines:400", "-e", "sh", "-c", program);
    const hand = await seen.page.context().newCDPSession(seen.page);
    const { content, middle } = await shown("xterm");
    await expect.poll(() => ink(content)).toBeGreaterThan(2000);
    const bottom = await ink(content);
    // A tap is a button's press and release, told to the program, which shows them.
    await touch(hand, "touchStart", { id: 1, ...middle });
    await touch(hand, "touchEnd");
    await expect.poll(() => ink(content)).toBeGreaterThan(bottom + 20);
  });
});
