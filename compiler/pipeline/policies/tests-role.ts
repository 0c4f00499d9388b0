import type { Deployment } from "../pipeline.js";
import { jobNeeds, readArtifacts, writeLogAndReports } from "./grants.js";
import { type Ground, type Policy, policy, roleArn } from "./policy.js";

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
    {
      Sid: "TestInItsAccount",
      Effect: "Allow",
      Action: ["sts:AssumeRole"],
      Resource: [roleArn(roles.test.accountId, roles.test.name, ground)],
    },
  ]);
}
