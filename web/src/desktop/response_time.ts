// SPDX-License-Identifier: GPL-2.0-or-later

// How long a key or button waits until the picture changes: the median of the last ones. A press
// that changes nothing is forgotten after a while, so that it is not blamed for a later change.
export class ResponseTime {
  private askedAt: number | null = null;
  private readonly times: number[] = [];

  constructor(
    private readonly now: () => number, // milliseconds
    private readonly patience = 500,
    private readonly kept = 31,
  ) {}

  asked(): void {
    const now = this.now();
    if (this.askedAt === null || now - this.askedAt > this.patience) this.askedAt = now;
  }

  answered(): void {
    if (this.askedAt === null) return;
    const time = this.now() - this.askedAt;
    this.askedAt = null;
    if (time > this.patience) return;
    this.times.push(time);
    if (this.times.length > this.kept) this.times.shift();
  }

  // Milliseconds; null where nothing was measured yet.
  median(): number | null {
    const sorted = [...this.times].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? null;
  }
}
