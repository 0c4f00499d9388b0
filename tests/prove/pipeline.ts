import { pipelineId, pipelineName } from "../../compiler/names/index.js";
import type { LedgerRecord, PipelineKey, TableItem } from "../../controller/records/index.js";
import type { Proof } from "./proof.js";

/** The one pipeline that a proof makes, changes and destroys. */
export const key: PipelineKey = { repository: "stagewright-prove", branch: "main" };

/** A repository that is not there: the pipeline can be made, and its first execution ends in Source. */
export function itemOf({ target }: Pick<Proof, "target">, changes: object = {}): TableItem {
  return {
    RepoName: key.repository,
    RepoTag: key.branch,
    DeploymentConfigurations: {
      Prod: {
        AwsAccountId: target.account,
        Deploy: true,
        ManualApproval: true,
        Tests: { Smoke: { Run: true, Repository: key.repository, Branch: key.branch } },
      },
    },
    ...changes,
  };
}

export function idOf({ repository, branch }: PipelineKey = key): string {
  return pipelineId(repository, branch);
}

export function nameOf({ settings }: Pick<Proof, "settings">, of: PipelineKey = key): string {
  return pipelineName(settings.namePrefix, idOf(of));
}

/** Every failure that the ledger remembers, as AWS worded it. */
export function failuresOf(record: LedgerRecord | undefined): string[] {
  const all = [record?.outcome, ...(record?.history ?? [])];
  return [...new Set(all.flatMap((outcome) => outcome?.failure?.message ?? []))];
}

/** Throws unless what the item asks for has been applied. */
export function requireApplied(record: LedgerRecord | undefined): void {
  if (record?.outcome?.kind === "applied" || record?.outcome?.kind === "unchanged") return;
  throw new Error(failuresOf(record)[0] ?? `The ledger says: ${JSON.stringify(record?.outcome)}`);
}
