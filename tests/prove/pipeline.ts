import { pipelineId, pipelineName } from "../../compiler/names/index.js";
import type { Settings } from "../../compiler/settings/index.js";
import type { LedgerRecord, PipelineKey, TableItem } from "../../controller/records/index.js";
import type { Proof } from "./proof.js";

/** The one pipeline that a proof makes, runs, changes and destroys. Its repository bears the prefix, as all that is made. */
export function provenKeyOf({ namePrefix }: Pick<Settings, "namePrefix">): PipelineKey {
  return { repository: `${namePrefix}-application`, branch: "main" };
}

export function provenItem({ target, key }: Pick<Proof, "target" | "key">, changes: object = {}): TableItem {
  const { repository: Repository, branch: Branch } = key;
  return {
    RepoName: Repository,
    RepoTag: Branch,
    DeploymentConfigurations: {
      Prod: {
        AwsAccountId: target.account,
        Deploy: true,
        ManualApproval: true,
        Capabilities: ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
        Tests: { Smoke: { Run: true, Repository, Branch, BuildSpec: "smoke.yml" } },
      },
    },
    ...changes,
  };
}

export function provenId({ repository, branch }: PipelineKey): string {
  return pipelineId(repository, branch);
}

export function nameOf({ settings, key }: Pick<Proof, "settings" | "key">, of: PipelineKey = key): string {
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
