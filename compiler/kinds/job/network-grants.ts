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

/** CodeBuild user guide, "Allow CodeBuild access to AWS services required to create a VPC network interface". */
export function networkGrants(networks: readonly Vpc[], context: ArnContext): Statement[] {
  if (networks.length === 0) return [];
  const interfaces = arn("ec2", "network-interface/*", context);
  const subnets = idsInEc2(
    "subnet",
    networks.flatMap((vpc) => vpc.subnets),
    context,
  );
  const groups = idsInEc2(
    "security-group",
    networks.flatMap((vpc) => vpc.securityGroups),
    context,
  );
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

/** The same as far as any job may name networks. */
export function anyNetwork(context: ArnContext): Statement[] {
  const interfaces = arn("ec2", "network-interface/*", context);
  const others = ["security-group/*", "subnet/*"].map((resource) => arn("ec2", resource, context));
  return [
    allow("Look", sees, ["*"]),
    allow("Network", [...joins, ...leaves], [interfaces, ...others]),
    allow("LendInterface", lends, [interfaces], { StringEquals: toCodeBuild }),
  ];
}

function idsInEc2(type: string, ids: readonly string[], context: ArnContext): string[] {
  return unique(ids.map((id) => arn("ec2", `${type}/${id}`, context)));
}
