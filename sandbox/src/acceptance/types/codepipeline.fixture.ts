import type { Arguments, Given, ResourceType } from "../resource-type.fixture.js";

const source = {
  ...{ name: "Source", category: "Source", owner: "AWS", provider: "CodeStarSourceConnection" },
  ...{ version: "1", output_artifacts: ["source"] },
};

const connected = ({ account, region }: Given, more: Arguments = {}) => ({
  ConnectionArn: `arn:aws:codestar-connections:${region}:${account}:connection/0a1b2c3d`,
  FullRepositoryId: "acme/shop",
  BranchName: "main",
  ...more,
});

/** Of a project that is not there: a pipeline is made all the same. */
const build = {
  ...{ name: "Build", category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" },
  ...{ input_artifacts: ["source"], output_artifacts: ["built"], configuration: { ProjectName: "absent" } },
};

/** Without `RoleArn` in its configuration, which shows when it runs. */
const changeSet = {
  ...{ name: "Deploy", category: "Deploy", owner: "AWS", provider: "CloudFormation", version: "1" },
  ...{ input_artifacts: ["built"], run_order: 2 },
  configuration: {
    ...{ ActionMode: "CHANGE_SET_REPLACE", StackName: "shop", ChangeSetName: "shop" },
    TemplatePath: "built::template.yaml",
  },
};

const stages = (given: Given, more: Arguments = {}) => [
  { name: "Source", action: [{ ...source, configuration: connected(given, more) }] },
  { name: "Build", action: [build] },
];

const fewest = (given: Given) => ({
  name: given.name,
  role_arn: given.role("codepipeline"),
  artifact_store: { location: given.bucket, type: "S3" },
  stage: stages(given),
});

const pushOf = (branch: string) => ({
  provider_type: "CodeStarSourceConnection",
  git_configuration: {
    source_action_name: "Source",
    push: { branches: { includes: [branch] }, file_paths: { excludes: ["docs/**"] } },
    pull_request: { events: ["OPEN"], branches: { includes: [branch] } },
  },
});

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_CreatePipeline.html */
export const codePipeline: ResourceType = {
  type: "aws_codepipeline",
  fewest,
  all: (given) => ({
    ...fewest(given),
    pipeline_type: "V2",
    execution_mode: "QUEUED",
    artifact_store: { location: given.bucket, type: "S3", encryption_key: { id: given.key, type: "KMS" } },
    stage: [...stages(given), { name: "Deploy", action: [changeSet] }],
    variable: { name: "ticket", default_value: "none", description: "R&D <x>" },
    trigger: pushOf("main"),
    tags: { team: "R+D" },
  }),
  changes: (given) => ({
    execution_mode: "PARALLEL",
    role_arn: given.otherRole("codepipeline"),
    artifact_store: { location: given.otherBucket, type: "S3" },
    stage: stages(given, { OutputArtifactFormat: "CODEBUILD_CLONE_REF" }),
    variable: { name: "other", default_value: "none" },
    trigger: pushOf("release"),
    tags: { team: "b", more: "" },
  }),
  takenAway: ["artifact_store.encryption_key"],
  // A pipeline with triggers, variables or queues is of type V2.
  stays: ["pipeline_type"],
  filledIn: { execution_mode: "SUPERSEDED", pipeline_type: "V1", trigger_all: [] },
  // The provider reads none on import, and all of them into `trigger_all`.
  notImported: ["trigger"],
  variants: {
    "default-trigger": {
      from: (given) => ({ ...fewest(given), pipeline_type: "V2" }),
      to: (given) => ({
        ...fewest(given),
        pipeline_type: "V2",
        stage: stages(given, { DetectChanges: "false" }),
      }),
      filledIn: {
        trigger_all: [
          { provider_type: "CodeStarSourceConnection", git_configuration: { source_action_name: "Source" } },
        ],
      },
    },
  },
};

const onRef = (ref: string) => ({ json_path: "$.ref", match_equals: ref });

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutWebhook.html */
export const codePipelineWebhook: ResourceType = {
  type: "aws_codepipeline_webhook",
  fewest: (given) => ({
    ...hook(given),
    authentication: "UNAUTHENTICATED",
    filter: onRef("refs/heads/main"),
  }),
  all: (given) => ({
    ...hook(given),
    authentication: "UNAUTHENTICATED",
    filter: onRef("refs/heads/{Branch}"),
    tags: { team: "R+D" },
  }),
  changes: () => ({ filter: onRef("refs/heads/other"), tags: { team: "b", more: "" } }),
  filledIn: { url: "/^https:/", arn: "/:webhook:/" },
  variants: {
    hmac: {
      from: (given) => signed(given, "one"),
      to: (given) => signed(given, "two"),
      replaces: true,
    },
    address: {
      from: (given) => addressed(given, "0.0.0.0/0"),
      to: (given) => addressed(given, "10.0.0.0/8"),
      replaces: true,
    },
  },
  needs: (given) => ({ [`aws_codepipeline.hooked-${given.label}`]: fewest(given) }),
};

const hook = ({ name, label }: Given) => ({
  name,
  target_action: "Source",
  target_pipeline: `\${aws_codepipeline.hooked-${label}.name}`,
});
const signed = (given: Given, secret: string) => ({
  ...hook(given),
  authentication: "GITHUB_HMAC",
  filter: onRef("refs/heads/main"),
  authentication_configuration: { secret_token: secret },
});
const addressed = (given: Given, range: string) => ({
  ...hook(given),
  authentication: "IP",
  filter: onRef("refs/heads/main"),
  authentication_configuration: { allowed_ip_range: range },
});

const counts = { minimum_count: 0, maximum_count: 1 };
const custom = (provider: string, version: string) => ({
  ...{ category: "Build", provider_name: provider, version },
  ...{ input_artifact_details: counts, output_artifact_details: counts },
});

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_CreateCustomActionType.html */
export const customActionType: ResourceType = {
  type: "aws_codepipeline_custom_action_type",
  fewest: ({ name }) => custom(name, "1"),
  // A version that was deleted cannot be made again, so whatever makes it anew changes the version too.
  all: ({ name }) => custom(name, "2"),
  replacing: ["*"],
  filledIn: { owner: "Custom", arn: "/:actiontype:Custom\\/Build\\//" },
  variants: {
    whole: {
      from: ({ name }) => ({ ...custom(name, "1"), ...described, tags: { team: "R+D" } }),
      to: ({ name }) => ({ ...custom(name, "1"), ...described, tags: { team: "b", more: "" } }),
    },
  },
};

const described = {
  configuration_property: {
    ...{ name: "Project", description: "R&D <x>", type: "String" },
    ...{ key: true, queryable: true, required: true, secret: false },
  },
  settings: {
    entity_url_template: "https://build.example.com/{Config:Project}/",
    execution_url_template: "https://build.example.com/{Config:Project}/run/",
  },
};
