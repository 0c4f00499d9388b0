import { allow, type Statement } from "../../../compiler/iam/index.js";
import type { Site } from "../site.js";

/** Images of ECR and networks, as far as any job may name them. */
export function networkBoundary({ partition, region, account }: Site): Statement[] {
  const inEc2 = (resource: string) => `arn:${partition}:ec2:${region}:${account}:${resource}`;
  return [
    allow(
      "Images",
      ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      [`arn:${partition}:ecr:*:*:repository/*`],
    ),
    // AWS offers no resource level for these (service authorization reference, Amazon ECR and Amazon EC2).
    allow(
      "Look",
      [
        "ec2:DescribeDhcpOptions",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
        "ecr:GetAuthorizationToken",
      ],
      ["*"],
    ),
    allow(
      "Network",
      ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"],
      [inEc2("network-interface/*"), inEc2("security-group/*"), inEc2("subnet/*")],
    ),
    allow("LendInterface", ["ec2:CreateNetworkInterfacePermission"], [inEc2("network-interface/*")], {
      StringEquals: { "ec2:AuthorizedService": "codebuild.amazonaws.com" },
    }),
  ];
}
