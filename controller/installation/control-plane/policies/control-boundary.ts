import { type Policy, policy, type Statement } from "../../../../compiler/iam/index.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";
import { managedPolicyLimit } from "./boundary.js";
import { rolePolicies } from "./role-policies.js";

/**
 * The most that any role of the control plane may do, whoever writes its policy: what all of them are given, and of
 * the services that give no rights every action on the same resources. An administrator makes it once; with it, whoever
 * runs `bootstrap` can make no role that may more. Throws where it would not fit.
 */
export function controlBoundaryPolicy(site: Site): Policy {
  const all = Object.values(rolePolicies(site)).flatMap(({ Statement }) => Statement);
  const wide = joined(all.map((statement) => widened(statement, site)));
  const boundary = numbered(wide);
  const { length } = JSON.stringify(boundary);
  if (length > managedPolicyLimit) throw new Error(whyTooLong(length));
  return boundary;
}

/** Services whose actions give nobody a right, and whose conditions narrow what the same role may do elsewhere. */
const plain = ["codebuild", "codepipeline", "dynamodb", "lambda", "logs", "s3", "sns", "sqs", "ssm"];

/** What decides who may do what, and what has no resource, stays as it is: to the letter, and under its conditions. */
function widened(statement: Statement, site: Site): Statement {
  const { Sid, Effect, Action, Resource = [] } = statement;
  const services = [...new Set(Action.map((action) => action.split(":")[0] ?? ""))];
  const isPlain = services.every((service) => plain.includes(service));
  if (Effect === "Deny" || Resource.includes("*") || !isPlain) return statement;
  const ownLogs = [arnsOf(site).logGroup(`/aws/*/${site.control}`)];
  return {
    Sid,
    Effect,
    Action: services.map((service) => `${service}:*`),
    Resource: Sid === "OwnLog" ? ownLogs : Resource,
  };
}

/** Statements that differ in their resources alone are one, and so are those that differ in their actions alone. */
function joined(statements: readonly Statement[]): Statement[] {
  const byActions = mergedBy(statements, "Action", "Resource");
  return mergedBy(byActions, "Resource", "Action");
}

function mergedBy(
  statements: readonly Statement[],
  same: "Action" | "Resource",
  other: "Action" | "Resource",
): Statement[] {
  const merged = new Map<string, Statement>();
  for (const statement of statements) {
    const { Effect, Condition } = statement;
    const key = JSON.stringify([Effect, statement[same], Condition]);
    const earlier = merged.get(key);
    const all = [...new Set([...(earlier?.[other] ?? []), ...(statement[other] ?? [])])];
    merged.set(key, { ...statement, [other]: all });
  }
  return [...merged.values()];
}

/** Short names, since a managed policy holds less than a role's own. */
function numbered(statements: readonly Statement[]): Policy {
  return policy(statements.map((statement, index) => ({ ...statement, Sid: `Most${index + 1}` })));
}

function whyTooLong(length: number): string {
  return (
    `The boundary of the control plane's roles would hold ${length} characters; AWS allows ${managedPolicyLimit}. ` +
    "Give the table, state.bucket and state.lockTable shorter names."
  );
}
