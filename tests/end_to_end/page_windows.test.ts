// SPDX-License-Identifier: GPL-2.0-or-later
import { SurfaceState } from "../../web/src/core/surface";
import { someSurface } from "../../web/tests/surfaces";
import { pixelAt, takeInputs, tellLink, tellSurfaces } from "./support/fake_worker";
import { editor, LonePage, titleHeight } from "./support/lone_page";

const white = [255, 255, 255, 255];

describe("the page's windows and tools", () => {
  const lone = new LonePage();

  it("tells the session how large it is: itself without its task bar", async () => {
    const { page } = lone;
    await page.reload();
    await page.waitForFunction(() => window.fake.sent.length > 0);
    const opening = await page.evaluate(() => window.fake.sent.find(({ kind }) => kind === "open"));
    expect(opening).toMatchObject({
      kind: "open",
      address: `${lone.address.replace("http", "ws")}session`,
      viewport: { width: 1280, height: 800 - 48 },
    });
    await page.setViewportSize({ width: 1000, height: 700 });
    await expect
      .poll(() => takeInputs(page))
      .toContainEqual({
        kind: "viewport",
        width: 1000,
        height: 700 - 48,
      });
  });

  it("shows each surface where the server has it, with its pixels", async () => {
    const { page } = lone;
    await tellSurfaces(page, [{ ...editor, color: [10, 20, 30] }]);
    expect(await lone.content(1).boundingBox()).toEqual({
      x: 100,
      y: 80,
      width: 400,
      height: 300,
    });
    expect(await pixelAt(page, 1, 399, 299)).toEqual([10, 20, 30, 255]);
    expect(await page.title()).toBe("Editor");
    expect(await lone.frame(1).locator(".title").textContent()).toBe("Editor");
  });

  it("stacks as the server says, and takes away what is gone", async () => {
    const { page } = lone;
    const other = someSurface({
      id: 2,
      position: { x: 150, y: 100 },
      size: { width: 50, height: 50 },
    });
    const topmost = () =>
      page.evaluate(
        () =>
          document.elementFromPoint(170, 150)?.closest<HTMLElement>("[data-window]")?.dataset[
            "window"
          ],
      );
    await tellSurfaces(page, [editor, other]);
    expect(await topmost()).toBe("2");
    await tellSurfaces(page, [other, editor]);
    expect(await topmost()).toBe("1");
    await tellSurfaces(page, [other], { events: [{ kind: "surfaceDropped", id: 1 }] });
    expect(await lone.frame(1).count()).toBe(0);
    expect(await topmost()).toBe("2");
  });

  it("shows which programs start by the pointer and in the task bar, until they have", async () => {
    const { page } = lone;
    const launch = { number: 7, title: "Text Editor", application: "gedit" };
    const starting = page.getByRole("status", { name: "Text Editor is starting" });
    const pointer = () => lone.page.locator(".screen").evaluate((e) => getComputedStyle(e).cursor);
    await tellSurfaces(page, [editor]);
    expect(await pointer()).toBe("default");
    await tellSurfaces(page, [editor], {
      events: [{ kind: "launchChanged", launch, underWay: true }],
    });
    await starting.waitFor();
    expect(await pointer()).toBe("progress");
    await tellSurfaces(page, [editor], {
      events: [{ kind: "launchChanged", launch: { ...launch, title: "" }, underWay: false }],
    });
    expect(await starting.count()).toBe(0);
    expect(await pointer()).toBe("default");
  });

  it("moves a window by its title bar, at once, and asks the server", async () => {
    const { page } = lone;
    await tellSurfaces(page, [editor]);
    await page.mouse.move(300, 80 - titleHeight / 2);
    await page.mouse.down();
    await page.mouse.move(350, 100 - titleHeight / 2, { steps: 4 });
    expect(await lone.content(1).boundingBox()).toMatchObject({ x: 150, y: 100 });
    await page.mouse.up();
    const inputs = await takeInputs(page);
    expect(inputs[0]).toEqual({ kind: "actOnSurface", surface: 1, action: "activate" });
    expect(inputs.at(-1)).toEqual({
      kind: "actOnSurface",
      surface: 1,
      action: "moveResize",
      geometry: { x: 150, y: 100, width: 400, height: 300 },
    });
    // The server did not agree: its word counts once the window is dropped.
    await expect.poll(() => lone.content(1).boundingBox()).toMatchObject({ x: 100 });
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
    const { page } = lone;
    await tellSurfaces(page, [editor]);
    const box = await lone.frame(1).locator(`.edge.${edge}`).boundingBox();
    const x = (box?.x ?? 0) + 2;
    const y = (box?.y ?? 0) + 2;
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 20, y + 10, { steps: 3 });
    await page.mouse.up();
    const inputs = await takeInputs(page);
    expect(inputs.at(-1)).toEqual({
      kind: "actOnSurface",
      surface: 1,
      action: "moveResize",
      geometry,
    });
    expect(inputs.filter((input) => input.kind === "pointerButton")).toEqual([]);
  });

  it("minimises, maximises and closes by the title bar's buttons, and restores by the task bar", async () => {
    const { page } = lone;
    await tellSurfaces(page, [editor]);
    for (const [label, action] of [
      ["Minimise", "minimize"],
      ["Maximise", "maximize"],
      ["Close", "close"],
    ]) {
      await lone
        .frame(1)
        .getByRole("button", { name: label ?? "" })
        .click();
      expect(await takeInputs(page)).toEqual([{ kind: "actOnSurface", surface: 1, action }]);
    }
    const away = { ...editor, states: SurfaceState.Mapped | SurfaceState.Minimized };
    await tellSurfaces(page, [away]);
    expect(await lone.content(1).isVisible()).toBe(false);
    await page.locator(".task").click();
    expect(await takeInputs(page)).toEqual([
      { kind: "actOnSurface", surface: 1, action: "restore" },
    ]);
  });

  it("lists windows that draw their own frames, but none that a program put there by itself", async () => {
    const { page } = lone;
    const ownFrame = someSurface({ id: 2, title: "Own frame", decorated: false });
    const byItself = someSurface({ id: 3, title: "By itself", decorated: false, abilities: 0 });
    await tellSurfaces(page, [ownFrame, byItself]);
    await expect.poll(() => page.locator(".task-title").allTextContents()).toEqual(["Own frame"]);
  });

  it("cuts a shaped window, for the eye and for the pointer", async () => {
    const { page } = lone;
    const round = someSurface({
      id: 3,
      decorated: false,
      position: { x: 0, y: 0 },
      shape: [{ x: 20, y: 20, width: 30, height: 30 }],
    });
    await tellSurfaces(page, [round]);
    const hit = (x: number, y: number) =>
      page.evaluate(
        ([left, top]) => document.elementFromPoint(left, top)?.closest("[data-surface]") !== null,
        [x, y] as const,
      );
    expect(await hit(30, 30)).toBe(true);
    expect(await hit(5, 5)).toBe(false);
  });

  it("finds programs by typing and launches by Enter", async () => {
    const { page } = lone;
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
    const { page } = lone;
    await tellSurfaces(page, [editor]);
    await tellLink(page, { kind: "lost", retryAt: Date.now() + 60_000 });
    expect(await page.locator(".banner").textContent()).toMatch(
      /connection is lost.*again in \d+ s/i,
    );
    expect(await pixelAt(page, 1, 0, 0)).toEqual(white); // the last picture stays
    await page.getByRole("button", { name: "Try now" }).click();
    expect(await page.evaluate(() => window.fake.sent.at(-1))).toEqual({ kind: "retry" });
    await tellLink(page, { kind: "open" });
    expect(await page.locator(".banner").count()).toBe(0);
  });

  it("keeps the elements of windows that are still there after a new link", async () => {
    const { page } = lone;
    const other = someSurface({ id: 2 });
    await tellSurfaces(page, [editor, other]);
    await lone
      .content(1)
      .locator("canvas")
      .evaluate((canvas) => (canvas.dataset["mark"] = "same"));
    await tellSurfaces(page, [editor], { fresh: true });
    expect(await lone.frame(2).count()).toBe(0);
    expect(await lone.content(1).locator("canvas").getAttribute("data-mark")).toBe("same");
  });

  it("draws a session with a desktop of its own on the whole page, without frames", async () => {
    const { page } = lone;
    const root = someSurface({
      id: 9,
      role: "root",
      decorated: false,
      size: { width: 1280, height: 800 },
      color: [1, 2, 3],
    } as Parameters<typeof someSurface>[0]);
    await tellSurfaces(page, [root], {
      events: [
        {
          kind: "welcomed",
          welcome: { sessionName: "test", screen: { width: 1280, height: 800 }, desktop: true },
        },
      ],
    });
    expect(await lone.content(9).boundingBox()).toEqual({ x: 0, y: 0, width: 1280, height: 800 });
    expect(await page.locator(".title-bar").count()).toBe(0);
  });

  it("moves and resizes windows by the keyboard alone", async () => {
    const { page } = lone;
    await tellSurfaces(page, [editor]);
    await lone.frame(1).locator(".title-bar").focus();
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
    const { page } = lone;
    await expect.poll(() => page.locator(".view-only").textContent()).toBe("View only");
  });

  it("shows live figures of its own and the server's", async () => {
    const { page } = lone;
    await page.getByRole("button", { name: /live figures/i }).click();
    const panel = page.getByRole("complementary", { name: "Live figures" });
    await expect.poll(() => panel.textContent()).toContain("Requests1\u202f234");
    expect(await panel.textContent()).toContain("Key to picture");
  });
});
