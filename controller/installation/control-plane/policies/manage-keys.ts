import type { Statement } from "../../../../compiler/pipeline/policies/policy.js";
import type { Site } from "../site.js";
import { arnsOf, pipelineTag } from "./arns.js";

/**
 * A key has no name when it is made, so tags tell which are pipelines'. `kms:TagResource`, which making a tagged key
 * needs, cannot be held to keys that are new (KMS developer guide, "Controlling access to tags"): docs/control-plane.md
 * says what follows. The key of the state bucket is out of reach in any case.
 */
export function manageKeys(site: Site): Statement[] {
  const { inRegion, pipelines } = arnsOf(site);
  const anyKey = inRegion("kms", "key/*");
  const made = { StringLike: { "aws:RequestTag/stagewright:pipeline": "*--*" } };
  return [
    { Sid: "MakeKeys", Effect: "Allow", Action: ["kms:CreateKey"], Resource: ["*"], Condition: made },
    { Sid: "TagNewKeys", Effect: "Allow", Action: ["kms:TagResource"], Resource: [anyKey], Condition: made },
    {
      Sid: "ManageKeys",
      Effect: "Allow",
      Action: [
        "kms:CreateAlias",
        "kms:DeleteAlias",
        "kms:DescribeKey",
        "kms:EnableKeyRotation",
        "kms:GetKeyPolicy",
        "kms:GetKeyRotationStatus",
        "kms:ListResourceTags",
        "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:UpdateAlias",
      ],
      Resource: [anyKey],
      Condition: { StringLike: pipelineTag },
    },
    {
      Sid: "ManageAliases",
      Effect: "Allow",
      Action: ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"],
      Resource: [pipelines.alias],
    },
    // Keys are looked for by their tags after a death: a list is all that KMS has to begin with.
    { Sid: "FindKeys", Effect: "Allow", Action: ["kms:ListAliases", "kms:ListKeys"], Resource: ["*"] },
    ...keepFromStateKey(site),
  ];
}

function keepFromStateKey({ stateKeyArn }: Site): Statement[] {
  const Action = ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:TagResource"];
  return [{ Sid: "LeaveStateKey", Effect: "Deny", Action, Resource: stateKeyArn ? [stateKeyArn] : [] }];
}
