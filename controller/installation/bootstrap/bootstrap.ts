import type { Settings } from "../../../compiler/index.js";
import { centralTargetWarning } from "../../../compiler/kinds/index.js";
import { cacheFolder } from "../../../toolchain/index.js";
import { callersAccount } from "../../state/index.js";
import {
  hashicorpReleases,
  type PreparedBundle,
  platformOfBuilds,
  prepareBundle,
  releaseKeys,
  type Sources,
  ToolStore,
  uploadBundle,
} from "../bundle/index.js";
import { renderControlPlane } from "../control-plane/index.js";
import type { Installation } from "../installation.js";
import { controlPlaneNames } from "../names.js";
import { readAccountRoles, rolesInWords } from "./account-roles.js";
import type { BootstrapClients } from "./clients.js";
import { type CompleteSettings, completeSettings } from "./complete-settings.js";
import { publishDeploymentTools, withRunner } from "./deployment-tools.js";
import { refuseOldLedger } from "./old-ledger.js";
import { planWords } from "./plan-words.js";
import { readRecordedSettings, refuseLoss } from "./recorded-settings.js";
import { ensureStateStore, findStateStore } from "./state-store.js";
import { inWorkspace, type Workspace, type WorkspaceOptions } from "./workspace.js";

export interface BootstrapOptions extends WorkspaceOptions {
  /** As they are written. */
  readonly settings: Settings;
  /** Of this stagewright. */
  readonly version: string;
  readonly clients: BootstrapClients;
}

export interface Bootstrapped {
  readonly installation: Installation;
  readonly changed: boolean;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/**
 * Makes an installation, or brings it up to date. Each step finds what an earlier run left, wherever that ended:
 * the state store, the bundle's objects, and by its state the control plane.
 */
export async function bootstrap(options: BootstrapOptions): Promise<Bootstrapped> {
  const { prompt, clients, version } = options;
  const complete = await settingsOf(options);
  refuseLoss(
    await readRecordedSettings(clients.ssm, complete.settings.namePrefix, prompt),
    complete.settings,
    version,
  );
  await refuseOldLedger(complete.settings, clients);
  for (const line of warningsOf(complete.settings)) prompt.say(line);
  prompt.say(rolesInWords(await readAccountRoles(clients.iam)));
  const sources = sourcesOf(options);
  prompt.say("Finding Terraform, its AWS provider and cdktf for the builds …");
  const prepared = await prepareBundle(complete.settings.provider.version, sources);
  const { starter: starterRole } = controlPlaneNames(complete.settings);
  const installation = { version, ...complete, bundle: prepared.bundle, starterRole };
  await storeState(installation.settings, options);
  const render = (folder: string) => renderControlPlane({ installation }, folder);
  return inWorkspace(render, options, async (workspace) => {
    const changed = await bringUpToDate(workspace, { prepared, installation, sources }, options);
    return { installation, changed, outputs: await workspace.outputs() };
  });
}

/** What the settings leave open. */
export function warningsOf(settings: Settings): string[] {
  const { controller, limits, childAccount } = settings;
  const targets = [...(limits.accounts ?? []), ...Object.keys(childAccount.accounts)];
  const warnings = [
    controller.permissionsBoundary === undefined ? unbounded : undefined,
    centralTargetWarning(targets, settings),
  ];
  return warnings.filter((line) => line !== undefined);
}

const unbounded =
  "Nothing bounds the control plane's own roles, so whoever may run bootstrap is an administrator of this account. " +
  "docs/security.md says how to change that (controller.permissionsBoundary).";

async function settingsOf({ settings, clients, prompt }: BootstrapOptions): Promise<CompleteSettings> {
  const complete = completeSettings(settings, await callersAccount(clients.sts));
  if (settings.centralAccount === undefined) {
    prompt.say(
      `The settings name no central account: taking ${complete.account}, whose credentials these are. ` +
        `Write it down in stagewright.yaml: centralAccount: "${complete.account}"`,
    );
  }
  return { ...complete, settings: withRunner(complete.settings) };
}

function sourcesOf({ env, cwd, signal }: BootstrapOptions): Sources {
  const fixed = { platform: platformOfBuilds, releases: hashicorpReleases, releaseKeys: releaseKeys() };
  return { ...fixed, env, cwd, signal, cache: cacheFolder(env) };
}

/** Terraform cannot even plan without them, so they are asked for first. */
async function storeState(settings: Settings, { clients, prompt }: BootstrapOptions): Promise<void> {
  const { bucket, table } = await findStateStore(settings, clients);
  const missing = [
    ...(bucket ? [] : [`the bucket ${settings.state.bucket}`]),
    ...(table === false ? [`the table ${settings.state.lockTable}`] : []),
  ];
  if (missing.length > 0) {
    prompt.say(`For its state and its locks Terraform needs, before it can plan: ${missing.join(" and ")}.`);
    await prompt.confirm(`Make ${missing.length === 1 ? "it" : "them"}?`);
  }
  await ensureStateStore(settings, clients);
}

interface Goal {
  readonly prepared: PreparedBundle;
  readonly installation: Installation;
  readonly sources: Sources;
}

/** Shows the plan, asks, uploads what the builds will need, and applies exactly what was shown. */
async function bringUpToDate(workspace: Workspace, goal: Goal, options: BootstrapOptions): Promise<boolean> {
  const { prompt } = options;
  const plan = await workspace.plan();
  if (plan) {
    for (const line of planWords(plan)) prompt.say(line);
    await prompt.confirm("Apply this?");
  }
  await upload(goal, options);
  if (plan) await workspace.apply();
  // Its bucket is one of the control plane's.
  await publishDeploymentTools(goal.installation.settings, goal.sources, options);
  return plan !== undefined;
}

async function upload(
  { prepared, installation, sources }: Goal,
  { clients, prompt }: BootstrapOptions,
): Promise<void> {
  const store = new ToolStore(clients.s3, controlPlaneNames(installation.settings).stateBucket);
  const onUpload = (key: string) => prompt.say(`Uploading ${key} …`);
  await uploadBundle(prepared, store, { ...sources, onUpload });
}
