import { execFile } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { tsImport } from "tsx/esm/api";
import { thirdPartyLicences } from "./scripts/licences.mjs";

const { preparedValidators } = await tsImport(
  "./compiler/diagnostics/prepared-validators.ts",
  import.meta.url,
);

/** Everything is built beside and then put in place, so that a build that fails leaves the last one. */
const target = "dist";
const staging = join(".stagewright", `build-${process.pid}`);

const common = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  outdir: staging,
  mainFields: ["module", "main"],
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
  // CommonJS packages inside an ES module still call require.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
};

/** CDKTF loads it for archive assets, which no stack of ours has: a tenth of the time to start. */
const withoutArchiver = {
  name: "without-archiver",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^archiver$/ }, ({ path }) => ({ path, namespace: "left-out" }));
    onLoad({ filter: /.*/, namespace: "left-out" }, () => ({
      contents: 'module.exports = () => { throw new Error("stagewright makes no archives."); };',
    }));
  },
};

/** The command is bundled, so that it starts at once. */
const command = () =>
  build({
    ...common,
    entryPoints: {
      stagewright: "cli/stagewright.ts",
      app: "cli/app.ts",
      demo: "cli/demo.ts",
      "render-worker": "compiler/output/render-worker.ts",
    },
    external: ["@stagewright/sandbox", "@stagewright/sandbox/command", "execa", "fflate"],
    plugins: [withoutArchiver, preparedValidators],
    splitting: true,
    chunkNames: "[name]-[hash]",
    // Half the size to install and to read at each start. Names stay, for traces and for errors that are told by theirs.
    minifySyntax: true,
    minifyWhitespace: true,
  });

/** What the board's page runs in the browser, which needs nothing else. */
const boardScript = () =>
  build({
    ...common,
    entryPoints: { board: "cli/commands/board/client/main.ts" },
    platform: "browser",
    target: "es2022",
    minify: true,
    banner: {},
  });

/** The library leaves to its users what must be theirs, or their constructs and ours would not know each other. */
const library = () =>
  build({
    ...common,
    entryPoints: { index: "compiler/index.ts" },
    external: ["cdktf", "constructs"],
    plugins: [preparedValidators],
  });

const types = () => {
  const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
  const args = [tsc, "--project", "tsconfig.build.json", "--outDir", join(staging, "types")];
  return promisify(execFile)(process.execPath, args);
};

/** The functions of the control plane, one file for each program: for Lambda's Node, the SDK's clients included. */
const lambda = () =>
  build({
    ...common,
    entryPoints: {
      "dispatcher/handler": "controller/dispatcher/handler.ts",
      "dispatcher/events": "controller/events/handler.ts",
    },
    outExtension: { ".js": ".cjs" },
    format: "cjs",
    target: "node22",
    minify: true,
    banner: {},
  });

/** What the builds of deployments run, in one file: CodeBuild's images bring Node. */
const runner = () =>
  build({
    ...common,
    entryPoints: { "deployments/runner": "controller/deployments/runner.ts" },
    outExtension: { ".js": ".cjs" },
    format: "cjs",
    minify: true,
    banner: {},
    // Of what looks for cdktf beside itself, nothing is left in it.
    logOverride: { "empty-import-meta": "silent" },
  });

/** For editors, which complete and check items by them. */
function copySchemas() {
  const ofRooms = ["item/item", "item/defaults", "settings/settings", "preview/preview"];
  for (const name of ofRooms) {
    const file = `${name}.schema.json`;
    cpSync(join("compiler", file), join(staging, "schemas", basename(file)));
  }
}

/** Beside the programs, and beside those that go their own way. */
function writeLicences(bundles, ofFunction, ofRunner) {
  const write = (folder, built) => {
    const text = thirdPartyLicences(built.map(({ metafile }) => metafile));
    writeFileSync(join(staging, folder, "THIRD-PARTY-LICENSES.txt"), text);
  };
  write(".", [...bundles, ofFunction, ofRunner]);
  write("dispatcher", [ofFunction]);
  write("deployments", [ofRunner]);
}

/** Which sources each program is made of, as esbuild says: for tests, and no part of the package. */
function writeParts(built) {
  const outputs = built.flatMap(({ metafile }) => Object.entries(metafile.outputs));
  const parts = outputs.map(([file, { inputs }]) => [relative(staging, file), Object.keys(inputs)]);
  writeFileSync(join(staging, "parts.json"), JSON.stringify(Object.fromEntries(parts)));
}

mkdirSync(staging, { recursive: true });
try {
  const [ofFunction, ofRunner, ...bundles] = await Promise.all([
    lambda(),
    runner(),
    command(),
    library(),
    boardScript(),
    types(),
  ]);
  writeLicences(bundles.slice(0, 2), ofFunction, ofRunner);
  writeParts([...bundles.slice(0, 2), ofFunction, ofRunner]);
  copySchemas();
  chmodSync(join(staging, "stagewright.js"), 0o755);
  rmSync(target, { recursive: true, force: true });
  renameSync(staging, target);
} catch (error) {
  process.exitCode = 1;
  console.error(error.stdout || error.message);
} finally {
  rmSync(staging, { recursive: true, force: true });
}
