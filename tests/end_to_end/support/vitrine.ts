// SPDX-License-Identifier: GPL-2.0-or-later
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { built } from "./build";

// A session of the built `vitrine`, in a home of its own.
export class Vitrine {
  readonly home = mkdtempSync(join(tmpdir(), "vitrine-test-"));
  link = "";
  display: Record<string, string> = {}; // DISPLAY and XAUTHORITY
  private readonly process: ChildProcess;
  private output = "";
  private readonly ended: Promise<number | null>;

  private constructor(command: string, args: readonly string[]) {
    this.process = spawn(
      built("VITRINE"),
      [command, "--page", built("VITRINE_PAGE"), ...args],
      {
        env: {
          PATH: process.env["PATH"],
          LANG: "C.UTF-8",
          HOME: this.home,
          XDG_RUNTIME_DIR: this.home,
          SHELL: "/bin/sh",
          PS1: "$ ",
        },
        stdio: ["ignore", "pipe", "pipe"],
        cwd: this.home,
      },
    );
    this.ended = new Promise((ended) => this.process.on("exit", ended));
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.on("data", (text: Buffer) => (this.output += text.toString()));
  }

  static async start(command: "run" | "desktop", ...args: string[]): Promise<Vitrine> {
    const vitrine = new Vitrine(command, args);
    await vitrine.printed(/X programs/);
    vitrine.link = /http:\/\/\S+\/enter\?token=[^\s'"]+/.exec(vitrine.output)?.[0] ?? "";
    for (const [, name, value] of vitrine.output.matchAll(/\b(DISPLAY|XAUTHORITY)=(\S+)/g))
      vitrine.display[name ?? ""] = value ?? "";
    return vitrine;
  }

  // The exit status, once the session is asked to end, or has ended by itself.
  async exit(): Promise<number | null> {
    return this.ended;
  }

  async stop(): Promise<void> {
    this.process.kill("SIGTERM");
    await this.ended;
    rmSync(this.home, { recursive: true, force: true });
  }

  private async printed(text: RegExp): Promise<void> {
    const soon = Date.now() + 30_000;
    while (!text.test(this.output)) {
      if (this.process.exitCode !== null || Date.now() > soon)
        throw new Error(`vitrine did not start:\n${this.output}`);
      await new Promise((later) => setTimeout(later, 10));
    }
  }
}
