import { allow, roleArn, type Statement } from "../../../iam/index.js";
import type { TargetContext } from "../../kind.js";
import { readPackages, stacksArn } from "../../target-account.js";

/**
 * What CodePipeline's CloudFormation actions need to replace and to execute a change set, on stacks that end as given;
 * and the deployer role handed to CloudFormation, and nothing else to nobody else.
 */
export function formationGrants(site: TargetContext, ending: string, deployerRole: string): Statement[] {
  return [
    allow(
      "OwnStacks",
      [
        "cloudformation:CreateChangeSet",
        "cloudformation:DeleteChangeSet",
        "cloudformation:DescribeChangeSet",
        "cloudformation:DescribeStacks",
        "cloudformation:ExecuteChangeSet",
      ],
      [stacksArn(site, ending)],
    ),
    allow("HandDeployerToCloudFormation", ["iam:PassRole"], [roleArn(deployerRole, site)], {
      StringEquals: { "iam:PassedToService": "cloudformation.amazonaws.com" },
    }),
    ...readPackages(site),
  ];
}
