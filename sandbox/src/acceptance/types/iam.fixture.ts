import type { Given, ResourceType } from "../resource-type.fixture.js";

const trust = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: `${service}.amazonaws.com` }, Action: "sts:AssumeRole" },
    ],
  });
const allow = (action: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const iamRole: ResourceType = {
  type: "aws_iam_role",
  fewest: ({ name }) => ({ name, assume_role_policy: trust("codebuild") }),
  all: ({ name, label }) => ({
    name,
    assume_role_policy: trust("codebuild"),
    description: 'R&D <x> "q"',
    path: "/teams/",
    max_session_duration: 7200,
    permissions_boundary: `\${aws_iam_policy.boundary-${label}.arn}`,
    tags: { team: "R+D" },
  }),
  changes: ({ name }) => ({
    name: `${name}-b`,
    assume_role_policy: trust("lambda"),
    description: "other & more",
    path: "/others/",
    max_session_duration: 3600,
    tags: { team: "b", more: "" },
  }),
  replacing: ["name", "path"],
  notImported: ["force_detach_policies"],
  filledIn: { path: "/", max_session_duration: 3600, unique_id: "/./" },
  needs: ({ name, label }) => ({
    [`aws_iam_policy.boundary-${label}`]: { name: `${name}-boundary`, policy: allow("s3:*") },
  }),
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const iamPolicy: ResourceType = {
  type: "aws_iam_policy",
  fewest: ({ name }) => ({ name, policy: allow("s3:GetObject") }),
  all: ({ name }) => ({
    name,
    policy: allow("s3:GetObject"),
    description: 'R&D <x> "q"',
    path: "/teams/",
    tags: { team: "R+D" },
  }),
  changes: ({ name }) => ({
    name: `${name}-b`,
    policy: allow("s3:PutObject"),
    description: "other",
    path: "/others/",
    tags: { team: "b", more: "" },
  }),
  replacing: ["name", "description", "path"],
  filledIn: { path: "/", policy_id: "/./", attachment_count: 0 },
};

const roleOf = ({ label }: Given) => `\${aws_iam_role.policed-${label}.name}`;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const iamRolePolicy: ResourceType = {
  type: "aws_iam_role_policy",
  fewest: (given) => ({ name: "a", role: roleOf(given), policy: allow("s3:GetObject") }),
  all: (given) => ({ name: "a", role: roleOf(given), policy: allow("s3:PutObject") }),
  changes: () => ({ name: "b", policy: allow("s3:ListBucket") }),
  replacing: ["name"],
  needs: ({ name, label }) => ({
    [`aws_iam_role.policed-${label}`]: { name, assume_role_policy: trust("codebuild") },
  }),
};
