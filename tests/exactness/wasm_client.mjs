// SPDX-License-Identifier: GPL-2.0-or-later
//
// Gives the frames of write_frames to the WebAssembly core and compares its surfaces' hashes:
//
//     node wasm_client.mjs CORE.WASM FILE
import { readFileSync } from "node:fs";

import { Core } from "./core.mjs";

const [coreFile, framesFile] = process.argv.slice(2);
const core = await Core.load(coreFile);
const bytes = readFileSync(framesFile);
let at = 0;
const number = () => bytes.readUInt32LE((at += 4) - 4);

let frames = 0;
for (let length = number(); length !== 0; length = number()) {
  if (!core.receive(bytes.subarray(at, at + length))) fail(`frame ${frames + 1} was refused`);
  at += length;
  if (core.frame !== ++frames) fail(`frame ${frames} did not end`);
}

let surfaces = 0;
while (at < bytes.length) {
  const [id, width, height] = [number(), number(), number()];
  const expected = bytes.readBigUInt64LE(at);
  at += 8;
  if (core.hash(id) !== expected) fail(`surface ${id} differs`);
  if (core.exports.rgba(id, 0, 0, width, height) === 0) fail(`surface ${id} has another size`);
  if (core.exports.rgba(id, 0, 0, width + 1, height) !== 0) fail(`surface ${id} is wider`);
  ++surfaces;
}
if (core.exports.mismatches() !== 0) fail(`${core.exports.mismatches()} checks failed`);
console.log(`${frames} frames, ${surfaces} surfaces: equal`);

function fail(message) {
  console.error(message);
  process.exit(1);
}
