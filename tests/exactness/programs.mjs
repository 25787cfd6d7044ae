// SPDX-License-Identifier: GPL-2.0-or-later
//
// Runs a real program in a session that hashes every surface of every frame (`--check`), uses it as
// its person would, and demands that the WebAssembly viewer never once differs:
//
//     node programs.mjs VITRINE CORE.WASM FILE SCENARIO
//
// FILE gets the frames and the last hashes, as write_frames does, for the native client.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { scenarios } from "./scenarios.mjs";
import { Watcher } from "./watcher.mjs";

const [vitrine, coreFile, framesFile, name] = process.argv.slice(2);
const scenario = scenarios[name];
rmSync(framesFile, { force: true });

const home = mkdtempSync(join(tmpdir(), "vitrine-exactness-"));
writeFileSync(join(home, "index.html"), "no page is needed here");
const options = ["--check", "--no-vnc", "--page", home];
const session = spawn(vitrine, ["run", ...options, "--", ...scenario.program], {
  cwd: home,
  env: { PATH: process.env.PATH, HOME: home, XDG_RUNTIME_DIR: home, LANG: "C.UTF-8" },
  stdio: ["ignore", "pipe", "pipe"],
});
const ended = new Promise((resolve) => session.on("exit", resolve));
let printed = "";
const address = await new Promise((found, failed) => {
  for (const stream of [session.stdout, session.stderr])
    stream.on("data", (text) => {
      printed += text;
      const match = /http:\/\/\S+\/enter\?token=[^\s'"]+/.exec(printed);
      if (match) found(match[0]);
    });
  session.on("exit", () => failed(new Error(`vitrine ended:\n${printed}`)));
});

const watcher = await Watcher.enter(address, coreFile);
const { core } = watcher;

const viewer = {
  core,
  send: (...input) => watcher.send(...input),
  pause: (milliseconds) => new Promise((later) => setTimeout(later, milliseconds)),
  // The first mapped window that is not the root.
  async window() {
    for (let i = 0; i < 2000 && !watcher.problem; ++i) {
      for (const [id, surface] of core.surfaces)
        if (surface.role !== 0 && surface.states & 1) return { id, ...surface };
      await viewer.pause(10);
    }
    throw new Error(`no window came\n${printed}`);
  },
  // Nothing more is drawn: no frame for a while.
  async settled() {
    for (let seen = -1; seen !== watcher.frames.length; await viewer.pause(300)) seen = watcher.frames.length;
  },
};
await Promise.race([scenario.use(viewer), watcher.ended]);
await Promise.race([viewer.settled(), watcher.ended]);

watcher.record(framesFile);
watcher.link.close();
session.kill("SIGTERM");
await ended;
rmSync(home, { recursive: true, force: true });

const { frames, bytes } = watcher;
let { problem } = watcher;
if (!problem && frames.length < scenario.frames) problem = `only ${frames.length} frames came`;
console.log(problem || `${name}: ${frames.length} frames, ${bytes} bytes, ${core.surfaces.size} surfaces: exact`);
process.exit(problem ? 1 : 0);
