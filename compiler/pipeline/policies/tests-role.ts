import { allow, type Policy, policy, roleArn } from "../../iam/index.js";
import type { Deployment } from "../pipeline.js";
import { jobNeeds, readArtifacts, writeLogAndReports } from "./grants.js";
import type { Ground } from "./ground.js";

/**
 * What the tests of one environment may do: read their source, write their logs and reports, and take the
 * test role of this environment's account. They reach no other environment.
 */
export function testsRolePolicy({ namePrefix, roles, tests }: Deployment, ground: Ground): Policy {
  return policy([
    ...readArtifacts(ground),
    ...writeLogAndReports(`${namePrefix}_*`, ground),
    ...jobNeeds(
      tests.map(({ job }) => job),
      ground,
    ),
    allow(
      "TestInItsAccount",
      ["sts:AssumeRole"],
      [roleArn(roles.test.name, { ...ground, account: roles.test.accountId })],
    ),
  ]);
}
