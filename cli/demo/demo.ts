import { once } from "node:events";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkSettings } from "../../compiler/settings/index.js";
import { loadSandbox } from "../load-sandbox.js";
import type { Terminal } from "../shared/terminal.js";
import { putAwsOnPath } from "./aws-on-path.js";
import { setbacks } from "./full.js";
import { demoSettings } from "./item.js";
import { settleIn } from "./people.js";
import { type Progress, progress } from "./progress.js";
import { type StagePlace, setStage } from "./stage.js";
import { removal, story } from "./story.js";

export interface DemoOptions {
  /** Setbacks too: a test that stops a release, its fix, a rollback. */
  readonly full: boolean;
  /** Stays until it is interrupted. */
  readonly keep: boolean;
}

const examples = fileURLToPath(new URL("../examples/repositories", import.meta.url));

/** The whole loop in AWS accounts on this machine. */
export async function demo(options: DemoOptions, out: Terminal, signal: AbortSignal): Promise<void> {
  const told = progress(out);
  const folder = await mkdtemp(join(tmpdir(), "stagewright-demo-"));
  try {
    await prepareFolder(folder);
    const { installAwsCli } = await loadSandbox();
    // The example's builds call it.
    const takeAwsAway = await putAwsOnPath(await installAwsCli());
    await inSandbox(folder, options, told, signal).finally(takeAwsAway);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  told.step("Done: the accounts are gone, and nothing is left running.");
}

async function prepareFolder(folder: string): Promise<void> {
  await mkdir(join(folder, "items"));
  for (const name of ["api", "api-tests"])
    await cp(join(examples, name), join(folder, name), { recursive: true });
}

async function inSandbox(
  folder: string,
  options: DemoOptions,
  told: Progress,
  signal: AbortSignal,
): Promise<void> {
  const { settings } = checkSettings(demoSettings);
  if (!settings) throw new Error("The demo's settings are not sound.");
  told.step("AWS accounts on this machine (the first time, the sandbox is installed)");
  // Where the command looks for it from this folder.
  const stateDir = join(folder, ".stagewright", "sandbox");
  const { startSandbox } = await loadSandbox();
  const sandbox = await startSandbox({
    stateDir,
    region: settings.region,
    signal,
    program: "stagewright sandbox",
  });
  try {
    const awsConfig = await settleIn(sandbox, settings, folder);
    await play({ sandbox, settings, stateDir, folder, awsConfig, signal, told }, options);
  } finally {
    await sandbox.close();
  }
}

async function play(place: StagePlace, { full, keep }: DemoOptions): Promise<void> {
  const { folder, signal } = place;
  const stage = setStage(place);
  await story(stage);
  if (full) await setbacks(stage, folder);
  await removal(stage);
  lastScreen(place, keep);
  if (keep) await once(signal, "abort");
}

function lastScreen({ told, folder, awsConfig }: StagePlace, keep: boolean): void {
  told.step("What was made");
  told.show(
    [
      "a control plane in account 111111111111, by `stagewright bootstrap`",
      "the pipelines webshop (came, changed and went) and api (which is there)",
      "an API in 222222222222 (staging) and 333333333333 (production), deployed by the pipeline's own roles",
    ].join("\n"),
  );
  if (!keep) {
    told.show("To look around yourself: npm run demo -- --keep. More setbacks: npm run demo -- --full");
    return;
  }
  told.step("It stays until Ctrl-C. Look around in another terminal:");
  told.show(
    [
      `cd ${folder}`,
      `stagewright() { node ${fileURLToPath(new URL("stagewright.js", import.meta.url))} "$@"; }`,
      'eval "$(stagewright sandbox env)"',
      `export AWS_CONFIG_FILE=${awsConfig}`,
      "stagewright sandbox show",
      "stagewright executions api main",
    ].join("\n"),
  );
}
