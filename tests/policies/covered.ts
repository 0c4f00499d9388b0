import type { Policy, Statement } from "../../compiler/iam/index.js";

type Conditions = NonNullable<Statement["Condition"]>;

type Values = string | readonly string[];

/**
 * What a policy grants and a bound does not: `Sid action resource`. A grant's own wildcards count as characters, so that
 * only a wildcard of the bound, at the same place, holds them. Tells of no grant that the bound denies: `may` does.
 */
export function findUncovered(policy: Policy, bound: Policy): string[] {
  return policy.Statement.filter(({ Effect }) => Effect === "Allow").flatMap((statement) =>
    pairsOf(statement)
      .filter(([action, resource]) => !bound.Statement.some((one) => holds(one, statement, action, resource)))
      .map(([action, resource]) => `${statement.Sid} ${action} ${resource}`),
  );
}

function pairsOf({ Action, Resource = [] }: Statement): (readonly [action: string, resource: string])[] {
  return Action.flatMap((action) => Resource.map((resource) => [action, resource] as const));
}

function holds(bound: Statement, grant: Statement, action: string, resource: string): boolean {
  return (
    bound.Effect === "Allow" &&
    bound.Action.some((pattern) => matches(pattern, action)) &&
    (bound.Resource ?? []).some((pattern) => matches(pattern, resource)) &&
    asksNoMore(bound.Condition, grant.Condition, resource)
  );
}

/** A condition of the bound must hold all that the grant's own does, but for the tag that every key of a pipeline bears. */
function asksNoMore(bound: Conditions = {}, grant: Conditions = {}, resource: string): boolean {
  return Object.entries(bound).every(([operator, keys]) =>
    Object.entries(keys).every(
      ([key, value]) =>
        (key === "aws:ResourceTag/stagewright:pipeline" && resource.includes(":key/")) ||
        isAmong(grant[operator]?.[key], value),
    ),
  );
}

function isAmong(granted: Values | undefined, bound: Values): boolean {
  return granted !== undefined && [granted].flat().every((value) => [bound].flat().includes(value));
}

/** IAM's patterns: `*` is any text, `?` any character. */
export function matches(pattern: string, text: string): boolean {
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s").test(text);
}
