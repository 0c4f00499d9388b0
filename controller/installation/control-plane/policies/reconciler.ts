import { allow, type Policy, policy, type Statement } from "../../../../compiler/iam/index.js";
import { pullImages } from "../../../../compiler/kinds/index.js";
import { failureEvent, hastePartition } from "../../../records/index.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";
import { ownLog } from "./functions.js";
import { keepState } from "./keep-state.js";
import { manageKeys } from "./manage-keys.js";
import { managePipelines } from "./manage-pipelines.js";
import { manageRoles } from "./manage-roles.js";

/**
 * What a build may do: manage resources named as pipelines' are, keep their states, and tell how it went. It reaches
 * neither its own role, nor the boundary, nor anything else of the control plane.
 */
export function reconcilerPolicy(site: Site): Policy {
  return policy([
    ...managePipelines(site),
    ...manageKeys(site),
    ...manageRoles(site),
    ...keepState(site),
    ...readWhatIsAsked(site),
    ...tell(site),
    ...pullImages([site.settings.controller.image], site),
  ]);
}

/** Rows of the config table that say which change is not to wait, and no items. */
const hastesAlone = {
  "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": [hastePartition] },
  Null: { "dynamodb:LeadingKeys": "false" },
};

function readWhatIsAsked(site: Site): Statement[] {
  const { table, ledger, parameter, project } = arnsOf(site);
  return [
    allow("ReadInstallation", ["ssm:GetParameter"], [parameter]),
    allow("ReadItems", ["dynamodb:GetItem"], [table]),
    allow("ForgetHaste", ["dynamodb:DeleteItem"], [table], hastesAlone),
    allow(
      "KeepLedger",
      ["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:UpdateItem"],
      [ledger],
    ),
    allow("ProveEnds", ["codebuild:BatchGetBuilds"], [project]),
  ];
}

function tell(site: Site): Statement[] {
  return [
    // The key holds the source of every entry, so all of them must be ours, and there must be one.
    allow("TellFailures", ["events:PutEvents"], [arnsOf(site).inRegion("events", "event-bus/default")], {
      "ForAllValues:StringEquals": { "events:source": [failureEvent.source] },
      Null: { "events:source": "false" },
    }),
    ownLog(site, `/aws/codebuild/${site.names.reconciler}`),
  ];
}
