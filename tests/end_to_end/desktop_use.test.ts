// SPDX-License-Identifier: GPL-2.0-or-later
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Locator, Page } from "playwright-core";

import { ink, rows, SeenSession } from "./support/seen_session";

// Settings that make pictures and places steady.
const settings: Readonly<Record<string, string>> = {
  ".config/gtk-3.0/settings.ini": "[Settings]\ngtk-cursor-blink=0\ngtk-enable-animations=0\n",
  ".config/pcmanfm/default/pcmanfm.conf":
    "[ui]\nwin_width=420\nwin_height=300\nmaximized=0\nview_mode=list\nshow_statusbar=0\n" +
    "side_pane_mode=hidden;places\n",
};

// What people do all day between programs, by mouse and keyboard in the browser.
describe("a desktop's programs in the browser", () => {
  const seen = new SeenSession({ permissions: ["clipboard-read", "clipboard-write"] });
  let page: Page;

  beforeEach(async () => {
    await seen.open("desktop", "--no-vnc");
    ({ page } = seen);
    for (const [name, text] of Object.entries(settings)) put(name, text);
  });
  afterEach(async (context) => {
    const folder = process.env["VITRINE_PICTURES"];
    if (folder)
      await page.screenshot({ path: join(folder, `${context.task.name.slice(0, 40)}.png`) });
  });

  const path = (name: string): string => join(seen.vitrine.home, name);
  const text = (name: string): string => seen.text(name);
  function put(name: string, content: string): void {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), content);
  }

  // Starts a program by the launcher, and waits for its window in the task bar.
  async function launch(command: string, title: string): Promise<Locator> {
    await page.getByRole("button", { name: "Programs" }).click();
    await page.getByRole("combobox").fill(command);
    await page.getByRole("option", { name: `Run “${command}”` }).click();
    await page.locator(".task", { hasText: title }).waitFor();
    return page.locator(`.window[aria-label*="${title}"]`).first();
  }

  async function drag(from: [number, number], to: [number, number]): Promise<void> {
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(from[0] + 4, from[1] + 4);
    await page.mouse.move(from[0] + 12, from[1] + 12, { steps: 4 });
    await page.mouse.move(...to, { steps: 12 });
    await page.mouse.move(to[0] + 1, to[1] + 1);
    await page.waitForTimeout(300); // a hand rests where it lets go
    await page.mouse.up();
  }

  // A place inside a window, from its content's corner.
  async function within(window: Locator, x: number, y: number): Promise<[number, number]> {
    const box = (await window.locator(".content").boundingBox()) ?? expect.fail("not shown");
    return [box.x + x, box.y + y];
  }

  // A terminal that writes what it gets into a file.
  const catInto = (name: string): string =>
    `xterm -T ${name} -e sh -c "stty -echo -icanon; cat > ${name}"`;

  const chosenWords = (name: string): string =>
    `xterm -T ${name} -geometry 60x10-0-0 -e sh -c "printf 'chosen words'; sleep 600"`;

  async function ready(name: string): Promise<void> {
    const answered = async (): Promise<string> => {
      await page.keyboard.type("x");
      return text(name);
    };
    await expect.poll(answered, { interval: 500 }).toMatch(/x/);
  }

  async function raise(title: string): Promise<void> {
    await page.locator(".task", { hasText: title }).click();
    await page.locator(".task.active", { hasText: title }).waitFor();
  }

  // Editors mark what is not saved by a star.
  async function save(): Promise<void> {
    await page.keyboard.press("Control+s");
    await expect.poll(() => page.locator(".task.active").textContent()).not.toContain("*");
  }

  it("shows that GTK's and Qt's programs start, until their windows come", async () => {
    const seen: string[] = [];
    await page.exposeFunction("startingSeen", (text: string) => seen.push(text));
    await page.evaluate(() => {
      const told = window as unknown as { startingSeen: (text: string) => void };
      new MutationObserver(() => {
        const label = document.querySelector(".starting")?.getAttribute("aria-label");
        if (label) told.startingSeen(label);
      }).observe(document.body, { childList: true, subtree: true });
    });
    // One knows its startup id, one is known by its process.
    for (const [command, name, title] of [
      ["gedit", "gedit", "Untitled Document 1"],
      ["featherpad", "FeatherPad", "Untitled"],
    ] as const) {
      await launch(command, title);
      await expect.poll(() => seen).toContain(`${name} is starting`);
      await expect.poll(() => page.locator(".starting").count(), { timeout: 3000 }).toBe(0);
      await page.locator(".task.active", { hasText: title }).waitFor();
    }
  });

  it("drags a file from one file manager to another", async () => {
    put("one/letter.txt", "dear reader\n");
    mkdirSync(path("two"));
    mkdirSync(path("run2"), { mode: 0o700 });
    const one = await launch("pcmanfm one", "one");
    const two = await launch("env XDG_RUNTIME_DIR=run2 pcmanfm two", "two");
    await expect.poll(() => ink(one)).toBeGreaterThan(3000);
    await expect.poll(() => ink(two)).toBeGreaterThan(3000);
    await drag(await within(one, 60, 105), await within(two, 200, 200));
    await expect.poll(() => text("two/letter.txt")).toBe("dear reader\n");
    await expect.poll(() => text("one/letter.txt")).toBe("");
  });

  it("carries CLIPBOARD and PRIMARY between the browser, a terminal and an editor", async () => {
    const first = await launch(catInto("first"), "first");
    await ready("first");
    const copy = (words: string) => page.evaluate((t) => navigator.clipboard.writeText(t), words);

    // From the browser, by the terminal's own key and by the middle button.
    await copy("from the browser");
    await page.keyboard.press("Shift+Insert");
    await expect.poll(() => text("first")).toMatch(/x+from the browser$/);
    await page.mouse.click(...(await within(first, 200, 200)), { button: "middle" });
    await expect.poll(() => text("first")).toMatch(/from the browserfrom the browser$/);

    // What is selected in one terminal goes into another by the middle button.
    await page.keyboard.press("Enter");
    const other = await launch(chosenWords("other"), "other");
    await expect.poll(() => ink(other)).toBeGreaterThan(100);
    const words = await within(other, 30, 9);
    await page.mouse.dblclick(...words);
    await first.locator(".content").click({ position: { x: 100, y: 200 } });
    await page.mouse.click(...(await within(first, 100, 200)), { button: "middle" });
    await expect.poll(() => text("first")).toMatch(/\nchosen$/);
  });

  it("copies and drags text between editors and the browser", async () => {
    put("left.txt", "apples\n");
    const left = await launch("dbus-run-session gedit left.txt", "left.txt");
    await expect.poll(() => ink(left)).toBeGreaterThan(3000);
    await left.locator(".content").click({ position: { x: 300, y: 250 } });
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+c");
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("apples");
    await page.evaluate(() => navigator.clipboard.writeText("pears: 梨 ½"));
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Control+v");
    await expect.poll(() => page.locator(".task.active").textContent()).toContain("*");
    await save();
    await expect.poll(() => text("left.txt")).toBe("applespears: 梨 ½\n");

    // By the middle button alone.
    const terminal = await launch(catInto("middle"), "middle");
    await ready("middle");
    await raise("left.txt");
    await page.mouse.dblclick(...(await within(left, 60, 60)));
    await raise("middle");
    await page.mouse.click(...(await within(terminal, 200, 200)), { button: "middle" });
    await expect.poll(() => text("middle")).toMatch(/applespears$/);
    await terminal.getByRole("button", { name: "Close" }).click();

    put("right.txt", "plums\n");
    const right = await launch("dbus-run-session gedit right.txt", "right.txt");
    await expect.poll(() => ink(right)).toBeGreaterThan(3000);
    await drag(await within(right, 400, 25), [900, 110]); // by its own title bar
    await expect.poll(async () => (await right.boundingBox())?.x ?? 0).toBeGreaterThan(500);
    await raise("left.txt");
    await page.keyboard.press("Control+a");
    await drag(await within(left, 60, 60), await within(right, 680, 300)); // where left does not cover it
    await raise("right.txt");
    await save();
    await expect.poll(() => text("right.txt")).toBe("plumsapplespears: 梨 ½\n");
  });

  it("copies between Firefox and a terminal", async () => {
    put(
      "page.html",
      "<title>ready</title><body style='margin:0;height:5000px'>" +
        "<p style='height:40px'>words of a fox</p><textarea style='width:600px;height:200px' " +
        "oninput='document.title=`typed ${value}`'></textarea>" +
        "<script>onscroll=()=>document.title=`at ${scrollY}`</script>",
    );
    put(
      "profile/user.js",
      'user_pref("browser.shell.checkDefaultBrowser", false);\n' +
        'user_pref("datareporting.policy.dataSubmissionEnabled", false);\n' +
        'user_pref("browser.aboutwelcome.enabled", false);\n',
    );
    const fox = await launch("firefox-esr --profile profile --no-remote page.html", "ready");
    await fox.locator(".content").click({ position: { x: 500, y: 105 } });
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+c");
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toMatch(/words of a fox/);
    const terminal = await launch(catInto("first"), "first");
    await ready("first");
    await page.mouse.click(...(await within(terminal, 200, 200)), { button: "middle" });
    await expect.poll(() => text("first")).toMatch(/words of a fox/);

    const other = await launch(chosenWords("other"), "other");
    await expect.poll(() => ink(other)).toBeGreaterThan(100);
    await page.mouse.dblclick(...(await within(other, 30, 9)));
    const area = await within(fox, 560, 250); // beside the terminals
    await page.mouse.click(...area, { button: "middle" });
    await page.locator(".task", { hasText: "typed chosen" }).waitFor();
    await page.mouse.move(area[0] + 200, area[1] + 150); // below the text area
    await page.mouse.wheel(0, 360);
    await page.locator(".task", { hasText: /^at \d+/ }).waitFor();
  });

  it("scrolls a terminal's lines by the wheel, there and back", async () => {
    const lines = await launch('xterm -T lines -e sh -c "seq 1000 1200; exec cat"', "lines");
    await expect.poll(() => ink(lines)).toBeGreaterThan(1000);
    const bottom = await rows(lines);
    const five = 5 * 13; // a click's lines
    const moved = async (down: number): Promise<boolean> => {
      const kept = (await rows(lines)).slice(down + five, -1); // without what is beside the border
      return kept.every((row, index) => row === bottom[index + five]);
    };
    await page.mouse.move(...(await within(lines, 60, 60)));
    await page.mouse.wheel(0, -240);
    await expect.poll(() => moved(2 * five)).toBe(true);
    await page.mouse.wheel(0, 120);
    await expect.poll(() => moved(five)).toBe(true);
  });
});
