// SPDX-License-Identifier: GPL-2.0-or-later
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";

import { WasmCore } from "../../web/src/core/wasm_core";
import { openPage, startBrowser } from "./support/browser";
import { built } from "./support/build";
import { servePage, type PageServer } from "./support/page_server";
import type { WebSocketPeer } from "./support/web_socket_server";

// Random drawing in every op, as the exactness tests make it: a list of frames.
function randomFrames(seed: number): Buffer[] {
  const place = mkdtempSync(join(tmpdir(), "vitrine-frames-"));
  const file = join(place, "frames");
  execFileSync(built("VITRINE_FRAMES"), [`${seed}`, file]);
  const bytes = readFileSync(file);
  rmSync(place, { recursive: true });
  const frames: Buffer[] = [];
  for (let at = 0, length = 0; (length = bytes.readUInt32LE(at)) !== 0; at += 4 + length)
    frames.push(bytes.subarray(at + 4, at + 4 + length));
  return frames;
}

// The page with its worker and its core, at the end of a link whose other end is the test.
describe("the page's link", () => {
  let browser: Browser;
  let server: PageServer;
  let page: Page;
  let errors: string[];
  let peers: WebSocketPeer[] = [];
  const frames = randomFrames(5);
  const lastPeer = (): WebSocketPeer => peers.at(-1) ?? expect.fail("nobody has come");
  const linkState = () => page.locator(".link-state").getAttribute("data-link");

  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(async () => browser.close());
  beforeEach(async () => {
    peers = [];
    server = await servePage(
      built("VITRINE_PAGE"),
      { "/api/session": {}, "/api/applications": [] },
      (peer) => void peers.push(peer),
    );
    ({ page, errors } = await openPage(browser));
    await page.goto(server.address);
    await expect.poll(() => lastPeer().received.length).toBeGreaterThan(0);
  });
  afterEach(async () => {
    await page.context().close();
    server.close();
  });

  // What each surface without alpha (a canvas rounds it) looks like to the core in this process.
  async function expectSamePixels(): Promise<void> {
    const reference = await WasmCore.start(new WebAssembly.Module(readFileSync(built("VITRINE_CORE"))));
    const events = frames.flatMap(
      (frame) => reference.receive(new Uint8Array(frame)) ?? expect.fail(),
    );
    let compared = 0;
    for (const event of events) {
      if (event.kind !== "surfaceChanged" || event.surface.depth === 32) continue;
      const { id, size } = event.surface;
      const shown = await page.evaluate(
        ([surface, width, height]) => {
          const canvas = document.querySelector<HTMLCanvasElement>(
            `[data-surface="${surface}"] canvas`,
          );
          return [...(canvas?.getContext("2d")?.getImageData(0, 0, width, height).data ?? [])];
        },
        [id, size.width, size.height] as const,
      );
      const expected = reference.pixels(id, { x: 0, y: 0, ...size }) ?? new Uint8ClampedArray();
      expect(Buffer.from(shown).equals(Buffer.from(expected))).toBe(true);
      compared++;
    }
    expect(compared).toBeGreaterThan(3);
  }
  const acknowledged = (): number => lastPeer().received.length;

  it("shows exactly the pixels of every frame, and acknowledges each", async () => {
    const before = acknowledged();
    frames.forEach((frame) => lastPeer().send(frame));
    await expect.poll(acknowledged).toBe(before + frames.length);
    await expectSamePixels();
    expect(errors).toEqual([]);
  });

  it("comes back by itself when the link is cut, and shows the session as it is then", async () => {
    const shown = (): Promise<number> => page.locator("[data-surface]").count();
    const greeted = acknowledged();
    frames.slice(0, 20).forEach((frame) => lastPeer().send(frame));
    await expect.poll(acknowledged).toBe(greeted + 20);
    const surfaces = await shown();
    expect(surfaces).toBeGreaterThan(3);
    lastPeer().cut();
    await expect.poll(() => peers.length).toBe(2);
    await expect.poll(acknowledged).toBeGreaterThan(0); // it has greeted
    expect(await shown()).toBe(surfaces); // the last picture stays
    const before = acknowledged();
    frames.forEach((frame) => lastPeer().send(frame));
    await expect.poll(acknowledged).toBe(before + frames.length);
    await expectSamePixels();
    expect(await linkState()).toBe("open");
  });

  it("says that the session has ended, and does not come back", async () => {
    lastPeer().close(1001);
    await expect.poll(() => page.locator(".banner").textContent()).toContain("session has ended");
    expect(await linkState()).toBe("over");
    expect(peers).toHaveLength(1);
  });

  it("closes a link whose bytes make no sense, and says so", async () => {
    lastPeer().send(Buffer.from("this is no frame at all, whatever one reads into it"));
    await expect.poll(() => page.locator(".banner").textContent()).toContain("another version");
    expect(await linkState()).toBe("failed");
  });
});
