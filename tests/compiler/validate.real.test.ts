import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { compileFiles } from "../../compiler/compile.js";
import itemSchema from "../../compiler/item/item.schema.json" with { type: "json" };
import { writeStacks } from "../../compiler/output/index.js";
import type { Pipeline } from "../../compiler/pipeline/index.js";
import { readSettings } from "../../compiler/reading/index.js";
import { checkSettings, type Settings } from "../../compiler/settings/index.js";
import settingsSchema from "../../compiler/settings/settings.schema.json" with { type: "json" };
import { keysIn, type Value } from "../../testing/expect/json.js";
import { hostileTexts } from "../../testing/items/arbitrary-text.js";
import { modelOf } from "../../testing/items/compile.js";
import { environment, itemWith, test } from "../../testing/items/items.js";
import {
  openToolchain,
  type TerraformDiagnostic,
  type Toolchain,
  terraformIn,
} from "../../toolchain/index.js";

const examples = fileURLToPath(new URL("../../examples", import.meta.url));

let folder: string;
let toolchain: Toolchain;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "validate-"));
  toolchain = await openToolchain({ env: process.env, cwd: folder }, folder);
});

afterAll(() => rm(folder, { recursive: true }));

interface Stacks {
  readonly pipelines: readonly Pipeline[];
  readonly settings: Settings;
}

/**
 * What Terraform, with the real AWS provider, has to say of these groups of stacks, by group. All are modules of one
 * root, since each run starts the provider anew; that a module has no backend of its own is said of each, and means
 * nothing here.
 */
async function findingsOn<Group extends string>(groups: Readonly<Record<Group, Stacks>>) {
  const cwd = await mkdtemp(join(folder, "out-"));
  const module: Record<string, object> = {};
  for (const [group, { pipelines, settings }] of Object.entries<Stacks>(groups)) {
    await writeStacks(pipelines, settings, join(cwd, group));
    for (const { name } of pipelines) module[`${group}-${name}`] = { source: `./${group}/stacks/${name}` };
  }
  await writeFile(join(cwd, "main.tf.json"), JSON.stringify({ module }));
  const terraform = terraformIn(toolchain.terraform.path, { cwd, env: toolchain.env });
  await terraform.init("-backend=false");
  const { diagnostics } = await terraform.validate();
  const found = diagnostics.filter(({ summary }) => summary !== "Backend configuration ignored");
  return (group: Group | "none") => found.filter((each) => groupOf(each, groups) === group);
}

function groupOf({ range }: TerraformDiagnostic, groups: object): string {
  return Object.keys(groups).find((group) => range?.filename.startsWith(`${group}/`)) ?? "none";
}

/** Every key that a schema describes. */
function describedKeys(schema: Value): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, inner]) => [
    ...(key === "properties" ? Object.keys(inner as object) : []),
    ...describedKeys(inner as Value),
  ]);
}

const checksum = "0".repeat(64);

