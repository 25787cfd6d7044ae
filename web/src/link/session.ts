// SPDX-License-Identifier: GPL-2.0-or-later
import type { WasmCore } from "../core/wasm_core";
import type { Input } from "../core/input";
import type { Size } from "../windows/geometry";
import { noCounters, type Counters, type FromWorker, type LinkState, type Patch } from "./messages";
import { PendingUpdate } from "./pending_update";
import { Backoff, endingOf } from "./reconnect";

// Of a WebSocket, what a session needs: tests give it another.
export interface Socket {
  binaryType: BinaryType;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(code?: number): void;
}

// Of the wasm core, likewise.
export type Core = Pick<
  WasmCore,
  "reset" | "receive" | "pixels" | "mismatches" | "encode" | "encodeHello" | "encodeAcknowledge"
>;

export interface SessionSurroundings {
  connect(): Socket;
  // Asks the gateway whether the cookie still counts; throws where it cannot be reached.
  admitted(): Promise<boolean>;
  post(message: FromWorker, transfer: Transferable[]): void;
  now(): number; // milliseconds, for measuring
}

// The link to a session and what arrives by it. A lost link is made again by itself; the page is
// told its state, and shows the last picture meanwhile.
export class Session {
  private socket: Socket | null = null;
  private connected = false;
  private readonly backoff = new Backoff();
  private readonly pending = new PendingUpdate();
  private pageReady = true;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private counters: Counters = noCounters;

  constructor(
    private readonly core: Core,
    private readonly around: SessionSurroundings,
    private viewport: Size,
  ) {}

  open(): void {
    clearTimeout(this.retry);
    this.tell({ kind: "connecting" });
    const socket = (this.socket = this.around.connect());
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.opened(socket);
    socket.onmessage = ({ data }) => {
      if (data instanceof ArrayBuffer) this.received(socket, new Uint8Array(data));
    };
    socket.onclose = ({ code }) => void this.closed(socket, code);
  }

  // At once rather than when the waiting time is over.
  retryNow(): void {
    if (this.socket === null) this.open();
  }

  send(input: Input): void {
    if (input.kind === "viewport") this.viewport = input;
    if (this.socket && this.connected) this.transmit(this.socket, this.core.encode(input));
  }

  // The page has shown the last update.
  shown(): void {
    this.pageReady = true;
    this.update();
  }

  private opened(socket: Socket): void {
    if (socket !== this.socket) return;
    this.connected = true;
    this.core.reset();
    this.pending.restart();
    this.transmit(socket, this.core.encodeHello(this.viewport));
    this.tell({ kind: "open" });
  }

  private received(socket: Socket, frame: Uint8Array<ArrayBuffer>): void {
    if (socket !== this.socket) return;
    const began = this.around.now();
    const events = this.core.receive(frame);
    const decodeMicroseconds = Math.round((this.around.now() - began) * 1000);
    if (events === null) {
      socket.close(4000);
      return this.failed("The session speaks another version of the protocol than this page.");
    }
    this.backoff.succeeded();
    for (const event of events) {
      this.pending.add(event);
      if (event.kind === "frameEnded") {
        const mismatches = this.core.mismatches();
        this.counters = { ...this.counters, frames: this.counters.frames + 1, mismatches };
        this.transmit(socket, this.core.encodeAcknowledge(event.number, decodeMicroseconds));
      }
    }
    this.counters = {
      ...this.counters,
      bytesDown: this.counters.bytesDown + frame.byteLength,
      messagesDown: this.counters.messagesDown + 1,
      decodeMicroseconds: this.counters.decodeMicroseconds + decodeMicroseconds,
    };
    this.update();
  }

  private async closed(socket: Socket, code: number): Promise<void> {
    if (socket !== this.socket) return;
    this.forget();
    switch (endingOf(code)) {
      case "over":
        return this.tell({ kind: "over" });
      case "incompatible":
        return this.failed("The session and this page do not understand each other.");
      case "retry":
        break;
    }
    // A refused upgrade looks like a broken link; only the gateway can tell.
    const admitted = await this.around.admitted().catch(() => true);
    if (this.reopened()) return; // the user was quicker
    if (!admitted) return this.tell({ kind: "refused" });
    const wait = this.backoff.next();
    this.tell({ kind: "lost", retryAt: Date.now() + wait });
    this.retry = setTimeout(() => this.retryNow(), wait);
  }

  private failed(reason: string): void {
    this.forget();
    this.tell({ kind: "failed", reason });
  }

  private reopened(): boolean {
    return this.socket !== null;
  }

  private forget(): void {
    this.socket = null;
    this.connected = false;
  }

  private transmit(socket: Socket, bytes: Uint8Array<ArrayBuffer> | null): void {
    if (bytes === null) return; // beyond a limit of the protocol: the server would hang up
    socket.send(bytes);
    const { bytesUp, messagesUp } = this.counters;
    this.counters = {
      ...this.counters,
      bytesUp: bytesUp + bytes.byteLength,
      messagesUp: messagesUp + 1,
    };
  }

  // To the page, where it is ready: one update is under way at a time.
  private update(): void {
    if (!this.pageReady || this.pending.empty) return;
    const { fresh, events, damaged } = this.pending.take();
    const patches: Patch[] = [];
    for (const { surface, rects } of damaged)
      for (const rect of rects) {
        const pixels = this.core.pixels(surface, rect);
        if (pixels) patches.push({ surface, rect, pixels });
      }
    this.pageReady = false;
    this.around.post(
      { kind: "update", fresh, events, patches, counters: this.counters },
      patches.map((patch) => patch.pixels.buffer),
    );
  }

  private tell(state: LinkState): void {
    this.around.post({ kind: "link", state }, []);
  }
}
