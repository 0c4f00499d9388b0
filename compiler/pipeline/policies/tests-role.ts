import { type Policy, policy } from "../../iam/index.js";
import { jobNeeds, takeTestRole, writeLogAndReports } from "../../kinds/index.js";
import type { TargetEnvironment } from "../pipeline.js";
import type { ArtifactContext } from "./artifact-context.js";
import { readArtifacts } from "./artifact-grants.js";

/**
 * What the tests of one environment may do: read their source, write their logs and reports, and take the
 * test role of this environment's account. They reach no other environment.
 */
export function testsRolePolicy(
  { namePrefix, testRole, tests }: TargetEnvironment,
  context: ArtifactContext,
): Policy {
  return policy([
    ...readArtifacts(context),
    ...writeLogAndReports(`${namePrefix}_*`, context),
    ...jobNeeds(
      tests.map(({ job }) => job),
      context,
    ),
    takeTestRole(testRole, context),
  ]);
}
