import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
// Read before any name is resolved as below.
import { memoryFolder } from "./sandbox/src/memory-folder.js";
import { browserTests, chromium } from "./tests/setup/chromium.js";
import { LongestFirst } from "./tests/setup/longest-first.js";
import { missingShells } from "./tests/setup/shells.js";
import tsconfig from "./tsconfig.json" with { type: "json" };

const rooms = "{compiler,controller,child-account,toolchain,sandbox,cli,testing,tests,modules}";
const real = `${rooms}/**/*.real.test.ts`;
const browser = browserTests();

/** Where there is no browser, what is not tried is said by name. `.ci/run` installs one. */
const hasBrowser = chromium() !== undefined;
if (!hasBrowser) process.stderr.write(`No Chromium on this machine: not run are ${browser.join(", ")}.\n`);

for (const shell of missingShells())
  process.stderr.write(
    `No ${shell} on this machine: tests/completion/shells.real.test.ts does not try it.\n`,
  );

/** `npm run test:long` tries more of everything, and waits for it. */
const isLong = Boolean(process.env.STAGEWRIGHT_TEST_LONG);
const patience = isLong ? 10 : 1;

const temporary = memoryFolder();

/** Workspaces are tested as they stand, not as they were last built: `paths` says so to tsc, tsx and esbuild. */
const sources = Object.entries(tsconfig.compilerOptions.paths).map(([name, [file]]) => ({
  find: new RegExp(`^${name}$`),
  replacement: fileURLToPath(new URL(file ?? "", import.meta.url)),
}));

/**
 * Two projects: `fast` starts no program but Node; `real` runs Terraform, the AWS provider, cdktf and the
 * sandbox. `npm test` runs them in this order, so that a plain mistake is seen in seconds.
 */
export default defineConfig({
  resolve: { alias: sources },
  test: {
    env: {
      // The SDK's note on Node versions would stand in the middle of every report.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      ...(temporary && { TMPDIR: temporary }),
    },
    // No module holds anything that changes, so that files may share what they load: a third less to do.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "fast",
          include: [`${rooms}/**/*.test.ts`],
          exclude: [real, ...browser, `${rooms}/**/*.long.test.ts`],
          maxWorkers: 2,
          testTimeout: 60_000 * patience,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "real",
          include: [real, ...(hasBrowser ? browser : []), ...(isLong ? [`${rooms}/**/*.long.test.ts`] : [])],
          testTimeout: 300_000 * patience,
          hookTimeout: 300_000,
          // More than the cores of a small machine, since each waits a part of its time; with four, the longest life takes twice as long.
          maxWorkers: 3,
          globalSetup: ["tests/setup/tools.ts"],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
