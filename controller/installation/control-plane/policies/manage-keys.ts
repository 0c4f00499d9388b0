import { allow, deny, type Statement } from "../../../../compiler/iam/index.js";
import { keyKeeping, pipelineTag } from "../../../../compiler/pipeline/index.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";
import { leaveDeploymentsKey } from "./keep-deployments.js";

/**
 * A key has no name when it is made, so tags tell which are pipelines'. For a new key they may take minutes to count: its own
 * policy names the reconciler, and what stands here is for keys whose policy somebody changed. `kms:TagResource`, which making a tagged key
 * needs, cannot be held to keys that are new (KMS developer guide, "Controlling access to tags"): docs/control-plane.md
 * says what follows. The key of the state bucket is out of reach in any case.
 */
export function manageKeys(site: Site): Statement[] {
  const { inRegion, pipelines } = arnsOf(site);
  const anyKey = inRegion("kms", "key/*");
  const made = { StringLike: { "aws:RequestTag/stagewright:pipeline": "*--*" } };
  return [
    allow("MakeKeys", ["kms:CreateKey"], ["*"], made),
    allow("TagNewKeys", ["kms:TagResource"], [anyKey], made),
    allow("ManageKeys", keyKeeping, [anyKey], { StringLike: pipelineTag }),
    allow("ManageAliases", ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"], [pipelines.alias]),
    // Keys are looked for by their tags after a death: a list is all that KMS has to begin with.
    allow("FindKeys", ["kms:ListAliases", "kms:ListKeys"], ["*"]),
    ...keepFromStateKey(site),
    ...leaveDeploymentsKey(site),
  ];
}

function keepFromStateKey({ stateKeyArn }: Site): Statement[] {
  const Action = ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:TagResource"];
  return [deny("LeaveStateKey", Action, stateKeyArn ? [stateKeyArn] : [])];
}
