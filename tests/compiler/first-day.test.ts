import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readItems, readSettings } from "../../compiler/reading/index.js";
import { checkSettings } from "../../compiler/settings/index.js";
import { folderWith } from "../../testing/expect/folder.js";

const { settings } = checkSettings({
  centralAccount: "111111111111",
  region: "eu-west-1",
  limits: { parameters: ["*"], secrets: ["*"] },
});

/** Every problem of one file, as `code path`, or how many items it holds. */
function found(name: string, text: string): string[] | number {
  const folder = folderWith();
  writeFileSync(join(folder, name), text);
  if (!settings) throw new Error("unsound settings in a test");
  const { items, diagnostics } = readItems([join(folder, name)], { settings });
  return diagnostics.length === 0 ? items.length : diagnostics.map(({ code, path }) => `${code} ${path}`);
}

const plain = "RepoName: webshop\nRepoTag: main\n";
const secret = "arn:aws:secretsmanager:us-east-1:111111111111:secret:delivery/token";
const row = (branch: string) => `{"Item":{"RepoName":{"S":"webshop"},"RepoTag":{"S":"${branch}"}}}`;
const shared = Array.from(
  { length: 100 },
  (_, index) => `- {RepoName: app-${index}, RepoTag: main, DeploymentConfigurations: {Prod: *prod}}`,
);

type Kind = [kind: string, file: string, text: string, found: readonly string[] | number];

const images = [
  ["an image of Lambda", "aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs20", "image-machine"],
  ["one of Lambda for ARM", "aws/codebuild/amazonlinux-aarch64-lambda-standard:nodejs20", "image-machine"],
  ["an image of Windows", "aws/codebuild/windows-base:2019-3.0", "image-machine"],
  ["an image with a typing error", "aws/codebuild/standard:5:0", "image-name"],
  ["an image with a scheme", "docker-hub://node:20", "image-name"],
] as const;

