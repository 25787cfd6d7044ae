// SPDX-License-Identifier: GPL-2.0-or-later
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const packages = fileURLToPath(new URL("node_modules/", import.meta.url));

// The tests live with the project's others, outside this folder, and borrow its packages.
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  cacheDir: `${packages}.vite`,
  resolve: { alias: { "playwright-core": `${packages}playwright-core/index.mjs` } },
  server: { watch: null },
  test: {
    environment: "node",
    include: ["tests/end_to_end/**/*.test.ts"],
    fileParallelism: false, // two cores, and each file starts a server and a browser
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globals: true,
  },
});
