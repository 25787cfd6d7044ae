// SPDX-License-Identifier: GPL-2.0-or-later

const units = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

// 1536 → "1.5 KiB": three digits at most, so that figures do not jump about.
export function formatBytes(bytes: number): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  const digits = unit === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${trimmed(value.toFixed(digits))} ${units[unit] ?? ""}`;
}

export function formatRate(bytesPerSecond: number): string {
  return `${formatBytes(bytesPerSecond)}/s`;
}

export function formatMilliseconds(milliseconds: number): string {
  if (milliseconds >= 1000) return `${trimmed((milliseconds / 1000).toFixed(1))} s`;
  const digits = milliseconds >= 100 ? 0 : milliseconds >= 10 ? 1 : 2;
  return `${trimmed(milliseconds.toFixed(digits))} ms`;
}

export function formatCount(count: number): string {
  return Math.round(count).toLocaleString("en").replaceAll(",", "\u202f");
}

// A time of day as a screen reader's and a clock's user expects it in their own language.
export function formatClock(time: Date, locale?: string): string {
  return time.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
}

function trimmed(number: string): string {
  return number.includes(".") ? number.replace(/\.?0+$/, "") : number;
}
