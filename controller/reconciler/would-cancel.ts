import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CodePipelineClient } from "@aws-sdk/client-codepipeline";
import { effectOnExecutions, type KeptPipeline } from "../../compiler/changes/index.js";
import type { Settings } from "../../compiler/index.js";
import { pipelineName } from "../../compiler/names/index.js";
import { readAtWork } from "../executions/index.js";
import {
  type Activities,
  type Attempt,
  type ConfigTable,
  KnownFailure,
  type LedgerRecord,
  type PipelineKey,
} from "../records/index.js";
import { idOf } from "../repair/index.js";
import { type Configurations, permissionsFile, readPermissions } from "../state/index.js";
import type { Waiting } from "./hold-back.js";
import type { Output } from "./stack-runner.js";

export interface WaitingOptions {
  readonly settings: Pick<Settings, "namePrefix" | "controller">;
  readonly table: Pick<ConfigTable, "hasteOf" | "forgetHaste">;
  readonly configurations: Pick<Configurations, "stackOf">;
  readonly activities: Pick<Activities, "expect">;
  readonly clients: { readonly codePipeline: CodePipelineClient };
}

/** What has changes wait in an installation. */
export function waitingIn(options: WaitingOptions): Waiting {
  const { settings, table, activities } = options;
  const nameOf = (key: PipelineKey) => pipelineName(settings.namePrefix, idOf(key));
  return {
    limits: settings.controller,
    hasteOf: (key) => table.hasteOf(key),
    forgetHaste: (key, haste) => table.forgetHaste(key, haste),
    wouldCancel: async (record, next) =>
      (await mayWait(record, next, options))
        ? readAtWork(options.clients.codePipeline, nameOf(record.key))
        : [],
    listen: (key, awaited) => activities.expect(nameOf(key), awaited),
  };
}

/**
 * Whether a change stops what runs, and is one that waits for that. While an attempt stands nobody knows which of two
 * definitions the pipeline has: the change is compared with both.
 */
async function mayWait(
  { key, lastAttempted, lastApplied }: LedgerRecord,
  next: Output | undefined,
  { configurations }: WaitingOptions,
): Promise<boolean> {
  const before = [lastAttempted, lastApplied].flatMap((each) => each ?? []);
  if (!next || before.length === 0) return !next && before.length > 0;
  const stack = await readFile(join(next.folder, "stacks", next.stack, "cdk.tf.json"), "utf8");
  const kept = await Promise.all(before.map((each) => keptOf(key, each, configurations)));
  const { approvals = [] } = readPermissions(await readFile(join(next.folder, permissionsFile))) ?? {};
  return effectOnExecutions(kept, { stack, approvals }) === "cancels";
}

/** Undefined where it cannot be compared with: that is told when it is needed. */
async function keptOf(
  key: PipelineKey,
  before: Attempt,
  configurations: WaitingOptions["configurations"],
): Promise<KeptPipeline | undefined> {
  try {
    return await configurations.stackOf(key, before);
  } catch (error) {
    if (error instanceof KnownFailure) return undefined;
    throw error;
  }
}
