// SPDX-License-Identifier: GPL-2.0-or-later
import { someSurface } from "../../web/tests/surfaces";
import { takeInputs, tellSurfaces } from "./support/fake_worker";
import { editor, LonePage, titleHeight } from "./support/lone_page";

describe("the page's input", () => {
  const lone = new LonePage();

  it("sends the pointer in the surface's coordinates, with every button, also beyond its edge", async () => {
    const { page } = lone;
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
      { kind: "pointerMove", surface: 0, x: 90, y: 70 },
      { kind: "pointerButton", button: 3, pressed: false },
      { kind: "pointerButton", button: 1, pressed: false },
      { kind: "pointerMove", surface: 0, x: 700, y: 600 },
    ]);
  });

  it("turns the wheel in 1/120 of a click", async () => {
    const { page } = lone;
    await tellSurfaces(page, [editor]);
    await page.mouse.move(200, 200);
    await page.mouse.wheel(0, 100);
    await expect
      .poll(() => takeInputs(page))
      .toContainEqual({
        kind: "wheel",
        horizontal: 0,
        vertical: 120,
      });
  });

  it("sends keys as code, keysym and text, down and up", async () => {
    const { page } = lone;
    await page.keyboard.press("a");
    await page.keyboard.press("Shift+B");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Control+c");
    const keys = (await takeInputs(page)).flatMap((input) =>
      input.kind === "key" ? [[input.code, input.keysym, input.text, input.pressed]] : [],
    );
    expect(keys).toEqual([
      [30, 0x61, "a", true],
      [30, 0x61, "a", false],
      [42, 0xffe1, "", true],
      [48, 0x42, "B", true],
      [48, 0x42, "B", false],
      [42, 0xffe1, "", false],
      [103, 0xff52, "", true],
      [103, 0xff52, "", false],
      [29, 0xffe3, "", true],
      [46, 0x63, "", true],
      [46, 0x63, "", false],
      [29, 0xffe3, "", false],
    ]);
  });

  it("types what an input method commits, and releases everything when it loses the keyboard", async () => {
    const { page } = lone;
    await page.keyboard.insertText("é😀");
    await page.keyboard.down("w");
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    const inputs = await takeInputs(page);
    const typed = inputs.flatMap((input) =>
      input.kind === "key" && input.code === 0 && input.pressed ? [input.text] : [],
    );
    expect(typed).toEqual(["é😀"]);
    expect(inputs.at(-1)).toEqual({ kind: "releaseAll" });
  });

  it("types a composition once, when it is committed", async () => {
    const { page } = lone;
    const browserSide = await page.context().newCDPSession(page);
    for (const text of ["n", "に", "にほ", "日本"])
      await browserSide.send("Input.imeSetComposition", {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    expect(await takeInputs(page)).toEqual([]);
    await browserSide.send("Input.insertText", { text: "日本" });
    await page.keyboard.press("x");
    const typed = (await takeInputs(page)).flatMap((input) =>
      input.kind === "key" && input.pressed ? [input.text] : [],
    );
    expect(typed).toEqual(["日本", "x"]);
  });

  it("offers what is pasted before the key that pastes, and copies what the session copied", async () => {
    const { page } = lone;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.evaluate(() => navigator.clipboard.writeText("from elsewhere"));
    await page.keyboard.press("Control+v");
    const inputs = await takeInputs(page);
    const kinds = inputs.map((input) =>
      input.kind === "key" ? `key ${input.code} ${input.pressed}` : input.kind,
    );
    expect(kinds).toEqual([
      "key 29 true",
      "setClipboard",
      "key 47 true",
      "key 47 false",
      "key 29 false",
    ]);
    expect(inputs[1]).toEqual({ kind: "setClipboard", text: "from elsewhere" });

    await tellSurfaces(page, [], {
      events: [{ kind: "clipboardChanged", text: "from a program" }],
    });
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toBe("from a program");
  });

  it("leaves menus undecorated, and closes them by a press on a title bar", async () => {
    const { page } = lone;
    const menu = someSurface({
      id: 2,
      role: "menu",
      decorated: false,
      position: { x: 120, y: 100 },
      size: { width: 80, height: 90 },
    });
    await tellSurfaces(page, [editor, menu]);
    expect(await lone.frame(2).locator(".title-bar").count()).toBe(0);
    expect(await page.locator(".task").count()).toBe(1);
    await page.mouse.click(300, 80 - titleHeight / 2);
    const inputs = await takeInputs(page);
    expect(inputs.slice(0, 3)).toEqual([
      { kind: "pointerMove", surface: 0, x: 300, y: 80 - titleHeight / 2 },
      { kind: "pointerButton", button: 1, pressed: true },
      { kind: "pointerButton", button: 1, pressed: false },
    ]);
  });

  it("shows the session's cursor", async () => {
    const { page } = lone;
    await page.evaluate(() => {
      window.fake.tell({
        kind: "update",
        fresh: false,
        patches: [],
        events: [
          {
            kind: "cursorShown",
            cursor: {
              id: 7,
              hotspot: { x: 3, y: 4 },
              width: 8,
              height: 8,
              pixels: new Uint8ClampedArray(256).fill(255),
            },
          },
        ],
        counters: {
          bytesDown: 0,
          bytesUp: 0,
          messagesDown: 0,
          messagesUp: 0,
          frames: 0,
          mismatches: 0,
          decodeMicroseconds: 0,
        },
      });
    });
    const cursor = await page
      .locator(".screen")
      .evaluate((screen) => getComputedStyle(screen).cursor);
    expect(cursor).toMatch(/^url\("data:image\/png;base64,.*"\) 3 4, default$/);
  });
});
