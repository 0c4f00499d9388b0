import { chmodSync, cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
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
    demo: "cli/demo.ts",
    "render-worker": "compiler/output/render-worker.ts",
  },
  external: ["@cloud-copilot/*", "execa", "fast-xml-parser", "fflate"],
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

// What the sandbox hands to Python stands beside the code that hands it over.
for (const file of readdirSync("sandbox/emulator").filter((name) => /\.(py|txt)$/.test(name))) {
  cpSync(join("sandbox/emulator", file), join("dist", file));
}

chmodSync("dist/stagewright.js", 0o755);