/** Every setting of an installation, with a value that is not its default. */
const everySetting = {
  centralAccount: "111111111111",
  region: "eu-west-1",
  namePrefix: "twelveletter",
  table: "acme-pipelines",
  permissionsBoundary: "arn:aws:iam::111111111111:policy/boundary",
  tags: { "cost-center": "platform" },
  state: {
    bucket: "acme-terraform-state",
    lock: "both",
    lockTable: "acme-terraform-locks",
    kmsKeyArn: "arn:aws:kms:eu-west-1:111111111111:key/0a1b2c3d-0000-4000-8000-1234567890ab",
  },
  provider: { version: "~> 5.100" },
  childAccount: {
    formationRole: "Formation",
    deployerRole: "Deployer",
    testRole: "Tester",
    viewRole: "Viewer",
    viewers: ["arn:aws:iam::111111111111:role/approver"],
    planRole: "Planner",
    applyRole: "Applier",
    planReads: ["arn:aws:ssm:*:*:parameter/webshop/*"],
    isolation: "repository",
    repositories: ["webshop"],
    organisationId: "o-a1b2c3d4e5",
    deployerServices: ["iam", "lambda"],
    passableRoles: ["apps-*"],
    deployerPolicy: [],
    testPolicy: [],
    permissionsBoundary: "application-boundary",
    administrationRole: "Administration",
    externalId: "acme-accounts",
    accounts: {
      "222222222222": { profile: "acme-dev", externalId: "acme-dev", repositories: ["webshop"] },
      "333333333333": { assume: ["arn:aws:iam::333333333333:role/Admin"] },
    },
    preparedElsewhere: ["333333333333"],
  },
  artifacts: { forceDestroy: false },
  terraform: {
    version: "1.11.4",
    sha256: checksum,
    providers: [{ source: "hashicorp/aws", version: "5.100.0", sha256: checksum }],
    bucket: "acme-deployments",
    accounts: ["222222222222"],
    timeoutMinutes: 60,
    runner: checksum,
  },
  deploy: { S3: { role: "acme-sites", bucket: "acme-*-site-*" } },
  controller: {
    image: "aws/codebuild/standard:7.0",
    computeType: "BUILD_GENERAL1_LARGE",
    concurrentBuilds: 4,
    accountBuilds: 8,
    pipelinesPerBuild: 25,
    parallel: 8,
    timeoutMinutes: 240,
    runTimeoutMinutes: 60,
    scheduleMinutes: 15,
    whileRunning: "supersede",
    actionMinutes: 15,
    approvalMinutes: 1440,
    notify: ["platform@example.com"],
    pipelineFailures: "none",
  },
  defaults: {
    buildImage: "aws/codebuild/amazonlinux-aarch64-standard:3.0",
    computeType: "BUILD_GENERAL1_MEDIUM",
    timeoutMinutes: 30,
    artifactRetentionDays: 0,
    logRetentionDays: 0,
    parallelTests: 2,
  },
  limits: {
    privileged: true,
    images: ["aws/codebuild/*"],
    computeTypes: ["BUILD_GENERAL1_MEDIUM"],
    timeoutMinutes: 60,
    parameters: ["/webshop/*"],
    secrets: ["webshop/*"],
    accounts: ["222222222222"],
    networkAccounts: ["444444444444"],
    vpcs: ["*"],
    topics: ["*"],
    bucketAccounts: ["444444444444"],
    tags: ["*"],
    keys: ["arn:aws:kms:*:111111111111:key/*"],
    approvals: { "999999999999": { when: "destroys", notify: ["lead@example.com"] } },
    emails: ["*@example.com"],
    pipelines: 20,
    capabilities: ["CAPABILITY_NAMED_IAM"],
  },
};

/** Names that trip careless encoders, and text that is code to Terraform. */
const awkward = itemWith(
  {
    "2nd": environment({ ManualApproval: { Emails: ["${x}@example.com"], Message: hostileTexts.join(" ") } }),
    "prod.eu": environment({ Tests: { "2nd": test(), "a.b": test() } }),
    prodeu: environment({ ParameterOverrides: { Text: "${x} %{y} $${z}" } }),
    constructor: environment({ Tests: { toString: test({ EnvironmentVariables: { X: "%{if}" } }) } }),
  },
  { RepoTag: "feature/${x}/日本語" },
);

function exampleStacks(): Stacks {
  const read = readSettings({ environment: {}, folder: examples });
  const { settings } = read.ok ? read.value : expect.fail(JSON.stringify(read.diagnostics));
  const { pipelines, diagnostics } = compileFiles([join(examples, "items")], { settings });
  expect(diagnostics).toEqual([]);
  expect(pipelines.length).toBeGreaterThanOrEqual(5);
  return { pipelines, settings };
}

function awkwardStack(written: object, changes: Partial<Pipeline> = {}): Stacks {
  const { settings, problems } = checkSettings(written);
  if (!settings) return expect.fail(JSON.stringify(problems));
  expect(problems).toEqual([]);
  return { pipelines: [{ ...modelOf(awkward, settings), ...changes }], settings };
}

describe("terraform validate", () => {
  let findings: Awaited<ReturnType<typeof findingsOn<"examples" | "awkward" | "wrong">>>;

  beforeAll(async () => {
    const executionMode = "SOMETIMES" as string as Pipeline["executionMode"];
    findings = await findingsOn({
      examples: exampleStacks(),
      awkward: awkwardStack(everySetting),
      wrong: awkwardStack({}, { executionMode }),
    });
  });

  it("finds nothing in the stack of any example", () => {
    expect([...findings("examples"), ...findings("none")]).toEqual([]);
  });

  it("finds nothing under settings that all differ from their defaults, whatever names and texts", () => {
    expect(findings("awkward")).toEqual([]);
  });

  it("would find a setting that the provider does not know", () => {
    expect(JSON.stringify(findings("wrong"))).toContain("SOMETIMES");
  });
});

describe("what is validated", () => {
  it("uses every key of an item in the examples", async () => {
    const files = await readdir(join(examples, "items"));
    const texts = await Promise.all(files.map((file) => readFile(join(examples, "items", file), "utf8")));
    const used = new Set(texts.flatMap((text) => keysIn(parse(text))));
    expect(describedKeys(itemSchema as Value).filter((key) => !used.has(key))).toEqual([]);
  });

  it("uses every setting of an installation", () => {
    const used = new Set(keysIn(everySetting));
    expect(describedKeys(settingsSchema as Value).filter((key) => !used.has(key))).toEqual([]);
  });
});
