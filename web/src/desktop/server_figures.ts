// SPDX-License-Identifier: GPL-2.0-or-later
import type { Statistics } from "./api";
import { formatBytes, formatCount, formatMilliseconds } from "./format";

export interface Figure {
  readonly label: string;
  readonly value: string;
}

// "opBytes" → "op bytes"
function words(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[_-]+/g, " ")
    .toLowerCase();
}

function formatFigure(name: string, value: number): Figure {
  const label = words(name);
  const unit = /^(.*?) ?(bytes|microseconds|milliseconds)\b ?(.*)$/.exec(label);
  if (unit?.[2] === "microseconds")
    return {
      label: capital(`${unit[1] ?? ""} ${unit[3] ?? ""}`),
      value: formatMilliseconds(value / 1000),
    };
  if (unit?.[2] === "milliseconds")
    return {
      label: capital(`${unit[1] ?? ""} ${unit[3] ?? ""}`),
      value: formatMilliseconds(value),
    };
  if (unit) return { label: capital(label), value: formatBytes(value) };
  return { label: capital(label), value: formatCount(value) };
}

function capital(text: string): string {
  const trimmed = text.trim();
  return trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
}

// The numbers of /api/statistics as rows. Names carry their units, so what a newer server adds is
// shown without our knowing it; numbers of one group (an object) are named after it.
export function serverFigures(statistics: Statistics): Figure[] {
  return Object.entries(statistics).flatMap(([name, value]): Figure[] => {
    if (value === 0) return []; // what nobody uses is not worth a row
    if (typeof value === "number") return [formatFigure(name, value)];
    if (Array.isArray(value)) {
      const count = { label: capital(words(name)), value: formatCount(value.length) };
      return [count, ...serverFigures(summed(value))];
    }
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([inner, number]): Figure[] =>
      typeof number === "number" && number !== 0 ? [formatFigure(`${name} ${inner}`, number)] : [],
    );
  });
}

// The numbers of several alike, together: sums, and of times the mean.
function summed(elements: readonly unknown[]): Statistics {
  const sums: Record<string, number> = {};
  for (const element of elements)
    for (const [name, value] of Object.entries(element ?? {}))
      if (typeof value === "number") {
        const share = /seconds$/i.test(name) ? value / elements.length : value;
        sums[name] = (sums[name] ?? 0) + share;
      }
  return sums;
}
