import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Settings } from "../../../compiler/index.js";
import { callersAccount, Objects } from "../../state/index.js";
import { controlPlaneNames } from "../names.js";
import { findBlockers } from "./blockers.js";
import type { BootstrapOptions } from "./bootstrap.js";
import type { BootstrapClients } from "./clients.js";
import { completeSettings } from "./complete-settings.js";
import { planWords } from "./plan-words.js";
import { readRecordedSettings } from "./recorded-settings.js";
import { removalConfig } from "./removal-config.js";
import {
  hasResources,
  reasonToStay,
  removeStateStore,
  removeVersions,
  unprotect,
} from "./remove-state-store.js";
import { bucketExists, ensureStateStore, findStateStore, type StateStorePresence } from "./state-store.js";
import { inWorkspace } from "./workspace.js";

/**
 * Removes an installation. Terraform destroys what it made and lets go of the bucket and the table that hold its
 * own state and locks; those go last. Each step finds what an earlier run left, wherever that ended. Throws while
 * pipelines exist. Gives whether there was anything.
 */
export async function destroyInstallation(options: BootstrapOptions): Promise<boolean> {
  const settings = await settingsOf(options);
  const { clients } = options;
  await refuseWhilePipelines(settings, clients);
  const store = await findStateStore(settings, clients);
  if (!store.bucket && !store.table) return false;
  if (store.bucket && (await isThere(settings, clients))) await destroyControlPlane(settings, options);
  await destroyStateStore(settings, store, options);
  return true;
}

async function destroyStateStore(
  settings: Settings,
  store: StateStorePresence,
  options: BootstrapOptions,
): Promise<void> {
  const { prompt, clients } = options;
  const { bucket, lockTable } = settings.state;
  const reason = store.bucket ? await reasonToStay(settings, clients) : undefined;
  const left = [
    ...(store.bucket ? [`the bucket ${bucket}`] : []),
    ...(store.table ? [`the table ${lockTable}`] : []),
  ];
  if (reason) {
    prompt.say(`The bucket ${bucket} holds ${reason}: it stays, and so does the lock table.`);
    await prompt.confirm("Delete what is ours in it, in every version?");
  } else {
    prompt.say(`Now the last: ${left.join(" and ")}, with every version of every state and tool.`);
    await prompt.confirm(`Delete ${left.length === 1 ? "it" : "them"}?`);
  }
  await removeStateStore(settings, reason !== undefined, clients);
}

/** Those that the installation was made with, if it still says so. */
async function settingsOf({ settings, clients, prompt }: BootstrapOptions): Promise<Settings> {
  const complete = completeSettings(settings, await callersAccount(clients.sts)).settings;
  return (await readRecordedSettings(clients.ssm, complete.namePrefix, prompt))?.settings ?? complete;
}

async function refuseWhilePipelines(settings: Settings, clients: BootstrapClients): Promise<void> {
  const left = await findBlockers(settings, clients);
  if (left.length === 0) return;
  throw new Error(
    `Pipelines are still there, and nobody could change or destroy them without the control plane. Nothing was done.\n` +
      `${left.map((line) => `  ${line}`).join("\n")}\n` +
      "Remove the items (`stagewright rm REPO BRANCH`) and wait until `stagewright status` shows none.",
  );
}

function isThere(settings: Settings, { s3 }: BootstrapClients): Promise<boolean> {
  return hasResources(new Objects(s3, settings.state.bucket), controlPlaneNames(settings).stateKey);
}

async function destroyControlPlane(settings: Settings, options: BootstrapOptions): Promise<void> {
  const { prompt, clients } = options;
  await ensureStateStore(settings, clients);
  const render = (folder: string) =>
    writeFile(join(folder, "main.tf.json"), JSON.stringify(removalConfig(settings)));
  await inWorkspace(render, options, async (workspace) => {
    const plan = await workspace.plan();
    if (!plan) return;
    for (const line of planWords(plan)) prompt.say(line);
    await prompt.confirm("Destroy this?");
    await refuseWhilePipelines(settings, clients);
    const { table, ledger } = controlPlaneNames(settings);
    await unprotect(table, clients);
    await unprotect(ledger, clients);
    await emptyDeployments(settings, options);
    await workspace.apply();
  });
}

/** S3 deletes no bucket that holds something, and Terraform not what it did not put there. */
async function emptyDeployments(settings: Settings, { prompt, clients }: BootstrapOptions): Promise<void> {
  const bucket = settings.terraform?.bucket;
  if (bucket === undefined || !(await bucketExists(clients.s3, bucket, settings))) return;
  prompt.say(
    `The bucket ${bucket} holds what Terraform deployed last. What it deployed stays where it is, and so do the states that know it.`,
  );
  await prompt.confirm("Delete every version of all that is in the bucket?");
  await removeVersions(bucket, "", clients.s3);
}
