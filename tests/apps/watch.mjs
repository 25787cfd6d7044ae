// SPDX-License-Identifier: GPL-2.0-or-later
//
// A viewer of a session with `--check`, until a line comes on standard input (or its end):
//
//     node watch.mjs CORE.WASM ADDRESS FILE
//
// Says "watching", and at last what it saw. FILE gets the frames and the last hashes, as
// write_frames does, for the native client.
import { once } from "node:events";

import { Watcher } from "../exactness/watcher.mjs";

const [coreFile, address, framesFile] = process.argv.slice(2);
const watcher = await Watcher.enter(address, coreFile);
await once(watcher.link, "frame");
console.log("watching");
process.stdin.resume();
await Promise.race([once(process.stdin, "data"), once(process.stdin, "end"), watcher.ended]);
for (let seen = -1; seen !== watcher.frames.length; ) {
  seen = watcher.frames.length;
  await new Promise((later) => setTimeout(later, 200)); // until no frame came for so long
}
watcher.record(framesFile);
watcher.link.close();
const kilobytes = (watcher.bytes / 1000).toFixed(0);
console.log(watcher.problem || `${watcher.frames.length} frames, ${kilobytes} kB, exact`);
process.exit(watcher.problem ? 1 : 0);
