import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CodePipelineClient } from "@aws-sdk/client-codepipeline";
import { effectOnExecutions } from "../../compiler/changes/index.js";
import type { Settings } from "../../compiler/index.js";
import { pipelineName } from "../../compiler/names/index.js";
import { readAtWork } from "../executions/index.js";
import type { Activities, ConfigTable, LedgerRecord, PipelineKey } from "../records/index.js";
import { idOf } from "../repair/index.js";
import { type Configurations, permissionsFile, readPermissions } from "../state/index.js";
import type { Waiting } from "./hold-back.js";
import type { Output } from "./stack-runner.js";

export interface WaitingOptions {
  readonly settings: Pick<Settings, "namePrefix" | "controller">;
  readonly table: Pick<ConfigTable, "hasteOf" | "forgetHaste">;
  readonly configurations: Pick<Configurations, "madeFor">;
  readonly activities: Pick<Activities, "expect">;
  readonly clients: { readonly codePipeline: CodePipelineClient };
}

/** What has changes wait in an installation. */
export function waitingIn({ settings, table, configurations, activities, clients }: WaitingOptions): Waiting {
  const nameOf = (key: PipelineKey) => pipelineName(settings.namePrefix, idOf(key));
  return {
    limits: settings.controller,
    hasteOf: (key) => table.hasteOf(key),
    forgetHaste: (key, haste) => table.forgetHaste(key, haste),
    mayWait: (record, next) => mayWait(record, next, configurations),
    atWork: (key) => readAtWork(clients.codePipeline, nameOf(key)),
    listen: (key, awaited) => activities.expect(nameOf(key), awaited),
  };
}

/**
 * Whether a change stops what runs, and is one that waits for that. While an attempt stands nobody knows which of two
 * definitions the pipeline has: the change is compared with both.
 */
async function mayWait(
  record: LedgerRecord,
  next: Output | undefined,
  configurations: WaitingOptions["configurations"],
): Promise<boolean> {
  if (!record.lastAttempted && !record.lastApplied) return false;
  if (!next) return true;
  const stack = await readFile(join(next.folder, "stacks", next.stack, "cdk.tf.json"), "utf8");
  const { approvals = [] } = readPermissions(await readFile(join(next.folder, permissionsFile))) ?? {};
  return effectOnExecutions(await configurations.madeFor(record), { stack, approvals }) === "cancels";
}
