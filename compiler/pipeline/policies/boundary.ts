import { allow, arn, type Policy, policy, type Statement } from "../../iam/index.js";
import { type Ceiling, type InstallationContext, ceilings as kindCeilings } from "../../kinds/index.js";
import { artifactCeiling } from "./artifact-grants.js";
import { includes } from "./compare-reports.js";

/** What starts a pipeline that was applied before the installation had one role for it, until it is applied again. */
const eventCeiling: Ceiling = {
  part: "events",
  budget: 180,
  grows: [],
  statements: (installation) => [
    allow(
      "Pipelines",
      ["codepipeline:StartPipelineExecution"],
      [arn("codepipeline", installation.pipelines, installation)],
    ),
  ],
};

const ceilings: readonly Ceiling[] = [artifactCeiling, ...kindCeilings, eventCeiling];

/**
 * The most that any role of any pipeline may do, whatever its own policy says: what the kinds grant to any of them, by
 * pattern. Statements of one name are one, and what another statement allows already is not said again.
 */
export function boundaryOf(installation: InstallationContext): Policy {
  const all = ceilings.flatMap(({ statements }) => statements(installation));
  return policy(withoutRepetition(joined(all)));
}

function joined(statements: readonly Statement[]): Statement[] {
  const bySid = new Map<string, Statement>();
  for (const statement of statements) {
    const resources = [...(bySid.get(statement.Sid)?.Resource ?? []), ...(statement.Resource ?? [])];
    bySid.set(statement.Sid, { ...statement, Resource: [...new Set(resources)] });
  }
  return [...bySid.values()];
}

/** Without the actions that another statement allows on as much, and under no condition but the same. */
function withoutRepetition(statements: readonly Statement[]): Statement[] {
  return statements.flatMap((statement) => {
    const Action = statement.Action.filter(
      (action) => !statements.some((other) => isSaidBy(other, statement, action)),
    );
    return Action.length > 0 ? [{ ...statement, Action }] : [];
  });
}

function isSaidBy(other: Statement, statement: Statement, action: string): boolean {
  const isWider = !other.Condition || JSON.stringify(other.Condition) === JSON.stringify(statement.Condition);
  if (other === statement || !isWider || !other.Action.includes(action)) return false;
  const { Resource = [] } = statement;
  return Resource.every((resource) => (other.Resource ?? []).some((pattern) => includes(pattern, resource)));
}

/** How long a part of the boundary is, and how long it may be with default settings. */
export interface BudgetRow {
  readonly part: string;
  /** Characters of JSON. */
  readonly length: number;
  readonly budget: number;
  /** The settings that make it longer. */
  readonly grows: readonly string[];
}

/** The parts of the boundary, longest first. What two parts share counts for both. */
export function budgetOf(installation: InstallationContext): BudgetRow[] {
  return ceilings
    .map(({ part, budget, grows, statements }) => ({
      part,
      length: JSON.stringify(policy(statements(installation)).Statement).length,
      budget,
      grows,
    }))
    .sort((a, b) => b.length - a.length);
}

/** The settings that take at least a quarter of what settings take of the boundary, the longest first. */
export function longestSettings(installation: InstallationContext): string[] {
  const { limits } = installation.settings;
  const lists = Object.entries({ ...limits }).filter(([, value]) => Array.isArray(value));
  const grows = new Set(ceilings.flatMap((ceiling) => ceiling.grows));
  const lengths = lists
    .map(([key, value]) => ({ setting: `limits.${key}`, length: JSON.stringify(value).length }))
    .filter(({ setting }) => grows.has(setting))
    .sort((a, b) => b.length - a.length);
  const all = lengths.reduce((sum, { length }) => sum + length, 0);
  return lengths.filter(({ length }) => length * 4 >= all).map(({ setting }) => setting);
}
