import { allow, arn, roleArn, type Statement } from "../../../iam/index.js";
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

/**
 * Who expands a template's transforms is asked for each, those of AWS and the account's own macros, as for a change set
 * (CloudFormation user guide, "Control CloudFormation access with IAM"). The caller is asked, and the stack's role.
 */
export function expandTransforms(site: TargetContext): Statement {
  return allow(
    "ExpandTransforms",
    ["cloudformation:CreateChangeSet"],
    ["aws", site.account].map((account) => arn("cloudformation", "transform/*", { ...site, account })),
  );
}

/**
 * A macro is a function of the account, run in the name of who makes the change set (CloudFormation user guide, "Overview
 * of CloudFormation macros"): it is lent through CloudFormation, and not to be called.
 */
export function runMacros(site: TargetContext): Statement {
  return allow("RunMacros", ["lambda:InvokeFunction"], [arn("lambda", "function:*", site)], {
    "ForAnyValue:StringEquals": { "aws:CalledVia": ["cloudformation.amazonaws.com"] },
  });
}
