import type { Given, ResourceType } from "../resource-type.fixture.js";

const exportTo = (bucket: string, path: string) => ({
  type: "S3",
  s3_destination: {
    ...{ bucket, path, packaging: "NONE", encryption_disabled: false },
    encryption_key: "arn:aws:kms:eu-central-1:111111111111:alias/aws/s3",
  },
});

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateReportGroup.html */
export const reportGroup: ResourceType = {
  type: "aws_codebuild_report_group",
  fewest: ({ name }) => ({ name, type: "TEST", export_config: { type: "NO_EXPORT" } }),
  all: ({ name, bucket }) => ({
    ...{ name, type: "TEST", delete_reports: true, tags: { team: "R+D" } },
    export_config: exportTo(bucket, "/one"),
  }),
  changes: ({ name, bucket }) => ({
    ...{ name: `${name}-b`, tags: { team: "b", more: "" } },
    export_config: exportTo(bucket, "/two"),
  }),
  replacing: ["name"],
  // To take all tags away the provider says nothing of them; what AWS then does is not known.
  stays: ["tags"],
  notImported: ["delete_reports"],
};

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ImportSourceCredentials.html */
export const sourceCredential: ResourceType = {
  type: "aws_codebuild_source_credential",
  alone: true,
  fewest: () => ({ auth_type: "PERSONAL_ACCESS_TOKEN", server_type: "GITHUB", token: "invented" }),
  all: () => ({ auth_type: "PERSONAL_ACCESS_TOKEN", server_type: "GITHUB", token: "other" }),
  replacing: ["*"],
  notImported: ["token", "user_name"],
  filledIn: { arn: "/:token\\/github$/" },
  variants: {
    basic: {
      from: () => basic("invented"),
      to: () => basic("other"),
      replaces: true,
      filledIn: { arn: "/:token\\/bitbucket$/" },
    },
  },
};

const basic = (token: string) => ({
  ...{ auth_type: "BASIC_AUTH", server_type: "BITBUCKET", user_name: "acme", token },
});

const onPush = (pattern: string) => ({
  filter: [
    { type: "EVENT", pattern: "PUSH" },
    { type: "HEAD_REF", pattern, exclude_matched_pattern: true },
  ],
});

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateWebhook.html */
export const codeBuildWebhook: ResourceType = {
  type: "aws_codebuild_webhook",
  fewest: ({ label }) => ({ project_name: projectOf(label), manual_creation: true }),
  all: ({ label }) => ({
    project_name: projectOf(label),
    manual_creation: true,
    build_type: "BUILD",
    filter_group: onPush("main"),
  }),
  changes: () => ({ build_type: "BUILD_BATCH", filter_group: onPush("release") }),
  stays: ["build_type"],
  notImported: ["secret", "manual_creation"],
  filledIn: { payload_url: "/^https:/", secret: "/./" },
  variants: {
    branch: {
      from: ({ label }) => ({
        project_name: projectOf(label),
        manual_creation: true,
        branch_filter: "^main$",
      }),
      to: ({ label }) => ({
        project_name: projectOf(label),
        manual_creation: true,
        branch_filter: "^release$",
      }),
    },
  },
  needs: (given) => ({ [`aws_codebuild_project.hooked-${given.label}`]: enterprise(given) }),
};

const projectOf = (label: string) => `\${aws_codebuild_project.hooked-${label}.name}`;

const enterprise = ({ name, role }: Given) => ({
  name,
  service_role: role("codebuild"),
  artifacts: { type: "NO_ARTIFACTS" },
  source: { type: "GITHUB_ENTERPRISE", location: "https://git.example.com/acme/shop.git" },
  environment: {
    compute_type: "BUILD_GENERAL1_SMALL",
    image: "aws/codebuild/standard:7.0",
    type: "LINUX_CONTAINER",
  },
});

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_PutResourcePolicy.html */
export const codeBuildResourcePolicy: ResourceType = {
  type: "aws_codebuild_resource_policy",
  fewest: ({ label, account }) => shared(label, account, "codebuild:BatchGetReportGroups"),
  all: ({ label, account }) => shared(label, account, "codebuild:ListReportsForReportGroup"),
  needs: ({ name, label }) => ({
    [`aws_codebuild_report_group.shared-${label}`]: {
      ...{ name, type: "TEST", export_config: { type: "NO_EXPORT" } },
    },
  }),
};

function shared(label: string, account: string, action: string) {
  const Principal = { AWS: `arn:aws:iam::${account}:root` };
  const resource = `\${aws_codebuild_report_group.shared-${label}.arn}`;
  const statement = { Sid: "shared", Effect: "Allow", Principal, Action: action, Resource: resource };
  const policy = JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: [statement] });
  return { resource_arn: resource, policy };
}
