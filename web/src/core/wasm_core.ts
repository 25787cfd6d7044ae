// SPDX-License-Identifier: GPL-2.0-or-later
import type { Rect, Size } from "../windows/geometry";
import { readEvents } from "./event_reader";
import { unreachable, type CoreEvent } from "./events";
import { surfaceActions, touchPhases, type Input } from "./input";

// What web/core/core.cpp exports and explains.
interface Exports {
  readonly memory: WebAssembly.Memory;
  _initialize(): void;
  buffer(size: number): number;
  reset(): void;
  receive(size: number): number;
  events(): number;
  eventsSize(): number;
  rgba(surface: number, x: number, y: number, width: number, height: number): number;
  mismatches(): number;
  output(): number;
  hello(width: number, height: number, textSize: number): number;
  acknowledge(frame: number, decodeMicroseconds: number, mismatches: number): number;
  pointerMove(surface: number, x: number, y: number): number;
  pointerButton(button: number, pressed: number): number;
  wheel(horizontal: number, vertical: number): number;
  key(code: number, keysym: number, pressed: number, textSize: number): number;
  releaseAll(): number;
  viewport(width: number, height: number): number;
  actOnSurface(
    surface: number,
    action: number,
    x: number,
    y: number,
    width: number,
    height: number,
  ): number;
  setClipboard(textSize: number): number;
  touch(finger: number, phase: number, surface: number, x: number, y: number): number;
}

const nowhere: Rect = { x: 0, y: 0, width: 0, height: 0 };

// The protocol itself: frames in, events and pixels out, input into bytes.
export class WasmCore {
  private constructor(private readonly core: Exports) {}

  static async start(module: WebAssembly.Module): Promise<WasmCore> {
    let said = "";
    const started: { core?: Exports } = {};
    // The C library writes the message of an abort; nothing else is written.
    const write = (_file: number, vectors: number, count: number, written: number): number => {
      const memory = started.core?.memory;
      if (!memory) return 0;
      const view = new DataView(memory.buffer);
      let size = 0;
      for (let at = vectors; at < vectors + 8 * count; at += 8) {
        const length = view.getUint32(at + 4, true);
        said += new TextDecoder().decode(
          new Uint8Array(memory.buffer, view.getUint32(at, true), length).slice(),
        );
        size += length;
      }
      view.setUint32(written, size, true);
      if (said.endsWith("\n")) {
        console.error(said.trimEnd());
        said = "";
      }
      return 0;
    };
    const { exports } = await WebAssembly.instantiate(module, {
      wasi_snapshot_preview1: { fd_write: write, fd_seek: () => 0, fd_close: () => 0 },
    });
    const core = (started.core = exports as unknown as Exports);
    core._initialize();
    return new WasmCore(core);
  }

  // Forgets everything: the coder's state and the surfaces belong to one link.
  reset(): void {
    this.core.reset();
  }

  // What a frame tells; null where the bytes are no frame, and the link must be closed.
  receive(frame: Uint8Array<ArrayBuffer>): CoreEvent[] | null {
    this.put(frame);
    if (this.core.receive(frame.byteLength) === 0) return null;
    return readEvents(this.bytes(this.core.events(), this.core.eventsSize()));
  }

  // RGBA of a rectangle of a surface; null where it is not inside.
  pixels(surface: number, rect: Rect): Uint8ClampedArray<ArrayBuffer> | null {
    const { x, y, width, height } = rect;
    const address = this.core.rgba(surface, x, y, width, height);
    return address === 0 ? null : new Uint8ClampedArray(this.bytes(address, width * height * 4));
  }

  mismatches(): number {
    return this.core.mismatches();
  }

  encodeHello(viewport: Size): Uint8Array<ArrayBuffer> | null {
    return this.output(this.core.hello(viewport.width, viewport.height, 0));
  }

  encodeAcknowledge(frame: number, decodeMicroseconds: number): Uint8Array<ArrayBuffer> | null {
    return this.output(this.core.acknowledge(frame, decodeMicroseconds, this.core.mismatches()));
  }

  // The bytes of a message; null where it exceeds a limit of the protocol.
  encode(input: Input): Uint8Array<ArrayBuffer> | null {
    return this.output(this.encodedSize(input));
  }

  private encodedSize(input: Input): number {
    const { core } = this;
    switch (input.kind) {
      case "pointerMove":
        return core.pointerMove(input.surface, input.x, input.y);
      case "pointerButton":
        return core.pointerButton(input.button, Number(input.pressed));
      case "wheel":
        return core.wheel(input.horizontal, input.vertical);
      case "key": {
        const textSize = this.putText(input.text);
        return core.key(input.code, input.keysym, Number(input.pressed), textSize);
      }
      case "releaseAll":
        return core.releaseAll();
      case "viewport":
        return core.viewport(input.width, input.height);
      case "actOnSurface": {
        const { x, y, width, height } = input.geometry ?? nowhere;
        const action = surfaceActions.indexOf(input.action);
        return core.actOnSurface(input.surface, action, x, y, width, height);
      }
      case "setClipboard":
        return core.setClipboard(this.putText(input.text));
      case "touch": {
        const phase = touchPhases.indexOf(input.phase);
        return core.touch(input.finger, phase, input.surface, input.x, input.y);
      }
      default:
        return unreachable(input);
    }
  }

  private output(size: number): Uint8Array<ArrayBuffer> | null {
    return size === 0 ? null : new Uint8Array(this.bytes(this.core.output(), size));
  }

  private putText(text: string): number {
    const bytes = new TextEncoder().encode(text);
    this.put(bytes);
    return bytes.byteLength;
  }

  private put(bytes: Uint8Array<ArrayBuffer>): void {
    const address = this.core.buffer(bytes.byteLength);
    this.bytes(address, bytes.byteLength).set(bytes);
  }

  // A view that is good until the next call, which may replace the memory.
  private bytes(address: number, size: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.core.memory.buffer, address, size);
  }
}
