import { roleArn, type Statement, stacksArn, type TargetAccountContext } from "./statement.js";

/**
 * What CodePipeline's CloudFormation actions need to replace and to execute a change set, on stacks that end as given;
 * and the deployer role handed to CloudFormation, and nothing else to nobody else.
 */
export function formationGrants(
  site: TargetAccountContext,
  ending: string,
  deployerRole: string,
): Statement[] {
  return [
    {
      Sid: "OwnStacks",
      Effect: "Allow",
      Action: [
        "cloudformation:CreateChangeSet",
        "cloudformation:DeleteChangeSet",
        "cloudformation:DescribeChangeSet",
        "cloudformation:DescribeStacks",
        "cloudformation:ExecuteChangeSet",
      ],
      Resource: [stacksArn(site, ending)],
    },
    {
      Sid: "HandDeployerToCloudFormation",
      Effect: "Allow",
      Action: ["iam:PassRole"],
      Resource: [roleArn(site, deployerRole)],
      Condition: { StringEquals: { "iam:PassedToService": "cloudformation.amazonaws.com" } },
    },
    ...readPackages(site),
  ];
}

/**
 * Accounts come before pipelines, so no bucket and no key can be named: buckets by prefix, keys by their account and by
 * the service that uses them. The pipeline's own bucket and key policies are the gate.
 */
export function readPackages({
  partition,
  region,
  centralAccount,
  namePrefix,
}: TargetAccountContext): Statement[] {
  return [
    {
      Sid: "ReadPackages",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: [`arn:${partition}:s3:::${namePrefix}-*--*-${centralAccount}/*`],
    },
    {
      Sid: "DecryptPackages",
      Effect: "Allow",
      Action: ["kms:Decrypt"],
      Resource: [`arn:${partition}:kms:${region}:${centralAccount}:key/*`],
      Condition: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
    },
  ];
}
