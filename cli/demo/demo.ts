import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sandbox } from "@stagewright/sandbox";
import { stringify } from "yaml";
import { loadSandbox } from "../load-sandbox.js";
import type { Terminal } from "../shared/terminal.js";
import { command } from "./command.js";
import { demoItem, demoKey, demoSettings, withOneTestMore } from "./item.js";
import { type Progress, progress } from "./progress.js";
import { watcher } from "./watch.js";

/** The whole loop in an AWS account on this machine: a control plane, and an item that comes, changes and goes. */
export async function demo(out: Terminal, signal: AbortSignal): Promise<void> {
  const told = progress(out);
  const folder = await mkdtemp(join(tmpdir(), "stagewright-demo-"));
  told.step("Starting an AWS account on this machine (the first time, it is installed)");
  const stateDir = join(folder, "sandbox");
  const { startSandbox } = await loadSandbox();
  const sandbox = await startSandbox({
    ...{ stateDir, region: demoSettings.region, signal },
    // Its pipelines have nothing to build yet.
    codePipeline: { startsItself: false },
    program: "stagewright sandbox",
  });
  try {
    await live({ sandbox, stateDir, folder, signal, told });
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
  told.step("Done: the account is gone, and nothing is left running.");
}

interface Stage {
  readonly sandbox: Sandbox;
  readonly stateDir: string;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly told: Progress;
}

async function live(stage: Stage): Promise<void> {
  const { sandbox, folder, signal, told } = stage;
  const type = (line: string) => command(line, { folder, env: sandbox.env(), signal, told });
  const write = (name: string, value: object) => writeFile(join(folder, name), stringify(value));
  const { repository, branch } = demoKey;

  await write("stagewright.yaml", demoSettings);
  await type("bootstrap --yes");
  const watch = watcher({ sandbox, signal, told });

  await write("webshop.yaml", demoItem());
  await watch(() => type("put webshop.yaml --yes"));
  await type(`status ${repository} ${branch}`);
  await show("What is in the account now", stage);

  await write("webshop.yaml", withOneTestMore(demoItem()));
  await watch(() => type("put webshop.yaml --yes"));

  await watch(() => type(`rm ${repository} ${branch} --yes`));
  await show(
    "The pipeline is gone; the control plane waits for the next item, and a key for its deletion",
    stage,
  );
}

async function show(title: string, { sandbox, stateDir, told }: Stage): Promise<void> {
  const { drawInventory, takeInventory } = await loadSandbox();
  told.step(title);
  told.show(drawInventory(await takeInventory({ ...sandbox, pid: process.pid }, stateDir)));
}
