import {
  allow,
  deny,
  ofService,
  type Policy,
  policy,
  type Statement,
} from "../../../../compiler/iam/index.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";
import { watchPipelines } from "./watch-pipelines.js";

/**
 * What who approves may do: answer the approvals of pipelines and see what waits. The pattern of their names goes on
 * over the slashes before stage and action (service authorization reference, AWS CodePipeline). Whoever has this policy
 * writes no items, whatever else they have: a pipeline asks for a second pair of eyes.
 */
export function approverPolicy(site: Site): Policy {
  return policy([
    ...watchPipelines(site),
    allow("Approve", ofService("codepipeline", ["PutApprovalResult"]), [arnsOf(site).pipelines.pipeline]),
    writeNoItems(site),
  ]);
}

function writeNoItems(site: Site): Statement {
  const writes = [
    "BatchWriteItem",
    "DeleteItem",
    "PartiQLDelete",
    "PartiQLInsert",
    "PartiQLUpdate",
    "PutItem",
    "UpdateItem",
  ];
  return deny("WriteNoItems", ofService("dynamodb", writes), [arnsOf(site).table]);
}
