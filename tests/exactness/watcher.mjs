// SPDX-License-Identifier: GPL-2.0-or-later
import { writeFileSync } from "node:fs";

import { Core } from "./core.mjs";
import { Link } from "./link.mjs";

// The WebAssembly viewer in a session that hashes every surface of every frame (`--check`): it
// keeps the frames, and the first thing that is wrong with them.
export class Watcher {
  static async enter(address, coreFile) {
    return new Watcher(await Core.load(coreFile), await Link.open(address));
  }

  constructor(core, link) {
    this.core = core;
    this.link = link;
    this.frames = [];
    this.bytes = 0;
    this.problem = "";
    this.ended = new Promise((resolve) => link.on("end", resolve));
    link.on("open", () => this.send("hello", 1280, 800, 0));
    link.on("frame", (frame) => this.take(frame));
  }

  send(...input) {
    this.link.send(this.core.input(...input));
  }

  take(frame) {
    this.frames.push(frame);
    this.bytes += frame.length;
    const count = this.frames.length;
    if (!this.problem && !this.core.receive(frame)) this.problem = `frame ${count} was refused`;
    const mismatches = this.core.exports.mismatches();
    if (!this.problem && mismatches !== 0) this.problem = `a check failed in frame ${count}`;
    this.send("acknowledge", this.core.frame, 0, mismatches);
    if (this.problem) this.link.close();
  }

  // The frames and the hashes of all surfaces after the last, as replay_frames reads them.
  record(file) {
    const count = (number) => {
      const word = Buffer.alloc(4);
      word.writeUInt32LE(number);
      return word;
    };
    const record = this.frames.flatMap((frame) => [count(frame.length), frame]);
    record.push(count(0));
    for (const [id, { width, height }] of this.core.surfaces) {
      const hash = Buffer.alloc(8);
      hash.writeBigUInt64LE(this.core.hash(id));
      record.push(count(id), count(width), count(height), hash);
    }
    writeFileSync(file, Buffer.concat(record));
  }
}
