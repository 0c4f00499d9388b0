import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Settings } from "../../../compiler/index.js";
import { Objects } from "../../state/index.js";
import { controlPlaneNames } from "../names.js";
import type { BootstrapOptions } from "./bootstrap.js";
import { callersAccount, completeSettings } from "./complete-settings.js";
import { emptied } from "./emptied.js";
import { planWords } from "./plan-words.js";
import type { Reach } from "./reach.js";
import { recorded } from "./recorded.js";
import { remaining } from "./remaining.js";
import { hasResources, reasonToStay, removeStateStore, unprotect } from "./remove-state-store.js";
import { ensureStateStore, findStateStore, type StateStore } from "./state-store.js";
import { inWorkspace } from "./workspace.js";

/**
 * Removes an installation. Terraform destroys what it made and lets go of the bucket and the table that hold its
 * own state and locks; those go last. Each step finds what an earlier run left, wherever that ended. Throws while
 * pipelines exist. Gives whether there was anything.
 */
export async function destroy(options: BootstrapOptions): Promise<boolean> {
  const settings = await settingsOf(options);
  const { reach } = options;
  await refuseWhilePipelines(settings, reach);
  const store = await findStateStore(settings, reach);
  if (!store.bucket && !store.table) return false;
  if (store.bucket && (await isThere(settings, reach))) await destroyControlPlane(settings, options);
  await destroyStateStore(settings, store, options);
  return true;
}

async function destroyStateStore(
  settings: Settings,
  store: StateStore,
  options: BootstrapOptions,
): Promise<void> {
  const { talk, reach } = options;
  const { bucket, lockTable } = settings.state;
  const reason = store.bucket ? await reasonToStay(settings, reach) : undefined;
  const left = [
    ...(store.bucket ? [`the bucket ${bucket}`] : []),
    ...(store.table ? [`the table ${lockTable}`] : []),
  ];
  if (reason) {
    talk.say(`The bucket ${bucket} holds ${reason}: it stays, and so does the lock table.`);
    await talk.confirm("Delete what is ours in it, in every version?");
  } else {
    talk.say(`Now the last: ${left.join(" and ")}, with every version of every state and tool.`);
    await talk.confirm(`Delete ${left.length === 1 ? "it" : "them"}?`);
  }
  await removeStateStore(settings, reason !== undefined, reach);
}

/** Those that the installation was made with, if it still says so. */
async function settingsOf({ settings, reach, talk }: BootstrapOptions): Promise<Settings> {
  const complete = completeSettings(settings, await callersAccount(reach.sts)).settings;
  return (await recorded(reach.ssm, complete.namePrefix, talk))?.settings ?? complete;
}

async function refuseWhilePipelines(settings: Settings, reach: Reach): Promise<void> {
  const left = await remaining(settings, reach);
  if (left.length === 0) return;
  throw new Error(
    `Pipelines are still there, and nobody could change or destroy them without the control plane. Nothing was done.\n` +
      `${left.map((line) => `  ${line}`).join("\n")}\n` +
      "Remove the items (`stagewright rm REPO BRANCH`) and wait until `stagewright status` shows none.",
  );
}

function isThere(settings: Settings, { s3 }: Reach): Promise<boolean> {
  return hasResources(new Objects(s3, settings.state.bucket), controlPlaneNames(settings).stateKey);
}

async function destroyControlPlane(settings: Settings, options: BootstrapOptions): Promise<void> {
  const { talk, reach } = options;
  await ensureStateStore(settings, reach);
  const render = (folder: string) =>
    writeFile(join(folder, "main.tf.json"), JSON.stringify(emptied(settings)));
  await inWorkspace(render, options, async (workspace) => {
    const plan = await workspace.plan();
    if (!plan) return;
    for (const line of planWords(plan)) talk.say(line);
    await talk.confirm("Destroy this?");
    await refuseWhilePipelines(settings, reach);
    const { table, ledger } = controlPlaneNames(settings);
    await unprotect(table, reach);
    await unprotect(ledger, reach);
    await workspace.apply();
  });
}
