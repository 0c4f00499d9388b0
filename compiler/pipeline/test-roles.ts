import type { Job, Source } from "../kinds/index.js";
import { environmentRole } from "../names/index.js";
import type { DeployedTest, TargetEnvironment } from "./pipeline.js";

/** A role of an environment's tests: of those that run the same code and are lent the same. */
export interface TestsRole {
  readonly name: string;
  /** By name, at least one. */
  readonly tests: readonly DeployedTest[];
}

/**
 * The name of a test's role, made of what tests share that share it: their source, and the parameters and secrets that
 * they are lent. Code of one repository is one team's, so it may have what it was given for any of its tests; another
 * repository's must not. A role for each test would be more than an account's quota of 1,000 roles bears.
 */
export function testsRoleName(
  pipeline: string,
  environment: string,
  { source, job }: { readonly source: Source; readonly job: Job },
): string {
  const lent = job.variables
    .filter(({ type }) => type !== "PLAINTEXT")
    .map(({ type, value }) => `${type} ${value}`);
  const shared = [JSON.stringify(source), ...[...new Set(lent)].sort()];
  return environmentRole(pipeline, "tests", environment, shared);
}

/** The roles of an environment's tests, in the order of their first tests. */
export function testsRolesOf({ tests }: Pick<TargetEnvironment, "tests">): TestsRole[] {
  const names = [...new Set(tests.map(({ role }) => role))];
  return names.map((name) => ({ name, tests: tests.filter(({ role }) => role === name) }));
}
