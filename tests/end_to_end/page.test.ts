// SPDX-License-Identifier: GPL-2.0-or-later
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";

import { SurfaceState } from "../../web/src/core/surface";
import { someSurface } from "../../web/tests/surfaces";
import { openPage, startBrowser } from "./support/browser";
import {
  installFakeWorker, pixelAt, takeInputs, tellLink, tellSurfaces,
} from "./support/fake_worker";
import { servePage, type PageServer } from "./support/page_server";

const folder = process.env["VITRINE_PAGE"] ?? fileURLToPath(new URL("../../build/page", import.meta.url));
const titleHeight = 28;

const programs = [
  { id: "xterm.desktop", name: "XTerm", comment: "Terminal emulator", categories: ["System"], icon: null },
  { id: "xclock.desktop", name: "Clock", comment: "Shows the time", categories: ["Utility"], icon: null },
];
const white = [255, 255, 255, 255];

// The page alone, told what to show by the test in place of a session.
describe("the page", () => {
  let browser: Browser;
  let server: PageServer;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    browser = await startBrowser();
    server = await servePage(folder, {
      "/api/applications": programs,
      "/api/launch": {},
      "/api/session": { name: "test", role: "view" },
      "/api/statistics": { viewers: 1, requests: 1234, pixelBytes: 4096 },
    });
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });
  beforeEach(async () => {
    ({ page, errors } = await openPage(browser));
    await installFakeWorker(page);
    await page.goto(server.address);
    await page.waitForFunction(() => window.fake.sent.length > 0);
    await tellLink(page, { kind: "open" });
    await tellSurfaces(page, [], {
      events: [{
        kind: "welcomed",
        welcome: { sessionName: "test", screen: { width: 1280, height: 752 }, desktop: false },
      }],
    });
    await takeInputs(page);
  });
  afterEach(async () => {
    expect(errors).toEqual([]);
    await page.context().close();
  });

  const editor = someSurface({
    id: 1, title: "Editor", position: { x: 100, y: 80 }, size: { width: 400, height: 300 },
    states: SurfaceState.Mapped | SurfaceState.Active,
  });
  const content = (id: number) => page.locator(`[data-surface="${id}"]`);
  const frame = (id: number) => page.locator(`[data-window="${id}"]`);

  it("tells the session how large it is: itself without its task bar", async () => {
    await page.reload();
    await page.waitForFunction(() => window.fake.sent.length > 0);
    const opening = await page.evaluate(() => window.fake.sent.find(({ kind }) => kind === "open"));
    expect(opening).toMatchObject({
      kind: "open",
      address: `${server.address.replace("http", "ws")}session`,
      viewport: { width: 1280, height: 800 - 48 },
    });
    await page.setViewportSize({ width: 1000, height: 700 });
    await expect.poll(() => takeInputs(page)).toContainEqual({
      kind: "viewport", width: 1000, height: 700 - 48,
    });
  });

  it("shows each surface where the server has it, with its pixels", async () => {
    await tellSurfaces(page, [{ ...editor, color: [10, 20, 30] }]);
    expect(await content(1).boundingBox()).toEqual({
      x: 100, y: 80, width: 400, height: 300,
    });
    expect(await pixelAt(page, 1, 399, 299)).toEqual([10, 20, 30, 255]);
    expect(await page.title()).toBe("Editor");
    expect(await frame(1).locator(".title").textContent()).toBe("Editor");
  });

  it("stacks as the server says, and takes away what is gone", async () => {
    const other = someSurface({ id: 2, position: { x: 150, y: 100 }, size: { width: 50, height: 50 } });
    const topmost = () => page.evaluate(
      () => document.elementFromPoint(170, 150)?.closest<HTMLElement>("[data-window]")?.dataset["window"],
    );
    await tellSurfaces(page, [editor, other]);
    expect(await topmost()).toBe("2");
    await tellSurfaces(page, [other, editor]);
    expect(await topmost()).toBe("1");
    await tellSurfaces(page, [other], { events: [{ kind: "surfaceDropped", id: 1 }] });
    expect(await frame(1).count()).toBe(0);
    expect(await topmost()).toBe("2");
  });

  it("moves a window by its title bar, at once, and asks the server", async () => {
    await tellSurfaces(page, [editor]);
    await page.mouse.move(300, 80 - titleHeight / 2);
    await page.mouse.down();
    await page.mouse.move(350, 100 - titleHeight / 2, { steps: 4 });
    expect(await content(1).boundingBox()).toMatchObject({ x: 150, y: 100 });
    await page.mouse.up();
    const inputs = await takeInputs(page);
    expect(inputs[0]).toEqual({ kind: "actOnSurface", surface: 1, action: "activate" });
    expect(inputs.at(-1)).toEqual({
      kind: "actOnSurface", surface: 1, action: "moveResize",
      geometry: { x: 150, y: 100, width: 400, height: 300 },
    });
    // The server did not agree: its word counts once the window is dropped.
    await expect.poll(() => content(1).boundingBox()).toMatchObject({ x: 100 });
  });

  it.each([
    ["nw", { x: 120, y: 90, width: 380, height: 290 }],
    ["n", { x: 100, y: 90, width: 400, height: 290 }],
    ["ne", { x: 100, y: 90, width: 420, height: 290 }],
    ["e", { x: 100, y: 80, width: 420, height: 300 }],
    ["se", { x: 100, y: 80, width: 420, height: 310 }],
    ["s", { x: 100, y: 80, width: 400, height: 310 }],
    ["sw", { x: 120, y: 80, width: 380, height: 310 }],
    ["w", { x: 120, y: 80, width: 380, height: 300 }],
  ])("resizes a window by its edge %s", async (edge, geometry) => {
    await tellSurfaces(page, [editor]);
    const box = await frame(1).locator(`.edge.${edge}`).boundingBox();
    const x = (box?.x ?? 0) + 2;
    const y = (box?.y ?? 0) + 2;
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 20, y + 10, { steps: 3 });
    await page.mouse.up();
    const inputs = await takeInputs(page);
    expect(inputs.at(-1)).toEqual({ kind: "actOnSurface", surface: 1, action: "moveResize", geometry });
    expect(inputs.filter((input) => input.kind === "pointerButton")).toEqual([]);
  });

  it("minimises, maximises and closes by the title bar's buttons, and restores by the task bar", async () => {
    await tellSurfaces(page, [editor]);
    for (const [label, action] of [["Minimise", "minimize"], ["Maximise", "maximize"], ["Close", "close"]]) {
      await frame(1).getByRole("button", { name: label ?? "" }).click();
      expect(await takeInputs(page)).toEqual([{ kind: "actOnSurface", surface: 1, action }]);
    }
    const away = { ...editor, states: SurfaceState.Mapped | SurfaceState.Minimized };
    await tellSurfaces(page, [away]);
    expect(await content(1).isVisible()).toBe(false);
    await page.locator(".task").click();
    expect(await takeInputs(page)).toEqual([{ kind: "actOnSurface", surface: 1, action: "restore" }]);
  });

  it("sends the pointer in the surface's coordinates, with every button, also beyond its edge", async () => {
    await tellSurfaces(page, [editor]);
    await page.mouse.move(110, 85);
    await page.mouse.down();
    await page.mouse.down({ button: "right" });
    await page.mouse.move(90, 70);
    await page.mouse.up({ button: "right" });
    await page.mouse.up();
    await page.mouse.move(700, 600);
    const inputs = (await takeInputs(page)).filter((input) => input.kind !== "releaseAll");
    expect(inputs).toEqual([
      { kind: "pointerMove", surface: 1, x: 10, y: 5 },
      { kind: "pointerButton", button: 1, pressed: true },
      { kind: "pointerButton", button: 3, pressed: true },
      { kind: "pointerMove", surface: 1, x: -10, y: -10 },
      { kind: "pointerButton", button: 3, pressed: false },
      { kind: "pointerButton", button: 1, pressed: false },
      { kind: "pointerMove", surface: 0, x: 700, y: 600 },
    ]);
  });

  it("turns the wheel in 1/120 of a click", async () => {
    await tellSurfaces(page, [editor]);
    await page.mouse.move(200, 200);
    await page.mouse.wheel(0, 100);
    await expect.poll(() => takeInputs(page)).toContainEqual({
      kind: "wheel", horizontal: 0, vertical: 120,
    });
  });

  it("sends keys as code, keysym and text, down and up", async () => {
    await page.keyboard.press("a");
    await page.keyboard.press("Shift+B");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Control+c");
    const keys = (await takeInputs(page)).flatMap((input) =>
      input.kind === "key" ? [[input.code, input.keysym, input.text, input.pressed]] : [],
    );
    expect(keys).toEqual([
      [30, 0x61, "a", true], [30, 0x61, "a", false],
      [42, 0xffe1, "", true], [48, 0x42, "B", true], [48, 0x42, "B", false], [42, 0xffe1, "", false],
      [103, 0xff52, "", true], [103, 0xff52, "", false],
      [29, 0xffe3, "", true], [46, 0x63, "", true], [46, 0x63, "", false], [29, 0xffe3, "", false],
    ]);
  });

  it("types what an input method commits, and releases everything when it loses the keyboard", async () => {
    await page.keyboard.insertText("é😀");
    await page.keyboard.down("w");
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    const inputs = await takeInputs(page);
    const typed = inputs.flatMap((input) =>
      input.kind === "key" && input.code === 0 && input.pressed ? [input.text] : [],
    );
    expect(typed).toEqual(["é", "😀"]);
    expect(inputs.at(-1)).toEqual({ kind: "releaseAll" });
  });

  it("types a composition once, when it is committed", async () => {
    const browserSide = await page.context().newCDPSession(page);
    for (const text of ["n", "に", "にほ", "日本"])
      await browserSide.send("Input.imeSetComposition", {
        text, selectionStart: text.length, selectionEnd: text.length,
      });
    expect(await takeInputs(page)).toEqual([]);
    await browserSide.send("Input.insertText", { text: "日本" });
    await page.keyboard.press("x");
    const typed = (await takeInputs(page)).flatMap((input) =>
      input.kind === "key" && input.pressed ? [input.text] : [],
    );
    expect(typed).toEqual(["日", "本", "x"]);
  });

  it("offers what is pasted before the key that pastes, and copies what the session copied", async () => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.evaluate(() => navigator.clipboard.writeText("from elsewhere"));
    await page.keyboard.press("Control+v");
    const inputs = await takeInputs(page);
    const kinds = inputs.map((input) => (input.kind === "key" ? `key ${input.code} ${input.pressed}` : input.kind));
    expect(kinds).toEqual(["key 29 true", "setClipboard", "key 47 true", "key 47 false", "key 29 false"]);
    expect(inputs[1]).toEqual({ kind: "setClipboard", text: "from elsewhere" });

    await tellSurfaces(page, [], { events: [{ kind: "clipboardChanged", text: "from a program" }] });
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("from a program");
  });

  it("leaves menus undecorated, and closes them by a press on a title bar", async () => {
    const menu = someSurface({
      id: 2, role: "menu", decorated: false, position: { x: 120, y: 100 }, size: { width: 80, height: 90 },
    });
    await tellSurfaces(page, [editor, menu]);
    expect(await frame(2).locator(".title-bar").count()).toBe(0);
    expect(await page.locator(".task").count()).toBe(1);
    await page.mouse.click(300, 80 - titleHeight / 2);
    const inputs = await takeInputs(page);
    expect(inputs.slice(0, 3)).toEqual([
      { kind: "pointerMove", surface: 0, x: 300, y: 80 - titleHeight / 2 },
      { kind: "pointerButton", button: 1, pressed: true },
      { kind: "pointerButton", button: 1, pressed: false },
    ]);
  });

  it("cuts a shaped window, for the eye and for the pointer", async () => {
    const round = someSurface({
      id: 3, decorated: false, position: { x: 0, y: 0 }, shape: [{ x: 20, y: 20, width: 30, height: 30 }],
    });
    await tellSurfaces(page, [round]);
    const hit = (x: number, y: number) => page.evaluate(
      ([left, top]) => document.elementFromPoint(left, top)?.closest("[data-surface]") !== null,
      [x, y] as const,
    );
    expect(await hit(30, 30)).toBe(true);
    expect(await hit(5, 5)).toBe(false);
  });

  it("shows the session's cursor", async () => {
    await page.evaluate(() => {
      window.fake.tell({
        kind: "update", fresh: false, patches: [],
        events: [{
          kind: "cursorShown",
          cursor: {
            id: 7, hotspot: { x: 3, y: 4 }, width: 8, height: 8, pixels: new Uint8ClampedArray(256).fill(255),
          },
        }],
        counters: {
          bytesDown: 0, bytesUp: 0, messagesDown: 0, messagesUp: 0, frames: 0, mismatches: 0,
          decodeMicroseconds: 0,
        },
      });
    });
    const cursor = await page.locator(".screen").evaluate((screen) => getComputedStyle(screen).cursor);
    expect(cursor).toMatch(/^url\("data:image\/png;base64,.*"\) 3 4, default$/);
  });

  it("finds programs by typing and launches by Enter", async () => {
    const launched = page.waitForRequest("**/api/launch");
    await page.getByRole("button", { name: "Programs" }).click();
    await page.keyboard.type("term");
    await expect.poll(() => page.getByRole("option").first().textContent()).toContain("XTerm");
    await page.keyboard.press("Enter");
    expect((await launched).postDataJSON()).toEqual({ id: "xterm.desktop" });
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
    await takeInputs(page);
    await page.keyboard.press("x");
    expect(await takeInputs(page)).toHaveLength(2); // the session has the keyboard again
  });

  it("says that the link is lost, and tries again when asked", async () => {
    await tellSurfaces(page, [editor]);
    await tellLink(page, { kind: "lost", retryAt: Date.now() + 60_000 });
    expect(await page.locator(".banner").textContent()).toMatch(/connection is lost.*again in \d+ s/i);
    expect(await pixelAt(page, 1, 0, 0)).toEqual(white); // the last picture stays
    await page.getByRole("button", { name: "Try now" }).click();
    expect(await page.evaluate(() => window.fake.sent.at(-1))).toEqual({ kind: "retry" });
    await tellLink(page, { kind: "open" });
    expect(await page.locator(".banner").count()).toBe(0);
  });

  it("keeps the elements of windows that are still there after a new link", async () => {
    const other = someSurface({ id: 2 });
    await tellSurfaces(page, [editor, other]);
    await content(1).locator("canvas").evaluate((canvas) => (canvas.dataset["mark"] = "same"));
    await tellSurfaces(page, [editor], { fresh: true });
    expect(await frame(2).count()).toBe(0);
    expect(await content(1).locator("canvas").getAttribute("data-mark")).toBe("same");
  });

  it("draws a session with a desktop of its own on the whole page, without frames", async () => {
    const root = someSurface({
      id: 9, role: "root", decorated: false, size: { width: 1280, height: 800 }, color: [1, 2, 3],
    } as Parameters<typeof someSurface>[0]);
    await tellSurfaces(page, [root], {
      events: [{
        kind: "welcomed",
        welcome: { sessionName: "test", screen: { width: 1280, height: 800 }, desktop: true },
      }],
    });
    expect(await content(9).boundingBox()).toEqual({ x: 0, y: 0, width: 1280, height: 800 });
    expect(await page.locator(".title-bar").count()).toBe(0);
  });

  it("moves and resizes windows by the keyboard alone", async () => {
    await tellSurfaces(page, [editor]);
    await frame(1).locator(".title-bar").focus();
    await takeInputs(page);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+ArrowDown");
    const inputs = (await takeInputs(page)).flatMap((input) =>
      input.kind === "actOnSurface" ? [input.geometry] : [],
    );
    expect(inputs).toEqual([
      { x: 116, y: 80, width: 400, height: 300 },
      { x: 100, y: 80, width: 400, height: 316 },
    ]);
  });

  it("says where its user may only look", async () => {
    await expect.poll(() => page.locator(".view-only").textContent()).toBe("View only");
  });

  it("shows live figures of its own and the server's", async () => {
    await page.getByRole("button", { name: /live figures/i }).click();
    const panel = page.getByRole("complementary", { name: "Live figures" });
    await expect.poll(() => panel.textContent()).toContain("Requests1\u202f234");
    expect(await panel.textContent()).toContain("Key to picture");
  });
});
