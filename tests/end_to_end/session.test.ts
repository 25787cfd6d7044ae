// SPDX-License-Identifier: GPL-2.0-or-later
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";

import { ink, SeenSession } from "./support/seen_session";

const titleHeight = 28;

// Real programs in a real session, seen and used in a browser.
describe("a session in the browser", () => {
  const seen = new SeenSession();
  let page: Page;

  async function open(...args: Parameters<typeof seen.open>): Promise<void> {
    await seen.open(...args);
    ({ page } = seen);
  }

  const framed = (): Locator => page.locator(".window.framed:not([hidden])");
  const boxOf = async (of: Locator) => (await of.boundingBox()) ?? expect.fail("not shown");
  const fileText = (name: string): string => seen.text(name);

  // Starts a program by typing its command into the launcher.
  async function launch(command: string): Promise<Locator> {
    const before = await page.locator(".window.framed").count();
    await page.getByRole("button", { name: "Programs" }).click();
    await page.getByRole("combobox").fill(command);
    await page.getByRole("option", { name: `Run “${command}”` }).click();
    await expect.poll(() => framed().count()).toBe(before + 1);
    return framed().nth(before);
  }

  // A shell is ready once it answers.
  async function shellReady(): Promise<void> {
    await expect
      .poll(
        async () => {
          if (fileText("ready") === "") await page.keyboard.type("echo y > ready\n");
          return fileText("ready");
        },
        { interval: 500 },
      )
      .toBe("y\n");
  }

  async function drag(from: { x: number; y: number }, by: { x: number; y: number }): Promise<void> {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 8 });
    await page.mouse.up();
  }

  it("starts xterm from the launcher; what is typed reaches the shell and comes back as pixels", async () => {
    await open("desktop");
    const xterm = await launch("xterm");
    await shellReady();
    const before = await ink(xterm);
    await page.keyboard.type("echo 'Hello, ~{World}|#' > greeting; cat greeting\n");
    await expect.poll(() => fileText("greeting")).toBe("Hello, ~{World}|#\n");
    await expect.poll(() => ink(xterm)).toBeGreaterThan(before + 300);
    expect(await xterm.locator(".title").textContent()).not.toBe("Untitled window");
    expect(await page.locator(".task").count()).toBe(1);
  });

  it("moves, resizes, minimises, maximises and closes windows, and the programs agree", async () => {
    await open("desktop");
    const xterm = await launch("xterm");
    await shellReady();
    const sizeOf = async (file: string): Promise<string> => {
      await page.keyboard.type(`stty size > ${file}.new; mv ${file}.new ${file}\n`);
      await expect.poll(() => fileText(file)).not.toBe("");
      return fileText(file);
    };

    const start = await boxOf(xterm);
    await drag({ x: start.x + 150, y: start.y - titleHeight / 2 }, { x: 60, y: 45 });
    const movedTo = { x: start.x + 60, y: start.y + 45 };
    await expect.poll(() => boxOf(xterm)).toMatchObject(movedTo);

    const rows = await sizeOf("before");
    const edge = await boxOf(xterm.locator(".edge.se"));
    await drag({ x: edge.x + 3, y: edge.y + 3 }, { x: 80, y: 70 });
    await expect.poll(async () => (await boxOf(xterm)).width).toBeGreaterThan(start.width + 50);
    expect(await boxOf(xterm)).toMatchObject(movedTo);
    const larger = await sizeOf("after");
    expect(Number(larger.split(" ")[0])).toBeGreaterThan(Number(rows.split(" ")[0]));

    // The server holds all of it, not the page.
    const settled = await boxOf(xterm);
    await page.reload();
    await expect.poll(() => framed().count()).toBe(1);
    expect(await boxOf(framed())).toEqual(settled);

    await xterm.getByRole("button", { name: "Minimise" }).click();
    await expect.poll(() => framed().count()).toBe(0);
    await page.locator(".task").click();
    await expect.poll(() => framed().count()).toBe(1);

    await xterm.getByRole("button", { name: "Maximise" }).click();
    await expect.poll(async () => (await boxOf(xterm)).width).toBeGreaterThan(1200);
    expect((await boxOf(xterm)).y).toBe(titleHeight);
    await xterm.getByRole("button", { name: "Restore" }).click();
    await expect.poll(() => boxOf(xterm)).toEqual(settled);

    await xterm.getByRole("button", { name: "Close" }).click();
    await expect.poll(() => page.locator(".window.framed").count()).toBe(0);
    expect(await page.locator(".task").count()).toBe(0);
  });

  it("gives the keyboard to the window that is pressed, and stacks it on top", async () => {
    await open("desktop");
    const first = await launch("xterm -geometry 40x10+20+60 -T first");
    await shellReady();
    const second = await launch("xterm -geometry 40x10+420+60 -T second");
    await expect.poll(() => second.getAttribute("class")).toContain("active");
    await first.locator(".content").click();
    await expect.poll(() => first.getAttribute("class")).toContain("active");
    await page.keyboard.type("echo one > focus\n");
    await expect.poll(() => fileText("focus")).toBe("one\n");
    const indexOf = (of: Locator) =>
      of.evaluate((element) => Number(getComputedStyle(element).zIndex));
    expect(await indexOf(first)).toBeGreaterThan(await indexOf(second));
  });

  it("carries text between both clipboards", async () => {
    await open("desktop");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    writeFileSync(
      join(seen.vitrine.home, "clip.tcl"),
      "clipboard clear; clipboard append {from Tk: grüße}\n" +
        "bind . <Control-v> { set f [open pasted w]; puts $f [clipboard get -type UTF8_STRING]; close $f }\n" +
        "pack [label .l -text clip -width 40 -height 8]; focus -force .\n",
    );
    await launch("wish clip.tcl");
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toBe("from Tk: grüße");
    await page.evaluate(() => navigator.clipboard.writeText("from the browser: €"));
    await page.locator(".window.framed .content").click();
    await page.keyboard.press("Control+v");
    await expect.poll(() => fileText("pasted")).toBe("from the browser: €\n");
  });

  it("opens menus where the program wants them and closes them by a press elsewhere", async () => {
    await open("desktop");
    const xterm = await launch("xterm");
    await shellReady();
    const { x, y } = await boxOf(xterm);
    await page.mouse.move(x + 60, y + 60);
    await page.keyboard.down("Control");
    await page.mouse.down();
    const menu = page.locator('.window[data-role="menu"]:not([hidden])');
    await expect.poll(() => menu.count()).toBe(1);
    const box = await boxOf(menu);
    expect(Math.abs(box.x - (x + 60))).toBeLessThan(box.width);
    expect(Math.abs(box.y - (y + 60))).toBeLessThan(box.height);
    await page.mouse.move(1200, 700);
    await page.mouse.up();
    await page.keyboard.up("Control");
    await expect.poll(() => menu.count()).toBe(0);
  });

  it("shows one session in two browsers alike", async () => {
    await open("desktop");
    const xterm = await launch("xterm");
    await shellReady();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await expect.poll(() => other.locator(".window.framed:not([hidden])").count()).toBe(1);
    await page.bringToFront();
    await page.keyboard.type("echo seen by both\n");
    const pictureOf = (of: Page) =>
      of
        .locator(".window.framed canvas")
        .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
    await page.mouse.move(5, 5); // a cursor that blinks or hovers is not what is compared
    await expect.poll(async () => (await pictureOf(page)) === (await pictureOf(other))).toBe(true);
    expect(await ink(xterm)).toBeGreaterThan(300);
  });

  it("leaves frames to a window manager where one runs", async () => {
    await open("desktop", "--wm", "openbox");
    await page.keyboard.press("Control+Alt+Space");
    await page.getByRole("combobox").fill("xterm");
    await page.getByRole("option", { name: "Run “xterm”" }).click();
    const xterm = page
      .locator(".window")
      .filter({ has: page.locator("canvas") })
      .and(page.locator('[aria-label="xterm"]'));
    await xterm.waitFor({ timeout: 15_000 });
    await shellReady();
    expect(await page.locator(".title-bar").count()).toBe(0);
    const start = await boxOf(xterm);
    await drag({ x: start.x + 100, y: start.y + 8 }, { x: 50, y: 40 }); // its own title bar
    await expect.poll(() => boxOf(xterm)).toMatchObject({ x: start.x + 50, y: start.y + 40 });
  });

  it("runs one program, and ends with it", async () => {
    await open("run", "xterm");
    await expect.poll(() => framed().count()).toBe(1);
    await shellReady();
    await page.keyboard.type("exit\n");
    expect(await seen.vitrine.exit()).toBe(0);
    await expect.poll(() => page.locator(".banner").textContent()).toContain("session has ended");
    seen.errors.length = 0; // the last request of the page may have found nobody
  });

  it("shows several programs at once, as README's picture has them", async () => {
    await open("desktop");
    await launch("xclock -geometry 220x220+980+70");
    await launch("xcalc -geometry 240x330+970+370");
    const xterm = await launch(
      "xterm -fa Monospace -fs 11 -geometry 96x26+70+100 -bg rgb:16/1a/26 -fg rgb:d6/db/ea",
    );
    await shellReady();
    await page.keyboard.type(
      "clear; uname -o; ls --color -l /usr/share/X11 | tail -5; ls --color -C /usr/share/X11/xkb/symbols | head -16\n",
    );
    await expect.poll(() => ink(xterm)).toBeGreaterThan(3000);
    for (const window of await framed().all()) expect(await ink(window)).toBeGreaterThan(300);
    const file = process.env["VITRINE_SCREENSHOT"];
    if (file) await page.screenshot({ path: file });
  });
});
