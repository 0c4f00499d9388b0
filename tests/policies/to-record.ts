import type { PolicyDecision } from "@stagewright/sandbox";
import type { ControlPlaneNames } from "../../controller/installation/index.js";
import type { RecordedCall } from "./recorded-calls.js";
import { central } from "./subject.js";

/** Condition keys that some policy asks for, as IAM writes them; keys of conditions know no case. */
const askedKeys = [
  "aws:RequestTag/stagewright:pipeline",
  "aws:ResourceTag/stagewright:pipeline",
  "codeconnections:PassedToService",
  "codestar-connections:PassedToService",
  "dynamodb:Attributes",
  "dynamodb:LeadingKeys",
  "events:source",
  "iam:PassedToService",
  "iam:PermissionsBoundary",
  "kms:RequestAlias",
  "lambda:FunctionArn",
  "lambda:Principal",
];

/** The roles that matter in the central account: their ARNs, and what they are called here. */
export function rolesOf(names: ControlPlaneNames): Record<string, string> {
  const { dispatcher, schedule, events, scheduler, reconciler, failures, starter } = names;
  const people = { operator: "operator", editor: "editor" };
  const called = { dispatcher, schedule, events, scheduler, reconciler, failures, starter, ...people };
  const pairs = Object.entries(called).map(([role, name]) => [`arn:aws:iam::${central}:role/${name}`, role]);
  return Object.fromEntries(pairs);
}

/**
 * What of the sandbox's decisions is kept: calls that were allowed to roles with a name in `roles`, each once, without what
 * differs from run to run, in order.
 */
export function toRecord(
  decisions: readonly PolicyDecision[],
  roles: Readonly<Record<string, string>>,
): RecordedCall[] {
  const calls = decisions
    .filter(({ allowed }) => allowed)
    .flatMap((decision) => {
      const role = roles[decision.principal];
      return role ? [steady({ ...decision, role })] : [];
    });
  const lines = new Set(calls.map((call) => JSON.stringify(call)));
  return [...lines].sort().map((line) => JSON.parse(line) as RecordedCall);
}

function steady({ role, action, resource, keys }: PolicyDecision & { role: string }): RecordedCall {
  const lower = new Map(Object.entries(keys).map(([key, value]) => [key.toLowerCase(), value]));
  const asked = askedKeys.flatMap((key) => {
    const value = lower.get(key.toLowerCase());
    return value === undefined ? [] : [[key, value] as const];
  });
  const call = { role, action, resource, keys: Object.fromEntries(asked) };
  return JSON.parse(without(JSON.stringify(call))) as RecordedCall;
}

/** Ids that AWS gives, digests, versions of tools, times. */
function without(text: string): string {
  return text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "00000000-0000-0000-0000-000000000000")
    .replace(/[0-9a-f]{64}/g, "0".repeat(64))
    .replace(/-\d+\.\d+\.\d+-/g, "-0.0.0-")
    .replace(/log-stream:[^"]+/g, "log-stream:0")
    .replace(/\/stream\/[\d:.T-]+/g, "/stream/2026-01-01T00:00:00.000");
}
