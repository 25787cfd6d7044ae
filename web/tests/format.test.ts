// SPDX-License-Identifier: GPL-2.0-or-later
import { expect, it } from "vitest";

import { formatBytes, formatCount, formatMilliseconds, formatRate } from "../src/desktop/format";
import { LiveFigures, sparkline } from "../src/desktop/live_figures";
import { ResponseTime } from "../src/desktop/response_time";
import { searchPrograms } from "../src/desktop/program_search";
import { serverFigures } from "../src/desktop/server_figures";
import { noCounters } from "../src/link/messages";

it("formatBytes shows three digits at most", () => {
  expect([0, 45, 999, 1000, 1536, 20480, 1048576, 5 * 1024 ** 3].map(formatBytes)).toEqual([
    "0 B",
    "45 B",
    "999 B",
    "0.98 KiB",
    "1.5 KiB",
    "20 KiB",
    "1 MiB",
    "5 GiB",
  ]);
  expect(formatRate(2048)).toBe("2 KiB/s");
});

it("formatMilliseconds keeps what can be felt", () => {
  expect([0.123, 4.56, 23.4, 250, 1500].map(formatMilliseconds)).toEqual([
    "0.12 ms",
    "4.56 ms",
    "23.4 ms",
    "250 ms",
    "1.5 s",
  ]);
});

it("formatCount groups by narrow spaces", () => {
  expect(formatCount(1234567)).toBe("1\u202f234\u202f567");
});

it("LiveFigures gives rates between samples", () => {
  const figures = new LiveFigures(2);
  figures.sample({ ...noCounters, bytesDown: 100 }, 0);
  figures.sample({ ...noCounters, bytesDown: 600, frames: 5 }, 500);
  expect(figures.history()).toEqual([{ bytesDown: 1000, bytesUp: 0, frames: 10, messagesUp: 0 }]);
  figures.sample({ ...noCounters, bytesDown: 600, frames: 5 }, 1500);
  figures.sample({ ...noCounters, bytesDown: 700, frames: 5 }, 2500);
  expect(figures.history().map((rates) => rates.bytesDown)).toEqual([0, 100]);
});

it("sparkline ends at the right edge and touches the top", () => {
  expect(sparkline([0, 5, 10], 100, 20, 11)).toBe("M80.0 20.0L90.0 10.0L100.0 0.0");
  expect(sparkline([], 100, 20, 11)).toBe("");
});

it("ResponseTime measures from the first press and forgets those without an answer", () => {
  let now = 0;
  const response = new ResponseTime(() => now);
  expect(response.median()).toBeNull();
  response.asked();
  now = 8;
  response.asked();
  now = 12;
  response.answered();
  expect(response.median()).toBe(12);
  response.asked();
  now = 5000;
  response.answered(); // a clock's tick, long after
  expect(response.median()).toBe(12);
  response.asked();
  now = 9000;
  response.asked();
  now = 9020;
  response.answered();
  expect(response.median()).toBe(20);
});

it("searchPrograms finds by name first, then by what a program is for", () => {
  const program = (name: string, comment: string) => ({
    id: `${name.toLowerCase()}.desktop`,
    name,
    comment,
    categories: [],
    icon: null,
  });
  const all = [
    program("Files", "Edit folders"),
    program("Editor", "Writes text"),
    program("XTerm", "A terminal"),
  ];
  expect(searchPrograms(all, "edit").map(({ name }) => name)).toEqual(["Editor", "Files"]);
  expect(searchPrograms(all, "term").map(({ name }) => name)).toEqual(["XTerm"]);
  expect(searchPrograms(all, "  ")).toHaveLength(3);
  expect(searchPrograms(all, "zzz")).toEqual([]);
});

it("serverFigures shows numbers with the unit that their name carries", () => {
  expect(
    serverFigures({
      pixelBytes: 2048,
      decodeMicroseconds: 1500,
      name: "x",
      viewers: [
        { peer: "a", ops: 3, roundTripMicroseconds: 1000 },
        { peer: "b", ops: 4, roundTripMicroseconds: 3000 },
      ],
      x11: { requests: 12, receivedBytes: 100, errors: 0 },
      frames: 0,
    }),
  ).toEqual([
    { label: "Pixel bytes", value: "2 KiB" },
    { label: "Decode", value: "1.5 ms" },
    { label: "Viewers", value: "2" },
    { label: "Ops", value: "7" },
    { label: "Round trip", value: "2 ms" },
    { label: "X11 requests", value: "12" },
    { label: "X11 received bytes", value: "100 B" },
  ]);
});
