// SPDX-License-Identifier: GPL-2.0-or-later
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const packages = fileURLToPath(new URL("node_modules/", import.meta.url));

// The tests live with the project's others, outside this folder, and borrow its packages.
export default defineConfig({
  resolve: { alias: { "playwright-core": `${packages}playwright-core/index.mjs` } },
  server: { fs: { strict: false } },
  test: {
    environment: "node",
    dir: fileURLToPath(new URL("../tests/end_to_end", import.meta.url)),
    include: ["**/*.test.ts"],
    fileParallelism: false, // two cores, and each file starts a server and a browser
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globals: true,
    expect: { poll: { timeout: 20_000 } }, // a busy machine, or a server with sanitizers
  },
});
