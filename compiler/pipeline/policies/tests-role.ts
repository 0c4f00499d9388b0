import { type Policy, policy } from "../../iam/index.js";
import { deployKind, jobNeeds, takeTestRole, writeLogAndReports } from "../../kinds/index.js";
import type { Pipeline, TargetEnvironment } from "../pipeline.js";
import type { TestsRole } from "../test-roles.js";
import type { ArtifactContext } from "./artifact-context.js";
import { readOwnArtifacts } from "./artifact-grants.js";

/**
 * What tests that share a role may do: read their own source, write their logs and reports, and take the test role of
 * their environment's account. They read neither the application's source nor what the build put out, and reach no other
 * environment.
 */
export function testsRolePolicy(
  { tests }: TestsRole,
  { namePrefix, testRole, deployment }: TargetEnvironment,
  pipeline: Pick<Pipeline, "name">,
  context: ArtifactContext,
): Policy {
  const artifacts = tests.map(({ artifact }) => artifact);
  return policy([
    ...readOwnArtifacts(pipeline, artifacts, context),
    ...writeLogAndReports(projectsOf(tests, namePrefix), context),
    ...jobNeeds(
      tests.map(({ job }) => job),
      context,
    ),
    takeTestRole(testRole, context),
    ...(deployKind(deployment.type).testGrants?.(deployment, context) ?? []),
  ]);
}

/** As many projects as a role's policy names beside all else that it may hold; more share the start of their names. */
const namedProjects = 8;

/** So that no test writes into the log of a test with another role. */
function projectsOf(tests: TestsRole["tests"], namePrefix: string): string[] {
  return tests.length <= namedProjects ? tests.map(({ name }) => name) : [`${namePrefix}_*`];
}
