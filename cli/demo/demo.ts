import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileFiles } from "../../compiler/compile.js";
import { writeStacks } from "../../compiler/output/index.js";
import { readSettings } from "../../compiler/reading/index.js";
import type { Settings } from "../../compiler/settings/index.js";
import { drawInventory, type Sandbox, startSandbox, takeInventory } from "../../sandbox/index.js";
import { fromOutput, openToolchain, type PlanJson } from "../../toolchain/index.js";
import { draw } from "../draw.js";
import { Exit } from "../exit.js";
import { sayDiagnostics, type Terminal } from "../terminal.js";
import { demoItem, withOneTestMore } from "./item.js";
import { type Progress, progress } from "./progress.js";
import { makeStateStore } from "./state-store.js";
import { prepareWork, type Work } from "./work.js";

/** Compiles the examples, then takes one of them through its life in an AWS account on this machine. */
export async function demo(out: Terminal, signal: AbortSignal): Promise<void> {
  const told = progress(out);
  const settings = await compileExamples(out, told);
  const folder = await mkdtemp(join(tmpdir(), "stagewright-demo-"));
  told.step("Starting an AWS account on this machine (the first time, it is installed)");
  const stateDir = join(folder, "sandbox");
  const sandbox = await startSandbox({ stateDir, region: settings.region, signal });
  try {
    await live({ sandbox, stateDir, folder, settings, signal, out, told });
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
  told.step("Done: the account is gone, and nothing is left running.");
}

async function compileExamples(out: Terminal, told: Progress): Promise<Settings> {
  const config = "examples/stagewright.yaml";
  const read = readSettings({ config, environment: {}, folder: "." });
  if (!read.ok) return stop(read.diagnostics, out);
  const { settings } = read.value;
  told.step("Compiling examples/items");
  const { pipelines, diagnostics } = compileFiles(["examples/items"], { settings });
  if (diagnostics.length > 0) return stop(diagnostics, out);
  await writeStacks(pipelines, settings, "generated");
  for (const pipeline of pipelines) told.show(draw(pipeline, out.colors));
  told.show(pipelines.map(({ name }) => `generated/stacks/${name}/cdk.tf.json`).join("\n"));
  return settings;
}

function stop(diagnostics: Parameters<typeof sayDiagnostics>[1], out: Terminal): never {
  sayDiagnostics(out, diagnostics);
  throw new Exit(1);
}

interface Stage {
  readonly sandbox: Sandbox;
  readonly stateDir: string;
  readonly folder: string;
  readonly settings: Settings;
  readonly signal: AbortSignal;
  readonly out: Terminal;
  readonly told: Progress;
}

/** Deploys, shows, changes, plans, applies and destroys. */
async function live(stage: Stage): Promise<void> {
  const { sandbox, stateDir, folder, settings, signal, told } = stage;
  const credentials = sandbox.access.root(sandbox.accountId);
  await makeStateStore({ endpoint: sandbox.url, region: settings.region, credentials }, settings);
  const env = { ...process.env, ...sandbox.env() };
  const toolchain = await openToolchain({ env, cwd: process.cwd() }, folder);
  const onOutput = (line: string) => tellResource(line, told);
  const place = { settings, toolchain, folder };

  const first = await prepareWork(demoItem(), place);
  told.step(`cdktf deploy ${first.pipeline.name}`);
  await first.cdktf({ signal, onOutput }).deploy(first.pipeline.name, ...fromOutput(first.out));

  told.step("What is in the account now");
  told.show(drawInventory(await takeInventory({ ...sandbox, pid: process.pid }, stateDir)));

  const changed = await prepareWork(withOneTestMore(demoItem()), place);
  told.step("The item gets one more test: the plan");
  const plan = await changed.terraform({ signal }).plan();
  told.show(summary(await plan.json()));

  told.step("terraform apply");
  await changed.terraform({ signal, onOutput }).apply(plan.file);
  await destroy(changed, stage, onOutput);
}

async function destroy(
  { cdktf, pipeline, out }: Work,
  { signal, told }: Stage,
  onOutput: (line: string) => void,
) {
  told.step(`cdktf destroy ${pipeline.name}`);
  await cdktf({ signal, onOutput }).destroy(pipeline.name, ...fromOutput(out));
}

/** Of Terraform's many lines, those that say what was made or removed. */
function tellResource(line: string, told: Progress): void {
  const [, address, done] =
    /(\S+?)(?: \(\S+\))?: (Creation|Modifications|Destruction) complete/.exec(line) ?? [];
  const total = /(?:Apply|Destroy) complete! .*/.exec(line)?.[0];
  if (address) told.line(`${done?.toLowerCase()}  ${address}`);
  if (total) told.line(total);
}

function summary(plan: PlanJson): string {
  const signs: Readonly<Record<string, string>> = { create: "+", update: "~", delete: "-" };
  return (plan.resource_changes ?? [])
    .filter(({ change }) => change.actions.some((action) => action in signs))
    .map(({ address, change }) => `${change.actions.map((action) => signs[action]).join("")} ${address}`)
    .join("\n");
}