/** What people wrote on their first day, one example of each kind of fault. */
const kinds: readonly Kind[] = [
  ["a full ref", "a.yaml", "RepoName: webshop\nRepoTag: refs/heads/main\n", ["item.full-ref /RepoTag"]],
  [
    "characters that cannot be seen",
    "a.json",
    '{"RepoName": "webshop", "RepoTag": "main", "DeploymentConfigurations": {"Prod": {"AwsAccountId": "\\u200b222222222222", "Deploy": true, "ManualApproval": "lead\\u00a0@example.com"}}}',
    [
      "item.invisible /DeploymentConfigurations/Prod/AwsAccountId",
      "item.invisible /DeploymentConfigurations/Prod/ManualApproval",
    ],
  ],
  [
    "a directive of another YAML",
    "a.yaml",
    `%YAML 1.1\n---\n${plain}DeploymentConfigurations: {Prod: {Deploy: yes}}\n`,
    ["input.yaml-version "],
  ],
  [
    "merge keys",
    "a.yaml",
    `${plain}EnvironmentOrder: [Staging, Prod]
DeploymentConfigurations:
  Staging: &common {AwsAccountId: "222222222222", Deploy: true}
  Prod: {<<: *common, AwsAccountId: "333333333333"}
`,
    1,
  ],
  [
    "a hundred uses of one alias",
    "a.yaml",
    [
      '- {RepoName: app, RepoTag: main, DeploymentConfigurations: {Prod: &prod {AwsAccountId: "222222222222", Deploy: true}}}',
      ...shared,
    ].join("\n"),
    101,
  ],
  ["an export of the table", "a.json", `${row("main")}\n${row("next")}\n`, 2],
  ["the file of batch-write-item", "a.json", `{"table": [{"PutRequest": ${row("main")}}]}`, 1],
  [
    "DynamoDB's types set wrongly",
    "a.json",
    '{"RepoName": {"S": "webshop"}, "RepoTag": {"S": "main"}, "TimeoutMinutes": {"S": "30"}, "DeploymentConfigurations": {"M": {"Prod": {"M": {"AwsAccountId": {"N": "222222222222"}, "Deploy": {"S": "True"}}}}}}',
    [
      "item.wrong-type /TimeoutMinutes",
      "item.wrong-type /DeploymentConfigurations/M/Prod/M/AwsAccountId",
      "item.wrong-type /DeploymentConfigurations/M/Prod/M/Deploy",
    ],
  ],
  ...images.map(
    ([kind, image, code]): Kind => [
      kind,
      "a.yaml",
      `${plain}BuildImage: "${image}"\n`,
      [`item.${code} /BuildImage`],
    ],
  ),
  [
    "an ARM image of one's own",
    "a.yaml",
    `${plain}BuildImage: 333333333333.dkr.ecr.eu-west-1.amazonaws.com/graviton/node:20\nEnvironmentType: ARM_CONTAINER\n`,
    1,
  ],
  [
    "secrets by partial ARN",
    "a.yaml",
    `${plain}EnvironmentVariables:
  TOKEN: {Type: SECRETS_MANAGER, Value: "${secret}"}
  PASSWORD: {Type: SECRETS_MANAGER, Value: "${secret}:password::"}
`,
    [
      "item.secret-partial-arn /EnvironmentVariables/TOKEN/Value",
      "item.secret-partial-arn /EnvironmentVariables/PASSWORD/Value",
    ],
  ],
  [
    "functions, numbers and lists as a template's parameters",
    "a.yaml",
    `${plain}DeploymentConfigurations:
  Prod:
    AwsAccountId: "222222222222"
    Deploy: true
    ParameterOverrides: {Image: {"Fn::GetParam": [build, image.json, tag]}, Size: 3, Zones: [a, b]}
`,
    [
      "item.wrong-type /DeploymentConfigurations/Prod/ParameterOverrides/Image",
      "item.wrong-type /DeploymentConfigurations/Prod/ParameterOverrides/Size",
      "item.wrong-type /DeploymentConfigurations/Prod/ParameterOverrides/Zones",
    ],
  ],
  [
    "filters of paths",
    "a.yaml",
    `${plain}Source: {Type: CodeCommit, FilePaths: [api/**]}\n`,
    ["item.unknown-key /Source/FilePaths"],
  ],
  [
    "a buildspec inline",
    "a.yaml",
    `${plain}BuildSpecFile: "version: 0.2\\nphases: {}"\n`,
    ["item.wrong-value /BuildSpecFile"],
  ],
  [
    "a buildspec in a bucket",
    "a.yaml",
    `${plain}BuildSpecFile: "arn:aws:s3:::acme/buildspec.yml"\n`,
    ["item.wrong-value /BuildSpecFile"],
  ],
  [
    "a buildspec with backslashes",
    "a.yaml",
    `${plain}BuildSpecFile: 'ci\\buildspec.yml'\n`,
    ["item.wrong-value /BuildSpecFile"],
  ],
  [
    "subnets of another account that nothing allows",
    "a.yaml",
    `${plain}Vpc: {VpcId: vpc-0123456789abcdef0, Subnets: [subnet-0123456789abcdef0], SubnetOwner: "999999999999", SecurityGroups: [sg-0123456789abcdef0]}\n`,
    ["item.limit-vpc /Vpc/VpcId", "item.limit-network-account /Vpc/SubnetOwner"],
  ],
  [
    "an item larger than a table's",
    "a.yaml",
    `${plain}EnvironmentVariables:\n${Array.from({ length: 95 }, (_, n) => `  V${n}: ${"x".repeat(4_900)}`).join("\n")}\n`,
    ["item.too-large "],
  ],
];

describe("what people write on their first day", () => {
  it.each(kinds)("is read, or refused by name: %s", (_, file, text, expected) => {
    expect(found(file, text)).toEqual(expected);
  });

  it("is told what a template's parameter takes where it was given a function or a list", () => {
    const folder = folderWith();
    const file = join(folder, "a.yaml");
    const prod = `{AwsAccountId: "222222222222", Deploy: true, ParameterOverrides: {Tag: {"Fn::GetParam": [a, b, c]}}}`;
    writeFileSync(file, `${plain}DeploymentConfigurations: {Prod: ${prod}}\n`);
    if (!settings) throw new Error("unsound settings in a test");
    const [problem] = readItems([file], { settings }).diagnostics;
    expect(problem?.hint).toContain("functions of CodePipeline such as Fn::GetParam are not read");
  });

  it("is refused by name: settings of elsewhere", () => {
    const folder = folderWith({
      "stagewright.yaml": `centralAccount: "111111111111"
region: us-gov-west-1
permissionsBoundary: arn:aws:iam::999999999999:policy/boundaries/dev
provider: {version: "~> 4.0"}
state: {kmsKeyArn: "arn:aws:kms:eu-west-1:111111111111:key/0a1b2c3d-0000-4000-8000-1234567890ab"}
`,
    });
    const read = readSettings({ environment: {}, folder });
    expect(read.ok ? [] : read.diagnostics.map(({ code, path, line }) => `${code} ${path} ${line}`)).toEqual([
      "settings.elsewhere /permissionsBoundary 3",
      "settings.elsewhere /state/kmsKeyArn 5",
      "settings.provider-range /provider/version 4",
    ]);
  });
});
