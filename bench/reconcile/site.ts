import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { safeBuildPipeline, safeParseItem } from "../../compiler/index.js";
import { writeStacks } from "../../compiler/output/index.js";
import { connect } from "../../controller/installation/index.js";
import { installationOf } from "../../controller/installation/installation.fixture.js";
import { assembleReconciler, identityFrom, type Reconciler } from "../../controller/reconciler/index.js";
import type { PipelineKey } from "../../controller/records/index.js";
import { startInstallation, type TestInstallation } from "../../testing/installation/installation.js";
import { makeMinimalInstallation } from "../../testing/installation/minimal-installation.js";
import type { Program } from "../synth/measure.js";

/** An installation in a sandbox, and what is run on it. */
export interface BenchInstallation {
  /** Puts the item of a pipeline that is only built into the table. */
  put(branch: string): Promise<PipelineKey>;
  stagewright(key: PipelineKey): Program;
  /** Writes the same pipeline's stack, for another branch, and gives what runs it. */
  stack(
    branch: string,
  ): Promise<{ cdktf(...args: string[]): Program; terraform(...args: string[]): Program }>;
  reconciler(): Reconciler;
  close(): Promise<void>;
}

export async function openSite(script: string, folder: string): Promise<BenchInstallation> {
  const installation = await startInstallation();
  const documents = await makeMinimalInstallation(installation);
  const env = { ...installation.toolchain.env, ...installation.sandbox.env() };
  return {
    put: async (branch) => {
      const Item = itemOf(branch);
      await documents.send(new PutCommand({ TableName: installation.settings.table, Item }));
      return { repository: Item.RepoName, branch };
    },
    stagewright: ({ repository, branch }) => {
      const args = [script, "reconcile", repository, branch];
      return { command: process.execPath, args, cwd: folder, env };
    },
    stack: (branch) => stackOf(branch, installation, folder),
    reconciler: () => reconcilerOf(installation, folder),
    close: installation.close,
  };
}

function itemOf(branch: string) {
  return { RepoName: "bench", RepoTag: branch };
}

async function stackOf(branch: string, { settings, toolchain, sandbox }: TestInstallation, folder: string) {
  const parsed = safeParseItem(itemOf(branch), { settings });
  const built = parsed.ok ? safeBuildPipeline(parsed.value, { settings }) : parsed;
  if (!built.ok) throw new Error("The item of the bench is not valid.");
  const { name } = built.value;
  const cwd = join(folder, name);
  await mkdir(cwd);
  const project = { language: "typescript", app: "true", output: "out", sendCrashReports: "false" };
  await writeFile(join(cwd, "cdktf.json"), JSON.stringify(project));
  await writeStacks([built.value], settings, join(cwd, "out"));
  const env = { ...toolchain.env, ...sandbox.env() };
  const { cdktf, terraform } = toolchain;
  const lock = toolchain.mirror ? ["--skip-provider-lock"] : [];
  const flags = [name, "--auto-approve", "--no-color", ...lock, "--skip-synth", "--output", "out"];
  return {
    cdktf: (...args: string[]) => ({
      ...{ command: cdktf.command, cwd, env },
      args: [...cdktf.args, ...args, ...(args[0] === "deploy" ? flags : [])],
    }),
    terraform: (...args: string[]) => ({
      ...{ command: terraform.path, args, cwd: join(cwd, "out", "stacks", name), env },
    }),
  };
}

/** As the command makes it, in this process: the sandbox's credentials must be in its environment. */
function reconcilerOf({ settings, toolchain, sandbox }: TestInstallation, workFolder: string): Reconciler {
  Object.assign(process.env, sandbox.env());
  return assembleReconciler({
    installation: installationOf(settings),
    connection: connect({ settings }),
    toolchain,
    workFolder,
    identity: identityFrom({}),
    signal: new AbortController().signal,
    report: () => {},
    onLine: () => {},
  });
}
