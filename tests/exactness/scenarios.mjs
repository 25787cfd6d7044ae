// SPDX-License-Identifier: GPL-2.0-or-later
import { fileURLToPath } from "node:url";

const canvas = fileURLToPath(new URL("canvas.tcl", import.meta.url));

// Linux input event codes and keysyms of what is typed.
const codes = { "\n": 28, " ": 57, "-": 12, "/": 53, ";": 39 };
"qwertyuiop".split("").forEach((letter, i) => (codes[letter] = 16 + i));
"asdfghjkl".split("").forEach((letter, i) => (codes[letter] = 30 + i));
"zxcvbnm".split("").forEach((letter, i) => (codes[letter] = 44 + i));

async function type(viewer, text) {
  for (const letter of text) {
    const keysym = letter === "\n" ? 0xff0d : letter.charCodeAt(0);
    viewer.send("key", codes[letter], keysym, 1, 0);
    viewer.send("key", codes[letter], keysym, 0, 0);
    await viewer.pause(8);
  }
}

// What each program is asked to do; `frames` is the least that must come of it.
export const scenarios = {
  xterm: {
    program: ["xterm", "-e", "/bin/sh"],
    frames: 40,
    async use(viewer) {
      const { id } = await viewer.window();
      viewer.send("actOnSurface", id, 0, 0, 0, 0, 0);
      await viewer.settled();
      await type(viewer, "ls -la /etc\n");
      await viewer.settled();
      await type(viewer, "ls -la /usr/lib; seq -w nine; ls -la /bin\n");
      await viewer.settled();
      viewer.send("pointerMove", id, 20, 20);
      viewer.send("pointerButton", 1, 1);
      for (let i = 0; i < 40; ++i) viewer.send("pointerMove", id, 20 + 5 * i, 20 + 4 * i);
      viewer.send("pointerButton", 1, 0);
    },
  },
  xcalc: {
    program: ["xcalc"],
    frames: 20,
    async use(viewer) {
      const { id, width, height } = await viewer.window();
      await viewer.settled();
      for (let i = 0; i < 60; ++i) {
        viewer.send("pointerMove", id, (i * 37) % width, (i * 61) % height);
        viewer.send("pointerButton", 1, 1);
        await viewer.pause(15);
        viewer.send("pointerButton", 1, 0);
        await viewer.pause(15);
      }
    },
  },
  wish: {
    program: ["wish", canvas],
    frames: 30,
    async use(viewer) {
      const { id } = await viewer.window();
      for (let i = 0; i < 100; ++i) {
        viewer.send("pointerMove", id, 30 + i, 40 + ((i * 7) % 90));
        await viewer.pause(20);
      }
    },
  },
};
