// SPDX-License-Identifier: GPL-2.0-or-later
import type { Input } from "../core/input";
import type { Size } from "../windows/geometry";
import type { FromWorker, LinkState, ToWorker, Update } from "./messages";

export interface LinkEvents {
  linkChanged(state: LinkState): void;
  updated(update: Update): void;
}

// The page's end of the worker.
export class Link {
  private readonly worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });

  constructor(private readonly events: LinkEvents) {
    this.worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.received(data);
    this.worker.onerror = (error) =>
      events.linkChanged({ kind: "failed", reason: `The page's worker failed: ${error.message}` });
  }

  // `base` is the page's own address: everything else lies beside it.
  open(base: string, viewport: Size): void {
    const address = new URL("session", base);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    this.post({
      kind: "open",
      address: address.href,
      core: new URL("core.wasm", base).href,
      status: new URL("api/session", base).href,
      viewport,
    });
  }

  send(input: Input): void {
    this.post({ kind: "input", input });
  }

  retry(): void {
    this.post({ kind: "retry" });
  }

  private received(message: FromWorker): void {
    if (message.kind === "link") return this.events.linkChanged(message.state);
    try {
      this.events.updated(message);
    } finally {
      this.post({ kind: "shown" });
    }
  }

  private post(message: ToWorker): void {
    this.worker.postMessage(message);
  }
}
