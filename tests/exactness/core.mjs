// SPDX-License-Identifier: GPL-2.0-or-later
import { readFileSync } from "node:fs";

// The WebAssembly core (web/core/core.cpp describes its exports) as a viewer without a screen.
export class Core {
  static async load(file) {
    const refuse = () => 8; // no file descriptor is ours
    const { instance } = await WebAssembly.instantiate(readFileSync(file), {
      wasi_snapshot_preview1: { fd_write: refuse, fd_seek: refuse, fd_close: refuse },
    });
    instance.exports._initialize();
    return new Core(instance.exports);
  }

  constructor(exports) {
    this.exports = exports;
    this.surfaces = new Map(); // id → { width, height, role, states }
    this.frame = 0;
  }

  // One frame; false where it was none.
  receive(frame) {
    const address = this.exports.buffer(frame.length);
    new Uint8Array(this.exports.memory.buffer, address, frame.length).set(frame);
    if (this.exports.receive(frame.length) !== 1) return false;
    const { memory, events, eventsSize } = this.exports;
    const bytes = new DataView(memory.buffer, events(), eventsSize());
    for (let at = 0; at < bytes.byteLength; at += 8 + bytes.getUint32(at + 4, true))
      this.told(bytes.getUint32(at, true), (field) => bytes.getUint32(at + 8 + 4 * field, true));
    return true;
  }

  told(kind, field) {
    if (kind === 2)
      this.surfaces.set(field(0), {
        width: field(1),
        height: field(2),
        role: field(6),
        states: field(8),
      });
    if (kind === 3) this.surfaces.delete(field(0));
    if (kind === 11) this.frame = field(0);
  }

  hash(surface) {
    return BigInt.asUintN(64, this.exports.surfaceHash(surface));
  }

  // A message for the server: input("pointerMove", surface, x, y).
  input(name, ...fields) {
    const size = this.exports[name](...fields);
    return new Uint8Array(this.exports.memory.buffer, this.exports.output(), size).slice();
  }
}
