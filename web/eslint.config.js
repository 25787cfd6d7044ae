// SPDX-License-Identifier: GPL-2.0-or-later
import js from "@eslint/js";
import { fileURLToPath } from "node:url";
import typescript from "typescript-eslint";

const folder = fileURLToPath(new URL(".", import.meta.url));

export default typescript.config(
    { ignores: ["dist", "node_modules", "eslint.config.js"] },
    js.configs.recommended,
    typescript.configs.strictTypeChecked,
    {
        languageOptions: { parserOptions: { project: true, tsconfigRootDir: folder } },
        rules: {
            eqeqeq: "error",
            "max-lines": ["error", 400],
            "@typescript-eslint/switch-exhaustiveness-check": "error",
            "@typescript-eslint/no-explicit-any": "error",
            "@typescript-eslint/consistent-type-imports": "error",
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
            "@typescript-eslint/prefer-literal-enum-member": [
                "error",
                { allowBitwiseExpressions: true },
            ],
            "@typescript-eslint/no-confusing-void-expression": "off",
        },
    },
    {
        // What needs no DOM stays testable by node: it may not reach for the page.
        files: [
            "src/core/**",
            "src/link/reconnect.ts",
            "src/input/key_codes.ts",
            "src/input/keysyms.ts",
            "src/windows/geometry.ts",
        ],
        rules: { "no-restricted-globals": ["error", "document", "window", "navigator"] },
    },
);
