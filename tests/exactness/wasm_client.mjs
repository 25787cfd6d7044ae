// SPDX-License-Identifier: GPL-2.0-or-later
//
// Gives the frames of write_frames to the WebAssembly core and compares its surfaces' hashes:
//
//     node wasm_client.mjs CORE.WASM FILE
import { readFileSync } from "node:fs";

const [coreFile, framesFile] = process.argv.slice(2);
const refuse = () => 8; // no file descriptor is ours
const { instance } = await WebAssembly.instantiate(readFileSync(coreFile), {
  wasi_snapshot_preview1: { fd_write: refuse, fd_seek: refuse, fd_close: refuse },
});
const core = instance.exports;
core._initialize();

const bytes = readFileSync(framesFile);
let at = 0;
const number = () => bytes.readUInt32LE((at += 4) - 4);

let frames = 0;
let ended = 0;
for (let length = number(); length !== 0; length = number()) {
  const address = core.buffer(length);
  new Uint8Array(core.memory.buffer, address, length).set(bytes.subarray(at, at + length));
  at += length;
  ++frames;
  if (core.receive(length) !== 1) fail(`frame ${frames} was refused`);
  const events = new DataView(core.memory.buffer, core.events(), core.eventsSize());
  let last = 0;
  for (let i = 0; i < events.byteLength; i += 8 + events.getUint32(i + 4, true))
    last = events.getUint32(i, true);
  if (last === 11) ++ended;
}
if (ended !== frames) fail(`${frames} frames, but ${ended} were told to have ended`);

let surfaces = 0;
while (at < bytes.length) {
  const id = number();
  const width = number();
  const height = number();
  const expected = bytes.readBigUInt64LE(at);
  at += 8;
  const actual = BigInt.asUintN(64, core.surfaceHash(id));
  if (actual !== expected) fail(`surface ${id} differs: ${actual} instead of ${expected}`);
  if (core.rgba(id, 0, 0, width, height) === 0) fail(`surface ${id} has another size`);
  if (core.rgba(id, 0, 0, width + 1, height) !== 0) fail(`surface ${id} is wider`);
  ++surfaces;
}
if (core.mismatches() !== 0) fail(`${core.mismatches()} checks failed`);
console.log(`${frames} frames, ${surfaces} surfaces: equal`);

function fail(message) {
  console.error(message);
  process.exit(1);
}
