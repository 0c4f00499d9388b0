import { execFile } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { thirdPartyLicences } from "../scripts/licences.mjs";

process.chdir(dirname(fileURLToPath(import.meta.url)));

/** Everything is built beside and then put in place, so that a build that fails leaves the last one. */
const target = "dist";
const staging = join(".stagewright", `build-${process.pid}`);

const programs = () =>
  build({
    entryPoints: {
      index: "src/index.ts",
      testing: "src/testing.ts",
      command: "src/command/run.ts",
      "stagewright-sandbox": "src/command/stagewright-sandbox.ts",
    },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    outdir: staging,
    mainFields: ["module", "main"],
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
    external: ["execa", "fast-xml-parser", "fflate"],
    splitting: true,
    chunkNames: "[name]-[hash]",
    // CommonJS packages inside an ES module still call require.
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
  });

const types = () => {
  const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
  const args = [tsc, "--project", "tsconfig.build.json", "--outDir", join(staging, "types")];
  return promisify(execFile)(process.execPath, args);
};

/** What is handed to Python stands beside the code that hands it over. */
function copyPython() {
  for (const file of readdirSync("src/emulator").filter((name) => /(?<!\.fixture)\.(py|txt)$/.test(name))) {
    cpSync(join("src/emulator", file), join(staging, file));
  }
}

mkdirSync(staging, { recursive: true });
try {
  const [{ metafile }] = await Promise.all([programs(), types()]);
  writeFileSync(join(staging, "THIRD-PARTY-LICENSES.txt"), thirdPartyLicences([metafile]));
  copyPython();
  chmodSync(join(staging, "stagewright-sandbox.js"), 0o755);
  rmSync(target, { recursive: true, force: true });
  renameSync(staging, target);
} catch (error) {
  process.exitCode = 1;
  console.error(error.stdout || error.message);
} finally {
  rmSync(staging, { recursive: true, force: true });
}
