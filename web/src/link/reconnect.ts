// SPDX-License-Identifier: GPL-2.0-or-later

// How long to wait before each attempt to reach the session again: doubling from a quarter of a
// second to ten, spread by chance so that many pages do not knock at the same moment. The first
// attempt after a link that worked comes at once.
export class Backoff {
  private attempts = 0;

  constructor(
    private readonly random: () => number = Math.random,
    private readonly first = 250,
    private readonly longest = 10_000,
  ) {}

  // Milliseconds until the next attempt.
  next(): number {
    const attempt = this.attempts++;
    if (attempt === 0) return 0;
    const wait = Math.min(this.first * 2 ** (attempt - 1), this.longest);
    return Math.round(wait * (0.75 + 0.5 * this.random()));
  }

  succeeded(): void {
    this.attempts = 0;
  }
}

// What a WebSocket's close code (RFC 6455 7.4.1; the server's are CloseReason) says about trying
// again. A link that broke, or never came to be, has 1006.
export type Ending = "retry" | "over" | "incompatible";

export function endingOf(closeCode: number): Ending {
  switch (closeCode) {
    case 1000:
    case 1001: // the session ended, and said so
      return "over";
    case 1002: // we sent what it does not understand
    case 1003:
    case 1007:
      return "incompatible";
    default:
      return "retry";
  }
}
