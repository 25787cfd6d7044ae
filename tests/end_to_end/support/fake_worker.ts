// SPDX-License-Identifier: GPL-2.0-or-later
import type { Page } from "playwright-core";

import type { Input } from "../../../web/src/core/input";
import type { Surface } from "../../../web/src/core/surface";
import type { FromWorker, ToWorker, Update } from "../../../web/src/link/messages";

declare global {
  interface Window {
    fake: { sent: ToWorker[]; tell(message: FromWorker): void };
  }
}

// In place of the worker with its link and core: the test is told what the page says, and says
// what the page is told. So the page is tested alone, to the pixel.
export async function installFakeWorker(page: Page): Promise<void> {
  await page.addInitScript(() => {
    class FakeWorker extends EventTarget {
      onmessage: ((event: { data: FromWorker }) => void) | null = null;
      readonly sent: ToWorker[] = [];
      constructor() {
        super();
        window.fake = this;
      }
      postMessage(message: ToWorker): void {
        this.sent.push(message);
      }
      tell(message: FromWorker): void {
        this.onmessage?.({ data: message });
      }
    }
    Object.defineProperty(window, "Worker", { value: FakeWorker });
  });
}

// What the page has told the session since the last call.
export async function takeInputs(page: Page): Promise<Input[]> {
  return page.evaluate(() =>
    window.fake.sent
      .splice(0)
      .flatMap((message) => (message.kind === "input" ? [message.input] : [])),
  );
}

export async function tellLink(
  page: Page,
  state: Extract<FromWorker, { kind: "link" }>["state"],
): Promise<void> {
  await page.evaluate((told) => window.fake.tell({ kind: "link", state: told }), state);
}

// Surfaces in one colour each, bottom to top.
export async function tellSurfaces(
  page: Page,
  surfaces: readonly (Surface & { color?: readonly [number, number, number] })[],
  more: Partial<Update> = {},
): Promise<void> {
  await page.evaluate(
    ([told, rest]) => {
      window.fake.tell({
        kind: "update",
        fresh: rest.fresh ?? false,
        events: [
          ...told.map((surface) => ({ kind: "surfaceChanged" as const, surface })),
          { kind: "restacked", ids: told.map((surface) => surface.id) },
          ...(rest.events ?? []),
        ],
        patches: told.map(({ id, size, color }) => {
          const pixels = new Uint8ClampedArray(size.width * size.height * 4);
          const [red, green, blue] = color ?? [255, 255, 255];
          for (let at = 0; at < pixels.length; at += 4) pixels.set([red, green, blue, 255], at);
          return { surface: id, rect: { x: 0, y: 0, ...size }, pixels };
        }),
        counters: {
          bytesDown: 0,
          bytesUp: 0,
          messagesDown: 0,
          messagesUp: 0,
          frames: 0,
          mismatches: 0,
          decodeMicroseconds: 0,
          ...rest.counters,
        },
      });
    },
    [surfaces, more] as const,
  );
}

// The colour of one pixel of a surface's canvas.
export async function pixelAt(
  page: Page,
  surface: number,
  x: number,
  y: number,
): Promise<number[]> {
  return page.evaluate(
    ([id, left, top]) => {
      const canvas = document.querySelector<HTMLCanvasElement>(`[data-surface="${id}"] canvas`);
      return [...(canvas?.getContext("2d")?.getImageData(left, top, 1, 1).data ?? [])];
    },
    [surface, x, y] as const,
  );
}
