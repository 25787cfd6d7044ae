// SPDX-License-Identifier: GPL-2.0-or-later
import type { Counters } from "../link/messages";

export interface Rates {
  readonly bytesDown: number; // each a second
  readonly bytesUp: number;
  readonly frames: number;
  readonly messagesUp: number;
}

// What changed in each of the last seconds, from counters that only grow.
export class LiveFigures {
  private before: { readonly counters: Counters; readonly at: number } | null = null;
  private rates: Rates[] = [];

  constructor(private readonly kept = 60) {}

  sample(counters: Counters, at: number): void {
    const { before } = this;
    this.before = { counters, at };
    if (!before || at <= before.at) return;
    const seconds = (at - before.at) / 1000;
    const rate = (name: keyof Counters): number =>
      Math.max(0, counters[name] - before.counters[name]) / seconds;
    this.rates.push({
      bytesDown: rate("bytesDown"),
      bytesUp: rate("bytesUp"),
      frames: rate("frames"),
      messagesUp: rate("messagesUp"),
    });
    if (this.rates.length > this.kept) this.rates.shift();
  }

  // Oldest first.
  history(): readonly Rates[] {
    return [...this.rates];
  }
}

// The `d` of an SVG path through the values, the newest at the right edge; the largest touches the
// top.
export function sparkline(
  values: readonly number[],
  width: number,
  height: number,
  places: number,
): string {
  const largest = Math.max(...values, 1e-9);
  const step = width / (places - 1);
  return values
    .map((value, index) => {
      const x = width - (values.length - 1 - index) * step;
      const y = height - (value / largest) * height;
      return `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join("");
}
