import type { Given, ResourceType } from "../resource-type.fixture.js";

const environment = {
  compute_type: "BUILD_GENERAL1_SMALL",
  image: "aws/codebuild/standard:7.0",
  type: "LINUX_CONTAINER",
};
const github = { type: "GITHUB", location: "https://github.com/acme/shop.git" };
const variable = (value: string) => ({ name: "STAGE", value });
const vpc = (which: string) => ({
  vpc_id: `vpc-${which}`,
  subnets: [`subnet-${which}`],
  security_group_ids: [`sg-${which}`],
});
const batch = ({ role }: Given, maximum: number) => ({
  service_role: role("codebuild"),
  combine_artifacts: true,
  timeout_in_mins: 10,
  restrictions: { compute_types_allowed: [], maximum_builds_allowed: maximum },
});

const fewest = ({ name, role }: Given) => ({
  name,
  service_role: role("codebuild"),
  artifacts: { type: "NO_ARTIFACTS" },
  environment,
  source: github,
});

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html */
export const codeBuildProject: ResourceType = {
  type: "aws_codebuild_project",
  fewest,
  all: (given) => ({
    ...fewest(given),
    badge_enabled: true,
    build_timeout: 15,
    queued_timeout: 30,
    concurrent_build_limit: 2,
    description: "R&D <x>",
    encryption_key: given.key,
    source_version: "main",
    build_batch_config: batch(given, 5),
    cache: { type: "S3", location: `${given.bucket}/cache` },
    environment: { ...environment, privileged_mode: true, environment_variable: variable("alpha") },
    logs_config: {
      cloudwatch_logs: { status: "ENABLED", group_name: "builds", stream_name: "one" },
      s3_logs: { status: "ENABLED", location: `${given.bucket}/logs`, encryption_disabled: true },
    },
    source: { ...github, git_clone_depth: 1, report_build_status: true, buildspec: "ci.yml" },
    secondary_sources: { source_identifier: "tests", type: "S3", location: `${given.bucket}/` },
    secondary_source_version: { source_identifier: "tests", source_version: "v1" },
    secondary_artifacts: { artifact_identifier: "reports", type: "S3", location: given.bucket, name: "r" },
    vpc_config: vpc("one"),
    tags: { team: "R+D" },
  }),
  changes: (given) => ({
    badge_enabled: false,
    build_timeout: 16,
    queued_timeout: 31,
    concurrent_build_limit: 3,
    description: "other",
    encryption_key: given.otherKey,
    source_version: "next",
    service_role: given.otherRole("codebuild"),
    build_batch_config: batch(given, 6),
    cache: { type: "LOCAL", modes: ["LOCAL_SOURCE_CACHE"] },
    artifacts: { type: "S3", location: given.bucket, name: "out", packaging: "ZIP" },
    environment: { ...environment, environment_variable: variable("beta") },
    "environment.image": "aws/codebuild/standard:6.0",
    logs_config: { cloudwatch_logs: { status: "DISABLED" } },
    source: { ...github, buildspec: "other.yml" },
    secondary_sources: { source_identifier: "tests", type: "S3", location: `${given.bucket}/a.zip` },
    secondary_source_version: { source_identifier: "tests", source_version: "v2" },
    vpc_config: vpc("two"),
    tags: { team: "b", more: "" },
  }),
  takenAway: ["logs_config.s3_logs", "environment.environment_variable"],
  // The provider leaves key and description to AWS; without its source a secondary source's version has no meaning.
  stays: ["encryption_key", "description", "secondary_sources"],
  filledIn: {
    build_timeout: 60,
    queued_timeout: 480,
    badge_enabled: false,
    badge_url: "",
    encryption_key: "/:alias\\/aws\\/s3$/",
    project_visibility: "PRIVATE",
  },
  variants: {
    badge: {
      from: (given) => ({ ...fewest(given), badge_enabled: true }),
      to: (given) => ({ ...fewest(given), badge_enabled: false }),
      filledIn: { badge_url: "/^https?:\\/\\//" },
    },
    public: {
      from: (given) => ({ ...fewest(given), ...publicly(given) }),
      to: fewest,
      filledIn: { public_project_alias: "/./" },
    },
    folder: {
      from: (given) => ({ ...fewest(given), source: folderIn(given.bucket) }),
      to: (given) => ({ ...fewest(given), source: folderIn(given.otherBucket) }),
    },
  },
};

const publicly = ({ role }: Given) => ({
  project_visibility: "PUBLIC_READ",
  resource_access_role: role("codebuild"),
});
const folderIn = (bucket: string) => ({ type: "S3", location: `${bucket}/` });
