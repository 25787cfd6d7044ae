// SPDX-License-Identifier: GPL-2.0-or-later

type Part = "VITRINE" | "VITRINE_CORE" | "VITRINE_FRAMES" | "VITRINE_PAGE";

// What the build made for the tests, by the name under which CTest tells its place.
export function built(part: Part): string {
  const place = process.env[part];
  if (!place) throw new Error(`${part} is not set; './dev test' sets it to what the build made`);
  return place;
}
