import { allow, arn, bucketArn, roleArn, type Statement } from "../compiler/iam/index.js";
import { type Site, stacksArn } from "./statement.js";

/**
 * What CodePipeline's CloudFormation actions need to replace and to execute a change set, on stacks that end as given;
 * and the deployer role handed to CloudFormation, and nothing else to nobody else.
 */
export function formationGrants(site: Site, ending: string, deployerRole: string): Statement[] {
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
 * Accounts come before pipelines, so no bucket and no key can be named: buckets by prefix, keys by their account and by
 * the service that uses them. The pipeline's own bucket and key policies are the gate.
 */
export function readPackages(site: Site): Statement[] {
  const { region, centralAccount, namePrefix } = site;
  return [
    allow(
      "ReadPackages",
      ["s3:GetObject", "s3:GetObjectVersion"],
      [bucketArn(`${namePrefix}-*--*-${centralAccount}/*`, site)],
    ),
    allow("DecryptPackages", ["kms:Decrypt"], [arn("kms", "key/*", { ...site, account: centralAccount })], {
      StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` },
    }),
  ];
}
