import { type ArnContext, allow, arn, ofService, type Statement, unique } from "../../iam/index.js";
import type { Vpc } from "./job.js";

// AWS offers no resource level for these (service authorization reference, Amazon EC2).
const sees = ofService("ec2", [
  "DescribeDhcpOptions",
  "DescribeNetworkInterfaces",
  "DescribeSecurityGroups",
  "DescribeSubnets",
  "DescribeVpcs",
]);
const joins = ["ec2:CreateNetworkInterface"];
const leaves = ["ec2:DeleteNetworkInterface"];
const lends = ["ec2:CreateNetworkInterfacePermission"];
const toCodeBuild = { "ec2:AuthorizedService": "codebuild.amazonaws.com" };

/**
 * CodeBuild user guide, "Allow CodeBuild access to AWS services required to create a VPC network interface". The ARN of
 * a shared subnet holds its owner's account (VPC user guide, "Share your VPC subnets with other accounts").
 */
export function networkGrants(networks: readonly Vpc[], context: ArnContext): Statement[] {
  if (networks.length === 0) return [];
  const interfaces = arn("ec2", "network-interface/*", context);
  const subnets = unique(
    networks.flatMap((vpc) =>
      idsInEc2("subnet", vpc.subnets, { ...context, account: vpc.subnetOwner ?? context.account }),
    ),
  );
  const groups = unique(networks.flatMap((vpc) => idsInEc2("security-group", vpc.securityGroups, context)));
  const inSubnets = { "ec2:Subnet": subnets };
  return [
    allow("SeeNetwork", sees, ["*"]),
    allow("JoinNetwork", joins, [interfaces, ...subnets, ...groups]),
    allow("LeaveNetwork", leaves, [interfaces], { ArnEquals: inSubnets }),
    allow("LendInterfaceToCodeBuild", lends, [interfaces], {
      StringEquals: toCodeBuild,
      ArnEquals: inSubnets,
    }),
  ];
}

/** The same as far as any job may name networks: those of the account, and subnets that other accounts share. */
export function anyNetwork(sharers: readonly string[], context: ArnContext): Statement[] {
  const interfaces = arn("ec2", "network-interface/*", context);
  const others = ["security-group/*", "subnet/*"].map((resource) => arn("ec2", resource, context));
  const shared = sharers.map((account) => arn("ec2", "subnet/*", { ...context, account }));
  return [
    allow("Look", sees, ["*"]),
    allow("Network", [...joins, ...leaves], [interfaces, ...others, ...shared]),
    allow("LendInterface", lends, [interfaces], { StringEquals: toCodeBuild }),
  ];
}

function idsInEc2(type: string, ids: readonly string[], context: ArnContext): string[] {
  return ids.map((id) => arn("ec2", `${type}/${id}`, context));
}
