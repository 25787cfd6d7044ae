// SPDX-License-Identifier: GPL-2.0-or-later
import { fileURLToPath } from "node:url";
import type { Browser, Locator, Page } from "playwright-core";

import { SurfaceState } from "../../../web/src/core/surface";
import { someSurface } from "../../../web/tests/surfaces";
import { openPage, startBrowser } from "./browser";
import { installFakeWorker, takeInputs, tellLink, tellSurfaces } from "./fake_worker";
import { servePage, type PageServer } from "./page_server";

const folder =
  process.env["VITRINE_PAGE"] ?? fileURLToPath(new URL("../../../build/page", import.meta.url));

export const titleHeight = 28;

export const editor = someSurface({
  id: 1,
  title: "Editor",
  position: { x: 100, y: 80 },
  size: { width: 400, height: 300 },
  states: SurfaceState.Mapped | SurfaceState.Active,
});

const programs = [
  {
    id: "xterm.desktop",
    name: "XTerm",
    comment: "Terminal emulator",
    categories: ["System"],
    icon: false,
  },
  {
    id: "xclock.desktop",
    name: "Clock",
    comment: "Shows the time",
    categories: ["Utility"],
    icon: false,
  },
];

// The page alone, told what to show by the test in place of a session: for the tests of one file.
export class LonePage {
  page!: Page;
  address = "";
  private browser!: Browser;
  private server!: PageServer;
  private errors: string[] = [];

  constructor() {
    beforeAll(async () => {
      this.browser = await startBrowser();
      this.server = await servePage(folder, {
        "/api/applications": programs,
        "/api/launch": {},
        "/api/session": { name: "test", role: "view" },
        "/api/statistics": { viewers: 1, requests: 1234, pixelBytes: 4096 },
      });
      this.address = this.server.address;
    });
    afterAll(async () => {
      await this.browser.close();
      this.server.close();
    });
    beforeEach(async () => this.open());
    afterEach(async () => {
      expect(this.errors).toEqual([]);
      await this.page.context().close();
    });
  }

  content(id: number): Locator {
    return this.page.locator(`[data-surface="${id}"]`);
  }

  frame(id: number): Locator {
    return this.page.locator(`[data-window="${id}"]`);
  }

  private async open(): Promise<void> {
    const { page, errors } = await openPage(this.browser);
    this.page = page;
    this.errors = errors;
    await installFakeWorker(page);
    await page.goto(this.address);
    await page.waitForFunction(() => window.fake.sent.some(({ kind }) => kind === "open"));
    await tellLink(page, { kind: "open" });
    await tellSurfaces(page, [], {
      events: [
        {
          kind: "welcomed",
          welcome: { sessionName: "test", screen: { width: 1280, height: 752 }, desktop: false },
        },
      ],
    });
    await takeInputs(page);
  }
}
