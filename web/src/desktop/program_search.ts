// SPDX-License-Identifier: GPL-2.0-or-later
import UFuzzy from "@leeoniya/ufuzzy";

import type { Application } from "./api";

const fuzzy = new UFuzzy();

// The programs that fit what is typed, best first: by name before by what they are for.
export function searchPrograms(programs: readonly Application[], needle: string): Application[] {
  const wanted = needle.trim();
  if (wanted === "") return [...programs];
  const found = new Set<Application>();
  const haystacks = [
    programs.map((program) => program.name),
    programs.map((program) => `${program.comment} ${program.categories.join(" ")} ${program.id}`),
  ];
  for (const haystack of haystacks) {
    const [indexes, info, order] = fuzzy.search(haystack, wanted, 1);
    const ordered = info ? order.map((place) => info.idx[place]) : (indexes ?? []);
    for (const index of ordered) {
      const program = index === undefined ? undefined : programs[index];
      if (program) found.add(program);
    }
  }
  return [...found];
}
