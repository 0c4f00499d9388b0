import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mayLog, startAccount, type TestAccount } from "@stagewright/sandbox/testing";
import { type BuildOptions, build } from "esbuild";
import { preparedValidators } from "../../compiler/diagnostics/prepared-validators.js";
import { findTerraform } from "../../toolchain/index.js";

/** An account whose builds can run the reconciler. */
export interface ChaosAccount extends TestAccount {
  /** The reconciler's program, in one file. */
  readonly program: string;
  /** For files of the tests, such as journals. */
  readonly folder: string;
  readonly terraform: string;
  /** The role of all builds. */
  readonly buildRole: string;
}

const mayReconcile = {
  Effect: "Allow",
  Action: ["s3:*", "dynamodb:*", "codebuild:BatchGetBuilds"],
  Resource: "*",
};

export async function startChaosAccount(): Promise<ChaosAccount> {
  const folder = await mkdtemp(join(tmpdir(), "stagewright-chaos-"));
  const program = join(folder, "reconcile.mjs");
  await bundle("tests/chaos/program/reconcile.fixture.ts", program, "esm");
  const [account, terraform] = await Promise.all([startAccount(), findTerraform(process.env)]);
  const buildRole = await account.createRole("chaos-build", [mayLog, mayReconcile]);
  return {
    ...account,
    ...{ program, folder, terraform: terraform.path, buildRole },
    close: async () => {
      await account.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** CommonJS packages inside an ES module still call require. */
const banner =
  'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);';

export async function bundle(entry: string, outfile: string, format: "esm" | "cjs"): Promise<void> {
  const common = {
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
    logLevel: "error",
    plugins: [preparedValidators],
  } satisfies BuildOptions;
  const start = format === "esm" ? { banner: { js: banner } } : {};
  await build({ ...common, ...start, entryPoints: [entry], outfile, format });
}
