// SPDX-License-Identifier: GPL-2.0-or-later
import { defineConfig } from "vitest/config";
import solid from "vite-plugin-solid";

// Relative addresses, so that a gateway may serve the page below any path.
export default defineConfig({
  base: "./",
  plugins: [solid()],
  worker: { format: "es" },
  build: {
    target: "es2022",
    outDir: "../build/page",
    emptyOutDir: true,
    assetsInlineLimit: 0, // the page's policy allows no data: scripts or styles
    modulePreload: { polyfill: false },
  },
  test: { environment: "node", include: ["tests/**/*.test.ts"] },
});
