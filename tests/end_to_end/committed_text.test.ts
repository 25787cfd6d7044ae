// SPDX-License-Identifier: GPL-2.0-or-later
import { dirname } from "node:path";
import type { CDPSession } from "playwright-core";

import { built } from "./support/build";
import { SeenSession } from "./support/seen_session";

const length = 1000;

// Chinese, letters that dead keys make, and plain ones: a thousand characters, half of them
// different, in commits of one to a dozen, as input methods make them.
function commits(): string[] {
  const accented = [..."âêîôûàèìòùäëïöüáéíóúñõãçåÂÊÎŝĉĝĵœŵŷžčšřěůőűłęąğışţđħ"];
  let seed = 1;
  const random = (below: number): number => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  const character = (): string => {
    const kind = random(10);
    if (kind < 6) return String.fromCodePoint(0x4e00 + random(600) * 7);
    if (kind < 8) return accented[random(accented.length)] ?? "";
    return "etaoin shrdlu,.，。"[random(17)] ?? "";
  };
  const result: string[] = [];
  for (let left = length; left > 0; ) {
    const size = Math.min(left, 1 + random(12));
    result.push(Array.from({ length: size }, character).join(""));
    left -= size;
  }
  return result;
}

interface Program {
  name: string;
  command: string; // for a shell in the session's home; what is typed goes into the file `typed`
  saves: boolean; // only when asked
}

const wishScript = `
text .text; pack .text; focus -force .text
bind .text <<Modified>> {
  set file [open typed w]; fconfigure $file -encoding utf-8
  puts -nonewline $file [.text get 1.0 end-1c]; close $file; .text edit modified 0
}`;

const xterm = "xterm -u8 -e 'stty -icanon -echo; cat > typed'";

// The native viewer as a program of the session, showing another session.
const vitrineProgram = built("VITRINE");
const viewer = `
${vitrineProgram} run --no-vnc --name inner ${xterm} > inner &
until link=$(grep -o "vitrine-viewer '[^']*'" inner); do sleep 0.1; done
eval exec "${dirname(vitrineProgram)}/$link"`;

const programs: Program[] = [
  { name: "xterm", command: xterm, saves: false },
  { name: "xterm in the native viewer", command: viewer, saves: false },
  { name: "wish", command: `echo '${wishScript}' > script; wish script`, saves: false },
  { name: "gedit", command: "dbus-run-session gedit typed", saves: true },
  {
    name: "featherpad",
    command: `mkdir -p .config/featherpad; echo '[text]\nappendEmptyLine=false' > .config/featherpad/fp.conf; featherpad typed`,
    saves: true,
  },
];

describe("text that an input method commits", () => {
  const seen = new SeenSession();

  async function commit(browserSide: CDPSession, text: string): Promise<void> {
    await browserSide.send("Input.imeSetComposition", {
      text: "pin",
      selectionStart: 3,
      selectionEnd: 3,
    });
    await browserSide.send("Input.insertText", { text });
  }

  it.each(programs)("arrives whole and in order in $name", async ({ command, saves }) => {
    await seen.open("run", "--no-vnc", "sh", "-c", command);
    const { page } = seen;
    const content = page.locator(".window:not([hidden]) .content");
    await content.first().click({ position: { x: 200, y: 150 } });
    const typed = (): string => seen.text("typed").trimEnd();
    // It is ready once it has taken a letter. Editors mark what is not saved by a star.
    const title = page.locator(".task").first();
    const ready = async (): Promise<boolean> => {
      await page.keyboard.type("x");
      return saves ? ((await title.textContent()) ?? "").includes("*") : typed() !== "";
    };
    await expect.poll(ready, { interval: 500 }).toBe(true);

    const browserSide = await page.context().newCDPSession(page);
    const parts = commits();
    for (const part of parts) await commit(browserSide, part);
    await page.keyboard.type("!");
    const saved = async (): Promise<string> => {
      if (saves) await page.keyboard.press("Control+s");
      return typed();
    };
    await expect.poll(saved, { interval: 1000 }).toMatch(/!$/);
    expect(typed().replace(/^x+/, "")).toBe(`${parts.join("")}!`);
  });
});
