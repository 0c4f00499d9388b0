import type { Statement } from "../../../compiler/pipeline/policies/policy.js";
import type { Site } from "../site.js";

/** Images of ECR and networks, as far as any job may name them. */
export function networkBoundary({ partition, region, account, networkAccounts }: Site): Statement[] {
  const inEc2 = (resource: string, owner = account) => `arn:${partition}:ec2:${region}:${owner}:${resource}`;
  const shared = networkAccounts.map((owner) => inEc2("subnet/*", owner));
  return [
    {
      Sid: "Images",
      Effect: "Allow",
      Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Resource: [`arn:${partition}:ecr:*:*:repository/*`],
    },
    {
      // AWS offers no resource level for these (service authorization reference, Amazon ECR and Amazon EC2).
      Sid: "Look",
      Effect: "Allow",
      Action: [
        "ec2:DescribeDhcpOptions",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
        "ecr:GetAuthorizationToken",
      ],
      Resource: ["*"],
    },
    {
      Sid: "Network",
      Effect: "Allow",
      Action: ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"],
      Resource: [inEc2("network-interface/*"), inEc2("security-group/*"), inEc2("subnet/*"), ...shared],
    },
    {
      Sid: "LendInterface",
      Effect: "Allow",
      Action: ["ec2:CreateNetworkInterfacePermission"],
      Resource: [inEc2("network-interface/*")],
      Condition: { StringEquals: { "ec2:AuthorizedService": "codebuild.amazonaws.com" } },
    },
  ];
}
