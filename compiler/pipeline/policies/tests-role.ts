import { type Policy, policy } from "../../iam/index.js";
import { jobNeeds, takeTestRole, writeLogAndReports } from "../../kinds/index.js";
import type { TargetEnvironment } from "../pipeline.js";
import { readArtifacts } from "./artifact-grants.js";
import type { ArtifactContext } from "./ground.js";

/**
 * What the tests of one environment may do: read their source, write their logs and reports, and take the
 * test role of this environment's account. They reach no other environment.
 */
export function testsRolePolicy(
  { namePrefix, testRole, tests }: TargetEnvironment,
  ground: ArtifactContext,
): Policy {
  return policy([
    ...readArtifacts(ground),
    ...writeLogAndReports(`${namePrefix}_*`, ground),
    ...jobNeeds(
      tests.map(({ job }) => job),
      ground,
    ),
    takeTestRole(testRole, ground),
  ]);
}
