import { chmodSync, rmSync } from "node:fs";
import { build } from "esbuild";

/**
 * The command is bundled, so that it starts at once; the library leaves to its users what they bring
 * themselves (cdktf and constructs must be theirs, or their constructs and ours would not know each other).
 */
const common = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  outdir: "dist",
  mainFields: ["module", "main"],
  legalComments: "linked",
  logLevel: "warning",
  // CommonJS packages inside an ES module still call require.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
};

rmSync("dist", { recursive: true, force: true });

await build({
  ...common,
  entryPoints: {
    stagewright: "cli/stagewright.ts",
    app: "cli/app.ts",
    "render-worker": "compiler/output/render-worker.ts",
  },
  splitting: true,
  chunkNames: "[name]-[hash]",
});

await build({
  ...common,
  entryPoints: { index: "compiler/index.ts" },
  external: [
    "cdktf",
    "constructs",
    "ajv",
    "yaml",
    "jsonc-parser",
    "fastest-levenshtein",
    "json-stable-stringify",
  ],
});

chmodSync("dist/stagewright.js", 0o755);
