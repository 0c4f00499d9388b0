import type { Call } from "@stagewright/sandbox";
import type { Estate } from "./estate.js";

/** What a build writes, in the words of the protocol; undefined for what only reads. */
export type Step = (typeof insertSteps)[number] | (typeof deleteSteps)[number] | (typeof otherSteps)[number];

/** Each write of an insert that goes well, in order; an update has the same. */
export const insertSteps = [
  "take the lease",
  "keep the configuration",
  "record the attempt",
  "lock",
  "write the state",
  "write the digest",
  "unlock",
  "record as applied",
  "let go",
] as const;

/** Each write of a delete that goes well, in order. */
export const deleteSteps = [
  "take the lease",
  "record the attempt",
  "record the phase",
  "lock",
  "write the state",
  "write the digest",
  "unlock",
  "record as destroyed",
  "remove the digest",
  "remove the state",
  "remove the configuration",
  "forget",
] as const;

/** Writes that belong to no change in particular. */
export const otherSteps = ["heartbeat", "record as mended", "break the lock", "mend the digest"] as const;

/** Which write a call is. */
export function stepOf(call: Call, { names }: Estate): Step | undefined {
  if (call.service === "s3") return objectStep(call);
  const body = JSON.parse(call.request.body?.toString() || "{}");
  if (call.resource === names.ledger) return ledgerStep(call.action, body);
  return call.resource === names.lockTable ? lockStep(call.action, body) : undefined;
}

function objectStep({ action, resource = "" }: Call): Step | undefined {
  const isState = resource.endsWith(".tfstate");
  if (action === "PutObject") return isState ? "write the state" : "keep the configuration";
  if (action !== "DeleteObject") return undefined;
  return isState ? "remove the state" : "remove the configuration";
}

type Body = Readonly<Record<string, unknown>>;

/** By the attributes that a write names, the most telling first. */
const byAttributes: readonly (readonly [readonly string[], Step])[] = [
  [["Outcome"], "let go"],
  [["Lease", "StaleLeases"], "take the lease"],
  [["StaleLeases"], "record as mended"],
  [["LastApplied", "LastAttempted", "Phase"], "record as destroyed"],
  [["LastApplied"], "record as applied"],
  [["LastAttempted"], "record the attempt"],
  [["Lease"], "heartbeat"],
  [["Phase"], "record the phase"],
];

function ledgerStep(action: string, body: Body): Step | undefined {
  if (action === "DeleteItem") return "forget";
  if (action !== "UpdateItem") return undefined;
  const named = Object.values(body.ExpressionAttributeNames ?? {});
  return byAttributes.find(([attributes]) => attributes.every((name) => named.includes(name)))?.[1];
}

/** Terraform's own writes name their attributes in their own way, ours have conditions on what was read. */
function lockStep(action: string, body: Body): Step | undefined {
  const isDigest = JSON.stringify(body.Key ?? body.Item).includes("-md5");
  const isOurs = "ConditionExpression" in body;
  if (action === "PutItem") return isDigest ? "write the digest" : "lock";
  if (action === "UpdateItem") return "mend the digest";
  if (action !== "DeleteItem") return undefined;
  if (isDigest) return "remove the digest";
  return isOurs ? "break the lock" : "unlock";
}
