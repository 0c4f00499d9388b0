import { type Policy, policy, type Statement } from "../../../compiler/pipeline/policies/policy.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";
import { allow } from "./grant.js";
import { useKey } from "./keep-state.js";
import { readPipelines } from "./read-pipelines.js";

/** What who runs `put`, `get`, `rm`, `list`, `status`, `plan` and `policies` may do: write items, and look at the rest. */
export function editorPolicy(site: Site): Policy {
  const { parameter, table, ledger } = arnsOf(site);
  return policy([
    allow(["ReadInstallation", "ssm", ["GetParameter"], [parameter]]),
    allow(["EditItems", "dynamodb", ["DeleteItem", "GetItem", "PutItem", "Scan"], [table]]),
    allow(["SeeLedger", "dynamodb", ["GetItem", "Scan"], [ledger]]),
    ...readStates(site),
    ...readPipelines(site),
  ]);
}

/** Terraform holds the lock of a pipeline's state while it plans; which accounts are prepared, theirs tell. */
function readStates(site: Site): Statement[] {
  const { stateBucket, lockTable } = arnsOf(site);
  const states = [`${stateBucket}/accounts/*`, `${stateBucket}/pipelines/*/terraform.tfstate`];
  const lockFiles = site.hasLockFile ? [`${stateBucket}/pipelines/*/terraform.tfstate.tflock`] : [];
  const table = site.hasLockTable ? [lockTable] : [];
  const row = `${site.names.stateBucket}/pipelines/*/terraform.tfstate`;
  const only = (keys: readonly string[]) => ({
    Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": keys } },
  });
  return [
    allow(["ReadStates", "s3", ["GetObject"], states]),
    allow(["FindStates", "s3", ["ListBucket"], [stateBucket]]),
    allow(["HoldLockFiles", "s3", ["DeleteObject", "GetObject", "PutObject"], lockFiles]),
    { ...allow(["HoldLocks", "dynamodb", ["DeleteItem", "PutItem"], table]), ...only([row]) },
    { ...allow(["ReadLocks", "dynamodb", ["GetItem"], table]), ...only([row, `${row}-md5`]) },
    ...useKey(site),
  ];
}
