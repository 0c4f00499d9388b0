import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  startInstallation,
  type TestInstallation,
  type Work,
} from "../../testing/installation/installation.js";
import { modelOf } from "../../testing/items/compile.js";
import { plannedLines } from "../../testing/stack/planned-lines.js";

const image = "aws/codebuild/amazonlinux-x86_64-standard:5.0";

function testOf(repository: string, changes: object = {}): object {
  return { Run: true, Repository: repository, Branch: "main", BuildImage: image, ...changes };
}

const Smoke = testOf("webshop-tests");
const Load = testOf("load-tests");
const onAnotherImage = testOf("webshop-tests", { BuildImage: "aws/codebuild/standard:7.0" });

/** Two environments, each with an approval and a test: the item that every change starts from. */
function item(changes: { order?: string[]; staging?: object; production?: object } = {}): object {
  const { order = ["Staging", "Production"], staging, production } = changes;
  return {
    RepoName: "webshop",
    RepoTag: "main",
    EnvironmentOrder: order,
    DeploymentConfigurations: {
      Staging: {
        AwsAccountId: "222222222222",
        Deploy: true,
        ManualApproval: "lead@example.com",
        Tests: { Smoke },
        ...staging,
      },
      Production: {
        AwsAccountId: "333333333333",
        Deploy: true,
        ManualApproval: "lead@example.com",
        Tests: { Smoke },
        ...production,
      },
    },
  };
}

/** In place, and beside the module that a change is about, nothing else. */
const pipeline = "aws_codepipeline.pipeline update";
const pipelineRole = "aws_iam_role_policy.pipeline update";
const readers = ["aws_kms_key.artifacts update", "aws_s3_bucket_policy.artifacts update"];
/** It may not write the sources of tests, which it names. */
const buildRole = "aws_iam_role_policy.build update";

/** The addresses of the role that a test runs as. */
function roleOf(module: string, name: string): string[] {
  const environments = modelOf(item({ staging: { Tests: { Smoke, Load } } })).environments;
  const environment = environments.find(({ identifier }) => identifier === module);
  const role = environment?.tests.find(({ test }) => test === name)?.role;
  return [`aws_iam_role.tests["${role}"]`, `aws_iam_role_policy.tests["${role}"]`];
}

describe("a change of the item touches what it is about, and nothing else", () => {
  let installation: TestInstallation;
  let work: Work;

  beforeAll(async () => {
    installation = await startInstallation();
    work = await installation.synth(item());
    await work.terraform().init();
    await work.terraform().apply();
  });

  afterAll(() => installation.close());

  const changes: [string, object, string[]][] = [
    [
      "an environment switched off, whose account may be yet to come, and a test added to another",
      item({
        production: { Deploy: false, AwsAccountId: "210987654321" },
        staging: { Tests: { Smoke, Load } },
      }),
      [
        ...withModule("production", "delete"),
        ...roleOf("staging", "Load").map((address) => `module.staging.${address} create`),
        'module.staging.module.projects.aws_cloudwatch_log_group.this["load"] create',
        'module.staging.module.projects.aws_codebuild_project.this["load"] create',
      ],
    ],
    [
      "the environment switched on again, an approval of the other dropped, and an image changed",
      item({ staging: { ManualApproval: false, Tests: { Smoke: onAnotherImage, Load } } }),
      [
        ...withModule("production", "create"),
        "module.staging.aws_sns_topic.approval[0] delete",
        'module.staging.aws_sns_topic_subscription.approval["lead@example.com"] delete',
        'module.staging.module.projects.aws_codebuild_project.this["smoke"] update',
      ],
    ],
    [
      "environments reordered",
      item({
        order: ["Production", "Staging"],
        staging: { ManualApproval: false, Tests: { Smoke: onAnotherImage, Load } },
      }),
      [pipeline],
    ],
  ];

  test.each(changes)("%s", async (_name, changed, expected) => {
    expect(await applied(installation, changed)).toEqual(expected);
  });
});

/** All that a module with one test and one approval holds, and what lets its account in. */
function withModule(module: string, action: "create" | "delete"): string[] {
  const parts = [
    ...roleOf(module, "Smoke"),
    "aws_sns_topic.approval[0]",
    'aws_sns_topic_subscription.approval["lead@example.com"]',
    'module.projects.aws_cloudwatch_log_group.this["smoke"]',
    'module.projects.aws_codebuild_project.this["smoke"]',
  ];
  const own = parts.map((part) => `module.${module}.${part} ${action}`);
  return [pipeline, buildRole, pipelineRole, ...readers, ...own];
}

/** Applies an item over the one before; the addresses that were touched, and how. */
async function applied(installation: TestInstallation, changed: object): Promise<string[]> {
  const { stdout } = await (await installation.synth(changed)).terraform().apply("-json");
  return plannedLines(stdout);
}
