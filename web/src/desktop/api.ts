// SPDX-License-Identifier: GPL-2.0-or-later
import * as v from "valibot";

// The gateway's JSON interface. What comes back is checked: a proxy may answer in its place.

const Applications = v.array(
  v.object({
    id: v.string(),
    name: v.string(),
    comment: v.optional(v.string(), ""),
    icon: v.optional(v.nullable(v.unknown())), // whether there is one
    categories: v.optional(v.array(v.string()), []),
  }),
);

export type Application = v.InferOutput<typeof Applications>[number];

const SessionInfo = v.object({ role: v.optional(v.string(), "owner") });

const Statistics = v.record(v.string(), v.unknown());
export type Statistics = v.InferOutput<typeof Statistics>;

// Why a request failed, for its user to read.
export class ApiError extends Error {}

export class Api {
  constructor(private readonly base: string) {}

  async applications(): Promise<Application[]> {
    return v.parse(Applications, await this.ask("api/applications"));
  }

  iconAddress(application: Application): string | undefined {
    if (!application.icon) return undefined;
    return this.address(`api/applications/${encodeURIComponent(application.id)}/icon`);
  }

  // Icons by all the names that a program's windows may bear, in small letters.
  iconsByName(applications: readonly Application[]): Map<string, string> {
    const icons = new Map<string, string>();
    for (const application of applications) {
      const address = this.iconAddress(application);
      const file = application.id.replace(/\.desktop$/, "");
      for (const name of [application.name, file, file.replace(/^.*[.-]/, "")])
        if (address) icons.set(name.toLowerCase(), address);
    }
    return icons;
  }

  async launch(what: { id: string } | { command: string }): Promise<void> {
    await this.ask("api/launch", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(what),
    });
  }

  // Whether the gateway lets this browser do more than look.
  async viewOnly(): Promise<boolean> {
    return v.parse(SessionInfo, await this.ask("api/session")).role === "view";
  }

  async statistics(): Promise<Statistics> {
    return v.parse(Statistics, await this.ask("api/statistics"));
  }

  private address(path: string): string {
    return new URL(path, this.base).href;
  }

  private async ask(path: string, request: RequestInit = {}): Promise<unknown> {
    const answer = await fetch(this.address(path), { cache: "no-store", ...request }).catch(() => {
      throw new ApiError("The session cannot be reached.");
    });
    const text = await answer.text();
    if (!answer.ok) throw new ApiError(messageOf(text) ?? `The session answered ${answer.status}.`);
    return text === "" ? null : (JSON.parse(text) as unknown);
  }
}

const Failure = v.object({ error: v.string() });

function messageOf(text: string): string | null {
  try {
    return v.parse(Failure, JSON.parse(text)).error;
  } catch {
    return null;
  }
}
