import { pipelineId, pipelineName } from "../../compiler/names/index.js";
import type { LedgerRecord, PipelineKey, TableItem } from "../../controller/records/index.js";
import type { Proof } from "./proof.js";

/** The one pipeline that a proof makes, changes and destroys. */
export const provenKey: PipelineKey = { repository: "stagewright-prove", branch: "main" };

/** A repository that is not there: the pipeline can be made, and its first execution ends in Source. */
export function provenItem({ target }: Pick<Proof, "target">, changes: object = {}): TableItem {
  return {
    RepoName: provenKey.repository,
    RepoTag: provenKey.branch,
    DeploymentConfigurations: {
      Prod: {
        AwsAccountId: target.account,
        Deploy: true,
        ManualApproval: true,
        Tests: { Smoke: { Run: true, Repository: provenKey.repository, Branch: provenKey.branch } },
      },
    },
    ...changes,
  };
}

export function provenId({ repository, branch }: PipelineKey = provenKey): string {
  return pipelineId(repository, branch);
}

export function nameOf({ settings }: Pick<Proof, "settings">, of: PipelineKey = provenKey): string {
  return pipelineName(settings.namePrefix, provenId(of));
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
