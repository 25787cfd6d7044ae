// SPDX-License-Identifier: GPL-2.0-or-later
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";

import { openPage, startBrowser } from "./browser";
import { Vitrine } from "./vitrine";

// For each test of a suite a session, and a page that shows it, from `open` until the test's end;
// what the page complains of fails the test.
export class SeenSession {
  vitrine!: Vitrine;
  page!: Page;
  private browser!: Browser;
  errors: string[] = [];

  constructor(private readonly options: BrowserContextOptions = {}) {
    beforeAll(async () => {
      this.browser = await startBrowser();
    });
    afterAll(async () => this.browser.close());
    afterEach(async () => {
      await this.page.context().close();
      await this.vitrine.stop();
      expect(this.errors).toEqual([]);
    });
  }

  async open(...args: Parameters<typeof Vitrine.start>): Promise<void> {
    this.vitrine = await Vitrine.start(...args);
    ({ page: this.page, errors: this.errors } = await openPage(this.browser, this.options));
    await this.page.goto(this.vitrine.link);
    await this.page.locator('.link-state[data-link="open"]').waitFor();
  }

  // A file in the session's home; empty where there is none.
  text(name: string): string {
    const file = join(this.vitrine.home, name);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }
}

// Pixels that differ from the most frequent colour: what a program has written.
export async function ink(window: Locator): Promise<number> {
  return window.locator("canvas").evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const bytes = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
    const words = new Uint32Array(bytes?.buffer ?? new ArrayBuffer(0));
    const counts = new Map<number, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    return words.length - Math.max(0, ...counts.values());
  });
}

// Its rows of pixels from the top, each as a text that is another where the row is.
export async function rows(window: Locator): Promise<string[]> {
  return window.locator("canvas").evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const context = canvas.getContext("2d");
    return Array.from({ length: canvas.height }, (_, y) =>
      String(context?.getImageData(0, y, canvas.width, 1).data),
    );
  });
}
